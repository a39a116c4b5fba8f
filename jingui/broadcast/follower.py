"""Hearing every notice once, in a thread of its own: by a look into the table, at once when Valkey rings."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

from jingui.broadcast import queries
from jingui.broadcast.actions import BELL
from jingui.broadcast.models import Notice

log = logging.getLogger(__name__)
POLL_SECONDS = 0.2
GAP_SECONDS = 120  # a transaction may commit that much later than one with a higher number
GAPS_AT_ONCE = 500
RETRY_SECONDS = 1.0


class Follower:
    """What was announced since the last look.

    PostgreSQL numbers rows before they commit, so a lower number may appear after a higher one: the numbers
    left out are remembered as gaps for two minutes and asked for again.
    """

    def __init__(self, after: int):
        self.after = after
        self.gaps: dict[int, float] = {}

    def look(self) -> list[Notice]:
        """Every notice not heard yet."""
        notices = queries.follow(self.after, self.gaps)
        now = time.monotonic()
        for notice in notices:
            self._note(notice.pk, now)
        for pk, since in list(self.gaps.items()):
            if now - since > GAP_SECONDS:
                del self.gaps[pk]
        return notices

    def _note(self, pk: int, now: float) -> None:
        if pk <= self.after:
            self.gaps.pop(pk, None)
            return
        for gap in range(max(self.after + 1, pk - GAPS_AT_ONCE), pk):
            self.gaps[gap] = now
        self.after = pk


class Ear:
    """A thread that calls `heard(notice)` for each new one, until `stop`."""

    def __init__(self, heard: Callable[[Notice], None]):
        self.heard = heard
        self.rung = threading.Event()
        self.stopped = threading.Event()
        self.listening = threading.Thread(target=self._listen, name="notices", daemon=True)
        self.hearkening = threading.Thread(target=self._hearken, name="bell", daemon=True)

    def start(self) -> None:
        self.follower = Follower(queries.newest())
        self.listening.start()
        if settings.CACHE_URL:
            self.hearkening.start()

    def stop(self) -> None:
        self.stopped.set()
        self.rung.set()
        self.listening.join(timeout=1)

    def _listen(self) -> None:
        while not self.stopped.is_set():
            try:
                for notice in self.follower.look():
                    self._tell(notice)
            except DatabaseError as error:
                log.warning("notices cannot be read, trying again: %s", error)
                connection.close()
                self.stopped.wait(RETRY_SECONDS)
            self.rung.wait(POLL_SECONDS)
            self.rung.clear()
        connection.close()

    def _tell(self, notice: Notice) -> None:
        try:
            self.heard(notice)
        except Exception:  # whatever one notice brings about, the next must be heard
            log.exception("notice %s could not be acted upon", notice)

    def _hearken(self) -> None:
        """Wake the other thread when Valkey rings; without Valkey it polls as it would anyway."""
        from redis import Redis, RedisError  # noqa: PLC0415  (slow to load, and most portals have none)

        while not self.stopped.is_set():
            try:
                with Redis.from_url(settings.CACHE_URL).pubsub(ignore_subscribe_messages=True) as bell:
                    bell.subscribe(BELL)
                    while not self.stopped.is_set():
                        if bell.get_message(timeout=1.0):
                            self.rung.set()
            except (RedisError, OSError):
                self.stopped.wait(RETRY_SECONDS)
