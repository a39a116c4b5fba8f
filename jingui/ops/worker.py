"""The worker: polls what is due and judges what waits, until it is told to stop.

The database is written by one thread, in order of arrival; whatever waits for the network does so in
threads beside it. All that it holds is held under leases, which a heartbeat renews.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from django.db import close_old_connections

from jingui import clock
from jingui.http import get
from jingui.ingest import actions, queries

log = logging.getLogger(__name__)

NETWORK_THREADS = 8
BATCH = 20
IDLE_SECONDS = 1.0
HEARTBEAT_SECONDS = 8.0
STUCK_SECONDS = 120.0  # longer at one item means that it will never end
STUCK_EXIT = 70  # EX_SOFTWARE: whoever supervises starts a new worker, which takes the item alone


@dataclass(slots=True)
class Done:
    """What a thread brings back: the row it worked for, and what came of it."""

    row: Any
    result: Any = None
    problem: Exception | None = None


@dataclass(slots=True)
class Holding:
    """What this worker holds under leases."""

    feeds: set[int] = field(default_factory=set)
    items: set[int] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __bool__(self) -> bool:
        return bool(self.feeds or self.items)

    def now(self) -> dict[str, list[int]]:
        with self.lock:
            return {"feeds": list(self.feeds), "items": list(self.items)}


class Worker:
    """One process's share of the work. `run` returns when it is told to stop, or when `until` is reached."""

    def __init__(self, *, get: Callable[..., Any] = get) -> None:
        self.get = get
        self.stopping = threading.Event()
        self.holding = Holding()
        self.jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.done: SimpleQueue[Done | None] = SimpleQueue()
        self.queue: deque[Any] = deque()  # claimed items that need no network, in order of arrival
        self.busy_since = time.monotonic()

    def listen(self) -> None:
        """Stop on SIGTERM and SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())

    def stop(self) -> None:
        self.stopping.set()
        self.done.put(None)  # wakes the loop

    def run(self, *, until_idle: bool = False, once: bool = False) -> None:
        """Work. `once`: the feeds due now, and what waits; `until_idle`: until nobody has work left."""
        started = clock.now()
        for work in (*[self._take_jobs] * NETWORK_THREADS, self._beat):
            threading.Thread(target=work, daemon=True).start()
        try:
            while not self.stopping.is_set():
                moved = self._turn(started if once else None)
                if not moved and not self.holding and (once or (until_idle and queries.is_idle(clock.now()))):
                    return
        finally:
            self.stopping.set()
            actions.release(**self.holding.now())

    def _turn(self, feeds_due: Any) -> bool:
        """One round; whether anything moved."""
        self.busy_since = time.monotonic()
        moved = self._collect()
        moved = self._claim_feeds(feeds_due) or moved
        moved = self._claim_items() or moved
        moved = self._judge_next() or moved
        if not moved:
            self._wait()
        return moved

    def _claim_feeds(self, due: Any) -> bool:
        free = NETWORK_THREADS - len(self.holding.feeds)
        feeds = actions.claim_feeds(now=clock.now(), due=due, size=free) if free > 0 else []
        for feed in feeds:
            with self.holding.lock:
                self.holding.feeds.add(feed.pk)
            self._beside(feed, lambda feed=feed: actions.ask(feed, get=self.get))
        return bool(feeds)

    def _claim_items(self) -> bool:
        if self.queue or len(self.holding.items) >= BATCH:
            return False
        items = actions.claim_items(now=clock.now(), size=BATCH - len(self.holding.items))
        for item in items:
            with self.holding.lock:
                self.holding.items.add(item.pk)
            if actions.needs_network(item):
                self._beside(item, lambda item=item: actions.prepare(item, get=self.get))
            else:
                self.queue.append(item)
        return bool(items)

    def _judge_next(self) -> bool:
        if not self.queue:
            return False
        item = self.queue.popleft()
        actions.judge(item, get=self.get, now=clock.now())
        self._let_go(item)
        return True

    def _collect(self) -> bool:
        """Write down what the threads brought back."""
        moved = False
        while not self.stopping.is_set():
            try:
                done = self.done.get_nowait()
            except Empty:
                return moved
            if done is not None:
                self._write(done)
                moved = True
        return moved

    def _write(self, done: Done) -> None:
        now = clock.now()
        if isinstance(done.result, actions.Answer):
            actions.record(done.row, done.result, now=now)
        elif done.problem is not None:
            actions.fail_item(done.row, done.problem, now=now)
        else:
            actions.settle_prepared(done.row, done.result, now=now)
        self._let_go(done.row)

    def _let_go(self, row: Any) -> None:
        with self.holding.lock:
            self.holding.feeds.discard(row.pk) if hasattr(
                row, "next_poll_at"
            ) else self.holding.items.discard(row.pk)

    def _wait(self) -> None:
        """Until a thread is done, or for a second."""
        close_old_connections()
        try:
            done = self.done.get(timeout=IDLE_SECONDS if not self.holding else 0.2)
        except Empty:
            return
        if done is not None:
            self.done.put(done)

    def _beside(self, row: Any, work: Callable[[], Any]) -> None:
        def job() -> None:
            try:
                self.done.put(Done(row, work()))
            except Exception as problem:
                self.done.put(Done(row, problem=problem))

        self.jobs.put(job)

    def _take_jobs(self) -> None:
        while True:
            job = self.jobs.get()
            close_old_connections()
            job()

    def _beat(self) -> None:
        """Renew the leases; and end the process when one item has blocked it for two minutes."""
        while not self.stopping.wait(HEARTBEAT_SECONDS):
            if time.monotonic() - self.busy_since > STUCK_SECONDS:
                log.error("stuck at one item for two minutes, ending this worker")
                os._exit(STUCK_EXIT)
            if self.holding:
                close_old_connections()
                actions.renew(**self.holding.now(), now=clock.now())
