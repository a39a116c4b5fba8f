"""The ASGI application: pages from memory, live streams, and the bridge to Django for the rest."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import Any

from django.conf import settings

from jingui.broadcast.follower import Ear
from jingui.broadcast.models import Notice
from jingui.edge import newsroom
from jingui.edge.answers import refuse
from jingui.edge.asked import Refused, read
from jingui.edge.bridge import to_django
from jingui.edge.live import Hub
from jingui.edge.memory import Memory
from jingui.edge.pages import Pages
from jingui.portal import slots
from jingui.portal.languages import LANGUAGES, split

log = logging.getLogger(__name__)


class Started:
    """Sends, and remembers whether an answer has begun."""

    __slots__ = ("send", "yet")

    def __init__(self, send: Any):
        self.send, self.yet = send, False

    async def __call__(self, message: dict[str, Any]) -> None:
        self.yet = True
        await self.send(message)


class Edge:
    """One process's edge: its memory, its listeners, and its ear for what changes."""

    def __init__(self, django: Any = to_django):
        self.memory = Memory(settings.EDGE_MEMORY_BYTES)
        self.pages = Pages(self.memory, django)
        self.django = django
        self.hubs = {each: Hub(partial(newsroom.missed, language=each)) for each in LANGUAGES}
        self.ear = Ear(self.hear)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            return await self._live(receive, send)
        if scope["type"] != "http":
            return None
        try:
            asked = read(scope)
        except Refused as refused:
            return await refuse(send, refused.status)
        language, path = split(asked.path)
        if path == "/live/flashes":
            return await self.hubs[language].stream(scope, receive, send)
        started = Started(send)
        try:
            await self.pages.answer(asked, scope, receive, started)
        except Exception:  # Django answers its own errors; what comes through is a broken deployment
            log.exception("%s %s could not be answered", asked.method, asked.path)
            if not started.yet:
                await refuse(send, 500)

    async def _live(self, receive: Any, send: Any) -> None:
        """Start and stop with the server."""
        await receive()
        await self.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def start(self) -> None:
        self.loop = asyncio.get_running_loop()
        await asyncio.to_thread(self.ear.start)
        self.beating = [self.loop.create_task(hub.beat()) for hub in self.hubs.values()]

    def close(self) -> None:
        """Say goodbye to all who listen."""
        for hub in self.hubs.values():
            hub.close()

    async def stop(self) -> None:
        self.close()
        for beating in self.beating:
            beating.cancel()
        await asyncio.to_thread(self.ear.stop)

    def hear(self, notice: Notice) -> None:
        """A notice arrived, in the ear's thread: do there what may wait, and the rest in the loop."""
        match notice.kind:
            case "purge":
                keys = notice.payload["keys"]
                if "ads" in keys:
                    slots.ads_for.forget()
                self.loop.call_soon_threadsafe(lambda: self.memory.purge(keys, time.monotonic()))
            case "flash":
                for language, hub in self.hubs.items():
                    self._tell(hub, newsroom.frame_of(**notice.payload, language=language), **notice.payload)

    def _tell(self, hub: Hub, said: bytes, *, pk: int, event: str) -> None:
        self.loop.call_soon_threadsafe(lambda: hub.publish(pk, said, keep=event == "flash"))


application = Edge()
