"""Polling: claim feeds that are due, ask without the database, write all that came in one transaction."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction

from jingui.http import BadStatus, FetchProblem
from jingui.ingest.actions.leases import LEASE
from jingui.ingest.actions.revising import queued
from jingui.ingest.keeping import raw_of
from jingui.ingest.models import Feed, Fetch, Item, ItemState, VerdictChoice
from jingui.ingest.revision import is_another_version
from jingui.ingest.sources import kinds
from jingui.ingest.sources.polled import Get, Polled, RawItem

logger = logging.getLogger(__name__)

GONE = 410
LONGEST_BACKOFF = timedelta(hours=24)
MOST_STRETCH = 4  # a quiet feed is asked up to four times less often than its interval says
RECENT_ITEMS = 300  # of a feed: among them a changed item is looked for by its address
RHYTHM_ITEMS = 20  # the last arrivals that tell a feed's rhythm


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking a feed: something polled, or a problem; and how long it took."""

    polled: Polled | None
    problem: Exception | None
    seconds: float


def poll(feed: Feed, *, get: Get, now: datetime) -> Fetch:
    """Ask `feed` and keep what it brought."""
    return record(feed, ask(feed, get=get), now=now)


@transaction.atomic
def claim_feeds(*, now: datetime, size: int, due: datetime | None = None) -> list[Feed]:
    """Feeds that are due (or were at `due`), for this worker alone under a lease; the longest due first."""
    waiting = Feed.objects.due(now).filter(next_poll_at__lte=due or now)
    waiting = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("source")
    feeds = list(waiting.order_by("next_poll_at")[:size])
    Feed.objects.filter(pk__in=[feed.pk for feed in feeds]).update(lease_until=now + LEASE)
    return feeds


def ask(feed: Feed, *, get: Get) -> Answer:
    """Ask the network what `feed` has; touches no database, so any thread may do it."""
    started = time.monotonic()
    try:
        return Answer(kinds.poll(feed, get), None, time.monotonic() - started)
    except FetchProblem as problem:
        return Answer(None, problem, time.monotonic() - started)
    except Exception as problem:  # a feed that breaks its parser must not stop the others
        logger.exception("feed %s cannot be read", feed.url)
        return Answer(None, problem, time.monotonic() - started)


@transaction.atomic
def record(feed: Feed, answer: Answer, *, now: datetime) -> Fetch:
    """Write what came of asking: new items, the feed's memory and next turn, and the fetch itself."""
    if answer.polled is None:
        return _record_problem(feed, answer, now)
    polled = answer.polled
    new = _keep(feed, polled.items, now)
    _remember_success(feed, polled, new, now)
    return Fetch.objects.create(
        feed=feed, at=now, status=polled.status, size=polled.size, seconds=answer.seconds, new_items=new
    )


def _keep(feed: Feed, raws: Sequence[RawItem], now: datetime) -> int:
    """Keep the items we have not had, oldest first; how many they are.

    One that waits, or is held, is read again when the source has changed it since; one that is published
    is looked at again.
    """
    latest = {raw.guid: raw_of(raw) for raw in reversed(raws)}
    stored = Item.objects.filter(feed=feed, guid__in=latest).defer("judged", "trail")
    known = {item.guid: item for item in stored}
    unknown = {guid: raw for guid, raw in latest.items() if guid not in known}
    renamed = _renamed(feed, unknown, latest) if unknown else {}
    for guid, item in renamed.items():
        item.guid = guid
        item.save(update_fields=["guid"])
    known |= renamed
    fresh = [
        Item(feed=feed, guid=guid, raw=raw, fetched_at=now, next_at=now, headline=raw.get("title", "")[:200])
        for guid, raw in unknown.items()
        if guid not in renamed
    ]
    Item.objects.bulk_create(fresh, ignore_conflicts=True)
    for guid, item in known.items():
        item.feed = feed
        if item.raw != latest[guid] and (changes := _reread(item, latest[guid], now)):
            Item.objects.filter(pk=item.pk).update(**changes)
    return len(fresh)


def _renamed(feed: Feed, unknown: dict[str, dict], latest: dict[str, dict]) -> dict[str, Item]:
    """Published items that come under a new guid at their old address, as some sources give their changes.

    Only where the address is one item's alone, and the text is much the same: pages that grow give many
    items one address.
    """
    addresses = Counter(raw.get("url", "") for raw in latest.values())
    recent = feed.items.order_by("-pk").values_list("pk", "guid", "raw__url")[:RECENT_ITEMS]
    at: dict[str, list[tuple[int, str]]] = {}
    for pk, guid, url in recent:
        at.setdefault(url or "", []).append((pk, guid))
    found = {}
    for guid, raw in unknown.items():
        url = raw.get("url", "")
        before = at.get(url, []) if url and addresses[url] == 1 else []
        if len(before) == 1 and before[0][1] not in latest:
            item = Item.objects.defer("judged", "trail").get(pk=before[0][0])
            if item.article_id and is_another_version(item.raw, raw):
                found[guid] = item
    return found


def _reread(item: Item, raw: dict[str, object], now: datetime) -> dict[str, object]:
    """What to write on a known item that the source gives otherwise now."""
    if item.verdict == VerdictChoice.PUBLISH:
        return queued(item, raw, now)
    if item.state == ItemState.NEW or (item.verdict == VerdictChoice.HOLD and item.settled_at is None):
        return {"raw": raw, "state": ItemState.NEW, "verdict": "", "next_at": now, "fetched_at": now}
    return {}


def _remember_success(feed: Feed, polled: Polled, new: int, now: datetime) -> None:
    """ETag and Last-Modified are written with the items they stand for, so that none is skipped."""
    if not polled.not_modified:
        feed.etag, feed.last_modified = polled.etag, polled.last_modified
        feed.title = feed.title or polled.title
    if new:
        feed.last_item_at = now
    feed.failures, feed.last_error, feed.last_success_at = 0, "", now
    feed.lease_until = None
    feed.next_poll_at = now + _jittered(_pause(feed, polled, now))
    _follow_move(feed, polled.permanent_url)
    feed.save(
        update_fields=[
            "etag", "last_modified", "title", "last_item_at", "failures", "last_error", "last_success_at",
            "lease_until", "next_poll_at", "url", "paused",
        ]
    )  # fmt: skip


def _follow_move(feed: Feed, url: str) -> None:
    """A permanent redirect is remembered, unless another feed lives there: then this one is paused."""
    if not url or url == feed.url or len(url) > 1000:
        return
    if Feed.objects.filter(url=url).exists():
        feed.paused, feed.last_error = True, f"已永久搬到 {url}，与另一个订阅源重复，已停用"[:400]
    else:
        feed.url = url


def _pause(feed: Feed, polled: Polled, now: datetime) -> timedelta:
    """How long until the next turn: what the feed asks for, and half its usual rhythm, within bounds."""
    arrivals = feed.items.order_by("-pk").values_list("fetched_at", flat=True)[:RHYTHM_ITEMS]
    moments = sorted(set(arrivals))
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    rhythm = sum(gaps) / len(gaps) / 2 if len(gaps) > 2 else 0.0
    usual = min(max(rhythm, feed.interval_seconds), feed.interval_seconds * MOST_STRETCH)
    return timedelta(seconds=max(usual, polled.ttl_seconds))


def _record_problem(feed: Feed, answer: Answer, now: datetime) -> Fetch:
    problem = answer.problem
    status = problem.status if isinstance(problem, BadStatus) else None
    words = str(problem) if isinstance(problem, FetchProblem) else f"内容无法解析（{type(problem).__name__}）"
    failures = feed.failures + 1
    wish = timedelta(seconds=getattr(problem, "retry_after", None) or 0)
    Feed.objects.filter(pk=feed.pk).update(
        failures=failures,
        last_error=f"{words}，已停用"[:400] if status == GONE else words[:400],
        paused=feed.paused or status == GONE,
        lease_until=None,
        next_poll_at=now + max(_jittered(backoff(feed.interval_seconds, failures)), wish),
    )
    return Fetch.objects.create(feed=feed, at=now, status=status, seconds=answer.seconds, error=words[:400])


def backoff(interval_seconds: float, failures: int) -> timedelta:
    """The pause after `failures` in a row: the interval, doubled each time, a day at most."""
    return min(timedelta(seconds=interval_seconds * 2 ** min(failures, 12)), LONGEST_BACKOFF)


def _jittered(pause: timedelta) -> timedelta:
    """Up to a tenth more, so that feeds added together do not come due together for ever."""
    return pause * random.uniform(1.0, 1.1)
