"""Whole public pages: from memory when it has them, else asked of Django once, however many wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from jingui.edge import rules
from jingui.edge.asked import FORMS, PERSONAL, Asked, coding
from jingui.edge.memory import Form, Key, Memory, Page, press

type Door = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

# What Django is told about a request whose answer may be kept: nothing that is not in the key.
FORWARDED = frozenset({b"host"})
IMMUTABLE_QUALITY = 9  # brotli; pages get 5
HTMX = [(b"hx-request", b"true")]


class Pages:
    """The public pages, in front of `django`."""

    def __init__(self, memory: Memory, django: Door):
        self.memory = memory
        self.django = django
        self.asking: dict[Key, asyncio.Future[Page | None]] = {}

    def key(self, asked: Asked, scheme: str) -> Key | None:
        """What the answer depends on; None when it may not come from memory at all."""
        if asked.method not in rules.READ or not rules.is_page(asked.path):
            return None
        if asked.is_personal and not rules.is_impersonal(asked.path):
            return None
        query = rules.public_query(asked.query)
        if query is None:
            return None
        return (scheme, asked.host.decode("latin-1"), asked.path, query, "hx" if asked.htmx else "")

    async def answer(self, asked: Asked, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer the request, from memory if that may be."""
        key = self.key(asked, scope["scheme"])
        if key is None:
            return await self.django(scope, receive, in_house(send))
        now = time.monotonic()
        page = self.memory.get(key, now)
        if page is not None:
            return await give(page, asked, send, now)
        if FORMS in asked.cookies:  # a page with a form belongs to its reader
            return await self.django(scope, receive, in_house(send))
        if (waiting := self.asking.get(key)) is not None:
            page = await asyncio.shield(waiting)
            if page is not None:
                return await give(page, asked, send, time.monotonic())
            return await self.django(scope, receive, in_house(send))
        return await self._ask(key, asked, scope, receive, send)

    async def _ask(self, key: Key, asked: Asked, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Ask Django for the whole page, as a stranger would; keep it if it may be kept."""
        future = self.asking[key] = asyncio.get_running_loop().create_future()
        taker = Taker(asked, send, future)
        asked_at = time.monotonic()
        try:
            await self.django(as_a_stranger(scope, key), receive, taker)
            if taker.keep is None:
                return
            page = await taker.page()
            self.memory.put(key, page, asked_at=asked_at)
            future.set_result(page)
            await give(page, asked, send, asked_at)
        finally:
            del self.asking[key]
            if not future.done():
                future.set_result(None)


class Taker:
    """Takes Django's answer: in whole when it may be kept, else passes it on as it comes."""

    def __init__(self, asked: Asked, send: Any, future: asyncio.Future[Page | None]):
        self.asked, self.send, self.future = asked, send, future
        self.keep: rules.Keep | None = None
        self.start: dict[str, Any] = {}
        self.body = bytearray()

    async def __call__(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.start, self.keep = message, self._decide(message)
            if self.keep is None:
                await self._let_go()
            return
        if self.keep is None:
            await self._pass(message)
            return
        self.body += message.get("body", b"")
        if len(self.body) > rules.KEPT_BYTES:
            self.keep = None
            await self._let_go()
            await self._pass({"type": "http.response.body", "body": bytes(self.body), "more_body": True})

    def _decide(self, message: dict[str, Any]) -> rules.Keep | None:
        return rules.may_keep(
            method=self.asked.method,
            path=self.asked.path,
            cookies=self.asked.cookies,
            authorized=self.asked.authorized,
            personal=PERSONAL,
            status=message["status"],
            headers=message["headers"],
        )

    async def _let_go(self) -> None:
        """Not to be kept: those who wait ask for themselves, and the answer goes on to the one who asked."""
        self.future.set_result(None)
        await self.send(without_surrogates(self.start))

    async def _pass(self, message: dict[str, Any]) -> None:
        if self.asked.method == "HEAD":
            message = {**message, "body": b""}
        await self.send(message)

    async def page(self) -> Page:
        assert self.keep is not None
        quality = IMMUTABLE_QUALITY if self.keep.immutable else 5
        return await asyncio.to_thread(
            press,
            self.start["status"],
            self.start["headers"],
            bytes(self.body),
            seconds=self.keep.seconds,
            surrogates=self.keep.surrogates,
            quality=quality,
        )


def in_house(send: Any) -> Any:
    """Send on what Django answers, but keep the surrogate keys in the house."""

    async def sending(message: dict[str, Any]) -> None:
        await send(without_surrogates(message) if message["type"] == "http.response.start" else message)

    return sending


def without_surrogates(start: dict[str, Any]) -> dict[str, Any]:
    headers = [(name, value) for name, value in start["headers"] if name != b"surrogate-key"]
    return {**start, "headers": headers}


def as_a_stranger(scope: dict[str, Any], key: Key) -> dict[str, Any]:
    """The request with nothing in it but what the key holds: no cookie, no condition, no preference."""
    headers = [(name, value) for name, value in scope["headers"] if name in FORWARDED]
    _scheme, _host, _path, query, variant = key
    return {
        **scope,
        "method": "GET",
        "query_string": query.encode(),
        "headers": headers + (HTMX if variant == "hx" else []),
    }


async def give(page: Page, asked: Asked, send: Any, now: float) -> None:
    """Send a page in the encoding that the reader takes, or say that the reader's own copy still holds."""
    form = page.forms.get(coding(asked.accept_encoding)) or page.forms[""]
    if page.status == 200 and still_holds(asked, form):
        await send({"type": "http.response.start", "status": 304, "headers": form.unchanged})
        await send({"type": "http.response.body", "body": b""})
        return
    age = (b"age", b"%d" % max(0, now - page.stored_at))
    await send({"type": "http.response.start", "status": page.status, "headers": [*form.headers, age]})
    await send({"type": "http.response.body", "body": b"" if asked.method == "HEAD" else form.body})


def still_holds(asked: Asked, form: Form) -> bool:
    """Whether the reader's own copy is this one: by its tag, else by the very date that it was given with.

    A date that is merely not older proves nothing: an entry may have been taken out of a feed since.
    """
    if asked.if_none_match:
        return holds(asked.if_none_match, form.etag)
    return bool(asked.if_modified_since) and (b"last-modified", asked.if_modified_since) in form.headers


def holds(if_none_match: bytes, etag: bytes) -> bool:
    """Whether a copy that the reader has is this one (RFC 9110, 13.1.2: weak comparison)."""
    if if_none_match == etag:
        return True
    return any(tag.strip().removeprefix(b"W/") in (etag, b"*") for tag in if_none_match.split(b","))
