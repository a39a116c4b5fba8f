"""Live streams: a flash is rendered once and given to everyone who listens, as plain asyncio."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from jingui.edge.answers import refuse

HEARTBEAT_SECONDS = 15.0
LISTENERS = 20_000
QUEUED = 64  # frames that may wait for a slow reader, who is sent away after that and comes back by itself
KEPT = 500  # frames kept for those who come back
RETRY_MILLISECONDS = 3000
type Said = tuple[int, bytes]  # a flash's number and its frame; made once, shared by every listener
type Line = asyncio.Queue[Said | None]

HEARTBEAT: Said = (0, b":\n\n")
HELLO = b"retry: %d\n\n" % RETRY_MILLISECONDS
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
END = None


def frame(event: str, pk: int, html: str) -> bytes:
    """One server-sent event. A retraction carries no id: it is not a place to go on from."""
    lines = [f"event: {event}"]
    if event == "flash":
        lines.append(f"id: {pk}")
    lines += [f"data: {line}" for line in html.splitlines() if line.strip()] or ["data:"]
    return ("\n".join(lines) + "\n\n").encode()


class Hub:
    """Everyone who listens to the flashes. Used from the event loop only."""

    def __init__(self, missed: Callable[[int, int], list[Said]]):
        """`missed(after, limit)` reads frames from the database, in a thread."""
        self.missed = missed
        self.listeners: set[Line] = set()
        self.recent: OrderedDict[int, bytes] = OrderedDict()
        self.closed = False

    def publish(self, pk: int, event: bytes, *, keep: bool) -> None:
        """Give a frame to everyone; `keep` it for those who come back."""
        if keep:
            self.recent[pk] = event
            while len(self.recent) > KEPT:
                self.recent.popitem(last=False)
        else:
            self.recent.pop(pk, None)
        for listener in list(self.listeners):
            self._offer(listener, (pk, event))

    def _offer(self, listener: Line, event: Said | None) -> None:
        if listener.full():
            self.listeners.discard(listener)
            listener.get_nowait()  # room for the end
            event = END
        listener.put_nowait(event)

    async def beat(self) -> None:
        """Let every line speak now and then, so that a dead one is noticed."""
        while not self.closed:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for listener in list(self.listeners):
                self._offer(listener, HEARTBEAT)

    def close(self) -> None:
        """Say goodbye to everyone."""
        self.closed = True
        for listener in list(self.listeners):
            self._offer(listener, END)

    async def stream(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one listener until either side goes away."""
        if scope["method"] != "GET":
            return await refuse(send, 405, ((b"allow", b"GET"),))
        if self.closed or len(self.listeners) >= LISTENERS:
            return await refuse(send, 503, ((b"retry-after", b"5"),))
        queue: Line = asyncio.Queue(QUEUED)
        self.listeners.add(queue)
        leaving = asyncio.ensure_future(self._until_gone(queue, receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _say(send, HELLO)
            seen = await self._catch_up(scope, send)
            await self._speak(queue, send, seen)
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self.listeners.discard(queue)

    async def _until_gone(self, queue: Line, receive: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.listeners.discard(queue)
        if not queue.full():
            queue.put_nowait(END)

    async def _catch_up(self, scope: dict[str, Any], send: Any) -> frozenset[int]:
        """Send what a returning listener missed; the numbers sent."""
        after = last_seen(scope)
        if after is None:
            return frozenset()
        missed = await asyncio.to_thread(self.missed, after, KEPT)
        for _, event in missed:
            await _say(send, event)
        return frozenset(pk for pk, _ in missed)

    async def _speak(self, queue: Line, send: Any, seen: frozenset[int]) -> None:
        while (said := await queue.get()) is not END:
            pk, event = said
            if pk not in seen or pk not in self.recent:  # what is not kept is news about an old flash
                await _say(send, event)


async def _say(send: Any, event: bytes) -> None:
    await send({"type": "http.response.body", "body": event, "more_body": True})


def last_seen(scope: dict[str, Any]) -> int | None:
    """The last flash a listener has: the browser's Last-Event-ID, or `?after=` of its page."""
    for name, value in scope["headers"]:
        if name == b"last-event-id" and value.isdigit() and len(value) < 19:
            return int(value)
    name, _, value = scope["query_string"].partition(b"=")
    return int(value) if name == b"after" and value.isdigit() and len(value) < 19 else None
