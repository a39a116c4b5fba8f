"""Being a polite guest: not too often, not too many at once, and not where robots.txt says no."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from protego import Protego

from jingui.http.problems import BadStatus, FetchProblem, RobotsRefused, SourceUnreachable, TooSlow

AT_ONCE = 2  # requests to one host
ROBOTS_SECONDS = 3600.0  # RFC 9309 asks for a day at most
ROBOTS_RETRY_SECONDS = 300.0
ROBOTS_BYTES = 512 * 1024  # RFC 9309: at least 500 KiB are read
MOST_HOSTS = 2000


@dataclass(slots=True)
class Host:
    """What we remember of one host: who is there now, and when the next may go."""

    room: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0


class Turns:
    """Waiting one's turn at a host: at most two at once, and a pause between two starts."""

    def __init__(self, delay_seconds: float) -> None:
        self.delay_seconds = delay_seconds
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def at(self, name: str, *, patience: float) -> Iterator[None]:
        """Raises TooSlow when the turn does not come within `patience` seconds."""
        host = self._host(name)
        if not host.room.acquire(timeout=patience):
            raise TooSlow("等候同一网站的其他请求太久")
        try:
            self._pause(host, patience)
            yield
        finally:
            host.room.release()

    def _pause(self, host: Host, patience: float) -> None:
        with host.lock:
            now = time.monotonic()
            start = max(now, host.next_at)
            if start - now > patience:
                raise TooSlow("等候同一网站的其他请求太久")
            host.next_at = start + self.delay_seconds
        time.sleep(start - now)

    def _host(self, name: str) -> Host:
        with self._lock:
            if len(self._hosts) > MOST_HOSTS:
                self._hosts.clear()
            return self._hosts.setdefault(name, Host())


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's robots.txt, and until when we trust it."""

    robots: Protego | None  # None: it cannot be had just now, so nothing may be fetched (RFC 9309, 2.3.1.4)
    until: float


class Robots:
    """robots.txt of each site, asked through `get` and kept for an hour."""

    def __init__(self, get: Callable[[str], bytes], *, agent: str) -> None:
        self._get, self._agent = get, agent
        self._rules: dict[str, Rules] = {}

    def check(self, site: str, url: str) -> None:
        """Raises RobotsRefused, or SourceUnreachable while the rules cannot be had. `site` is scheme://host."""
        rules = self._rules.get(site)
        if rules is None or rules.until < time.monotonic():
            if len(self._rules) > MOST_HOSTS:
                self._rules.clear()
            rules = self._rules[site] = self._ask(site)
        if rules.robots is None:
            raise SourceUnreachable("读不到该网站的 robots.txt，暂不抓取")
        if not rules.robots.can_fetch(url, self._agent):
            raise RobotsRefused("该网站的 robots.txt 不允许抓取这个页面")

    def _ask(self, site: str) -> Rules:
        now = time.monotonic()
        try:
            text = self._get(f"{site}/robots.txt")[:ROBOTS_BYTES].decode("utf-8", "replace")
        except BadStatus as problem:
            if problem.status >= 500 or problem.status == 429:
                return Rules(None, now + ROBOTS_RETRY_SECONDS)
            text = ""
        except FetchProblem:
            return Rules(None, now + ROBOTS_RETRY_SECONDS)
        return Rules(Protego.parse(text), now + ROBOTS_SECONDS)
