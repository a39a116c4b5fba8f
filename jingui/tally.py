"""Counts kept in memory and written in batches: what is counted often is not written often.

What a killed process had not written yet, at most FLUSH_SECONDS of counting, is lost: counts may be.
"""

from __future__ import annotations

import atexit
import logging
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from hashlib import blake2b
from threading import Lock, Timer

from django.db import connections

FLUSH_SECONDS = 10
FLUSH_KEYS = 500
VISITORS_REMEMBERED = 200_000
# Words that automatic clients put into their names; an empty name is one of theirs too.
ROBOT = re.compile(
    r"bot(?=[/;,)_-]|$)|spider|crawl|slurp|archiver|scrapy|headless|phantom|lighthouse|monitor|preview|scan"
    r"|curl|wget|python|httpx|aiohttp|requests|urllib|java/|okhttp|go-http|libwww|axios|node-fetch|feed|validator",
    re.IGNORECASE,
)

log = logging.getLogger(__name__)


def is_robot(user_agent: str) -> bool:
    """Whether a client says itself that nobody sits behind it."""
    return not user_agent.strip() or ROBOT.search(user_agent) is not None


class Visitors:
    """Who did what lately: hashes, salted anew each day, in memory only, so that nobody can be named."""

    def __init__(self, again_seconds: float) -> None:
        self.again_seconds = again_seconds
        self._day: date | None = None
        self._salt = b""
        self._seen: dict[bytes, float] = {}
        self._lock = Lock()

    def is_first(self, visitor: str, thing: Hashable, *, today: date, at: float) -> bool:
        """Whether this visitor has not done this within `again_seconds`; `at` in monotonic seconds."""
        with self._lock:
            if today != self._day:
                self._day, self._salt, self._seen = today, secrets.token_bytes(16), {}
            key = blake2b(
                f"{visitor}\0{thing}".encode("utf-8", "replace"), key=self._salt, digest_size=12
            ).digest()
            last = self._seen.pop(key, None)
            self._seen[key] = at if last is None or at - last >= self.again_seconds else last
            if len(self._seen) > VISITORS_REMEMBERED:
                del self._seen[next(iter(self._seen))]
            return self._seen[key] == at

    def forget(self) -> None:
        """Everybody is new again."""
        with self._lock:
            self._seen = {}


class Tally[Key: Hashable]:
    """Adds up in memory; hands the sums to `write` when they are many or old."""

    def __init__(
        self, write: Callable[[Mapping[Key, int]], object], *, seconds: float = FLUSH_SECONDS
    ) -> None:
        self.write = write
        self.seconds = seconds
        self._counts: Counter[Key] = Counter()
        self._timer: Timer | None = None
        self._lock = Lock()
        atexit.register(self.flush)

    def add(self, key: Key, number: int = 1) -> None:
        with self._lock:
            self._counts[key] += number
            full = len(self._counts) >= FLUSH_KEYS
            if self._timer is None:
                self._timer = Timer(self.seconds, self._flush_in_thread)
                self._timer.daemon = True
                self._timer.start()
        if full:
            self.flush()

    def flush(self) -> None:
        """Write what was counted so far; what cannot be written is kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if not counts:
            return
        try:
            self.write(counts)
        except Exception:
            log.exception("%d counts could not be written, and are tried again", counts.total())
            with self._lock:
                self._counts.update(counts)

    def _flush_in_thread(self) -> None:
        self.flush()
        connections.close_all()  # this thread's, which nobody else would close


def moment() -> float:
    """Monotonic seconds, for `Visitors`."""
    return time.monotonic()
