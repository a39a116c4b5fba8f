"""Whole pages in memory: found by key, dropped by surrogate key, the least read forgotten first."""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import brotli

type Key = tuple[str, ...]
type Headers = list[tuple[bytes, bytes]]

OVERHEAD_BYTES = 4096  # what a stored page costs beside its bodies
NEVER = float("-inf")
PURGES_KEPT_SECONDS = 120.0  # longer than any page takes to render
WORTH_COMPRESSING_BYTES = 200
REPLACED = {b"content-length", b"etag", b"vary", b"content-encoding", b"surrogate-key"}
KEPT_BY_READERS = {b"etag", b"last-modified"}  # what their own copies are known by
UNCHANGED = KEPT_BY_READERS | {
    b"cache-control",
    b"vary",
    b"content-security-policy",
    b"date",
    b"expires",
    b"link",
}
COMPRESSED = (
    b"text/",
    b"application/json",
    b"application/xml",
    b"application/atom",
    b"application/rss",
    b"application/javascript",
    b"application/ld+json",
    b"application/manifest",
    b"image/svg",
)


@dataclass(frozen=True, slots=True)
class Form:
    """A page in one encoding, ready to send."""

    etag: bytes
    headers: Headers
    unchanged: Headers  # of a 304
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A stored answer in every encoding, until when it is fresh, and what it shows."""

    status: int
    forms: dict[str, Form]
    stored_at: float
    fresh_until: float
    surrogates: frozenset[str]

    @property
    def size(self) -> int:
        return OVERHEAD_BYTES + sum(len(form.body) for form in self.forms.values())


def press(
    status: int,
    headers: Headers,
    body: bytes,
    *,
    seconds: float,
    surrogates: Iterable[str] = (),
    quality: int = 5,
) -> Page:
    """A page from Django's answer: compressed once, with an ETag an encoding (1 ms and more)."""
    kept = [(name, value) for name, value in headers if name not in REPLACED]
    kept.append((b"vary", b", ".join([v for k, v in headers if k == b"vary"] + [b"Accept-Encoding"])))
    digest = blake2b(body, digest_size=10).hexdigest().encode()
    now = time.monotonic()
    forms = {
        coding: _form(kept, digest, coding, squeezed) for coding, squeezed in _codings(kept, body, quality)
    }
    return Page(status, forms, now, now + seconds, frozenset(surrogates))


def _form(headers: Headers, digest: bytes, coding: str, body: bytes) -> Form:
    etag = b'"' + digest + (b"-" + coding.encode() if coding else b"") + b'"'
    own = [(b"content-length", b"%d" % len(body)), (b"etag", etag)]
    if coding:
        own.append((b"content-encoding", coding.encode()))
    every = headers + own
    return Form(etag, every, [(name, value) for name, value in every if name in UNCHANGED], body)


def _codings(headers: Headers, body: bytes, quality: int) -> list[tuple[str, bytes]]:
    """The encodings worth keeping; always the plain one."""
    kind = dict(headers).get(b"content-type", b"")
    if len(body) < WORTH_COMPRESSING_BYTES or not kind.startswith(COMPRESSED):
        return [("", body)]
    return [
        ("", body),
        ("br", brotli.compress(body, quality=quality)),
        ("gzip", gzip.compress(body, compresslevel=6, mtime=0)),
    ]


class Memory:
    """Pages within a number of bytes. Used from the event loop only; nothing here waits."""

    def __init__(self, limit_bytes: int):
        self.limit_bytes = limit_bytes
        self.size = 0
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.showing: defaultdict[str, set[Key]] = defaultdict(set)
        self.purged: OrderedDict[str, float] = OrderedDict()

    def get(self, key: Key, now: float) -> Page | None:
        """The page, while it is fresh."""
        page = self.pages.get(key)
        if page is None:
            return None
        if now >= page.fresh_until:
            self.drop(key)
            return None
        self.pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page, *, asked_at: float) -> bool:
        """Keep a page that was asked for at `asked_at`, unless what it shows has changed meanwhile."""
        if page.size > self.limit_bytes or any(
            self.purged.get(surrogate, NEVER) >= asked_at for surrogate in page.surrogates
        ):
            return False
        self.drop(key)
        self.pages[key] = page
        self.size += page.size
        for surrogate in page.surrogates:
            self.showing[surrogate].add(key)
        while self.size > self.limit_bytes:
            self.drop(next(iter(self.pages)))
        return True

    def drop(self, key: Key) -> None:
        page = self.pages.pop(key, None)
        if page is None:
            return
        self.size -= page.size
        for surrogate in page.surrogates:
            self.showing[surrogate].discard(key)
            if not self.showing[surrogate]:
                del self.showing[surrogate]

    def purge(self, surrogates: Iterable[str], now: float) -> int:
        """Drop every page that shows any of these; how many."""
        dropped = 0
        for surrogate in surrogates:
            self.purged[surrogate] = now
            self.purged.move_to_end(surrogate)
            for key in list(self.showing.get(surrogate, ())):
                self.drop(key)
                dropped += 1
        while self.purged and next(iter(self.purged.values())) < now - PURGES_KEPT_SECONDS:
            self.purged.popitem(last=False)
        return dropped

    def clear(self) -> None:
        self.pages.clear()
        self.showing.clear()
        self.size = 0
