"""Judging: an item goes down the pipeline, and what was decided is settled in the same transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from wagtail.images.models import Image

from jingui import clock
from jingui.http import BadStatus, FetchProblem, RobotsRefused
from jingui.ingest import pipeline
from jingui.ingest.actions import publishing, revising
from jingui.ingest.actions.learning import learn
from jingui.ingest.actions.leases import LEASE
from jingui.ingest.actions.polling import backoff
from jingui.ingest.draft import Draft, Verdict
from jingui.ingest.extractor import Extractor
from jingui.ingest.keeping import draft_of, judged_of
from jingui.ingest.models import FeedKind, Item, ItemState
from jingui.ingest.pictures import with_pictures
from jingui.ingest.queries import templates_for
from jingui.ingest.sources.polled import Get
from jingui.ingest.steps.deduplicate import deduplicate
from jingui.ingest.world import DatabaseWorld, remember, take_up_models

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
RETRY_SECONDS = 60
JUDGING_LOCK = 0x6A696E67  # PostgreSQL's advisory lock: one worker judges at a time
READING = pipeline.STEPS[: pipeline.STEPS.index(deduplicate)]  # these look at the item alone
COMPARING = pipeline.STEPS[len(READING) :]  # these ask what the newsroom has


@transaction.atomic
def claim_items(*, now: datetime, size: int) -> list[Item]:
    """Waiting items in order of arrival, for this worker alone until the lease ends.

    They are judged by the models as they are now. One whose worker died is taken alone and counted: what
    kills workers must not take others with it.
    """
    waiting = Item.objects.waiting(now).select_for_update(skip_locked=True, of=("self",))
    items = list(waiting.select_related("feed__source").order_by("next_at", "pk")[:size])
    orphan = next((item for item in items if item.lease_until), None)
    if orphan:
        items = [orphan]
        if orphan.attempts >= MOST_ATTEMPTS:
            fail_item(orphan, "处理时进程多次中断", now=now)
            return []
        orphan.attempts += 1
        Item.objects.filter(pk=orphan.pk).update(attempts=orphan.attempts)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(lease_until=now + LEASE)
    if items:
        take_up_models()
    return items


def settle_prepared(item: Item, prepared: Prepared, *, now: datetime) -> Item:
    """As `judge`, for an item that was prepared elsewhere."""
    try:
        return settle(item, prepared, now=now)
    except Exception as problem:  # as below
        return fail_item(item, problem, now=now)


def judge(item: Item, *, get: Get, now: datetime) -> Item:
    """Take `item` all the way: fetch what it needs, judge it, publish, hold or drop. Safe to repeat.

    A problem is written on the item, which is tried again later, five times in all.
    """
    try:
        return settle(item, prepare(item, get=get), now=now)
    except Exception as problem:  # one item that breaks the pipeline must not stop the others
        return fail_item(item, problem, now=now)


def needs_network(item: Item) -> bool:
    """Whether `prepare` will go out for this item, so that it is better done beside the others."""
    fetches_page = item.feed.fetch_pages or item.feed.kind == FeedKind.PAGE
    return fetches_page or bool(item.raw.get("picture")) or "<img" in item.raw.get("html", "")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item read and illustrated, ready to be compared with what the newsroom has."""

    draft: Draft
    cover: Image | None = None


def prepare(item: Item, *, get: Get) -> Prepared:
    """All of the work that may be done beside other items: page, extraction, reading, pictures.

    Pictures are fetched for what will probably be published; the desk publishes without, and they are
    fetched then. Raises FetchProblem when the item cannot be had.
    """
    if revising.is_again(item):
        return prepare_again(item, get=get)
    draft = read(with_page(item, draft_of(item), get=get))
    if draft.source.rights != "full" or not (draft.picture or "<img" in draft.body):
        return Prepared(draft)
    likely = pipeline.run(draft, world_around(draft), COMPARING)
    if likely.verdict is not Verdict.PUBLISH or publishing.is_flash(likely):
        return Prepared(draft)
    return illustrated(draft, get=get)


def prepare_again(item: Item, *, get: Get) -> Prepared:
    """As `prepare`, for an item that is published: what the feed says is no stand-in for the page we had."""
    draft = with_page(item, draft_of(item), get=get, or_else=False)
    whole = extractor().run(draft) if draft.raw_body is not None else draft
    draft = pipeline.run(whole, world_around(draft), READING).but(story=item.judged.get("own_story", ""))
    made = illustrated(draft, get=get) if revising.wants_pictures(item, draft) else Prepared(draft)
    return replace(made, draft=revising.judged_again(made.draft, world_around(draft)))


def illustrated(draft: Draft, *, get: Get) -> Prepared:
    """The draft with its pictures fetched."""
    draft, image = with_pictures(draft, cover=draft.picture, get=get)
    return Prepared(draft if image else draft.but(picture=""), image)


def with_page(item: Item, draft: Draft, *, get: Get, or_else: bool = True) -> Draft:
    """The draft with the raw page behind its link, where the feed wants pages.

    When it cannot be had, what the feed gave will do, if it gave anything (and `or_else`).
    """
    if not (item.feed.fetch_pages or item.feed.kind == FeedKind.PAGE) or not draft.url:
        return draft
    try:
        response = get(draft.url, for_page=True)
    except FetchProblem as problem:
        has_own_text = or_else and bool(draft.raw_html or draft.raw_text)
        if not has_own_text or (_passing(problem) and item.attempts < 2):
            raise
        return draft.but(because=f"原文页面未能读取（{problem}），采用订阅源给出的内容")
    source = replace(draft.source, templates=templates_for(item.feed.source, draft.url))
    return draft.but(raw_body=response.body, content_type=response.content_type, source=source)


def _passing(problem: FetchProblem) -> bool:
    """Whether trying again later may help."""
    return not isinstance(problem, RobotsRefused) and not (
        isinstance(problem, BadStatus) and 400 <= problem.status < 500 and problem.status != 429
    )


def read(draft: Draft) -> Draft:
    """The steps that look at the item alone."""
    return pipeline.run(extracted(draft), world_around(draft), READING)


def extracted(draft: Draft) -> Draft:
    """The draft with its whole page, where it has one, read in a process that can be killed."""
    if draft.raw_body is None:
        return draft
    read_there = extractor().run(draft)
    if read_there.faults == draft.faults or not (draft.raw_html or draft.raw_text):
        return read_there
    return draft.but(raw_body=None, because=f"{read_there.faults[-1]}，采用订阅源给出的内容")


@cache
def extractor() -> Extractor:
    """One process that reads pages, for all threads of this one; it ends with it."""
    return Extractor()


def world_around(draft: Draft) -> DatabaseWorld:
    """The newsroom around the time of an item."""
    return DatabaseWorld(draft.published_at or draft.fetched_at, window_hours=settings.STORY_WINDOW_HOURS)


def settle(item: Item, prepared: Prepared, *, now: datetime) -> Item:
    """Compare with what the newsroom has, decide, and write everything, one worker at a time.

    Done already (by another worker, after this one's lease ended): nothing happens. Given otherwise by its
    source since it was claimed: it is claimed again.
    """
    with one_at_a_time():
        current = Item.objects.select_for_update(of=("self",)).select_related("feed__source").get(pk=item.pk)
        if current.state != ItemState.NEW:
            return current
        if current.raw != item.raw:
            current.lease_until = None
            current.save(update_fields=["lease_until"])
            return current
        if revising.is_again(current):
            return revising.settle_again(current, prepared.draft, cover=prepared.cover, now=now)
        draft = pipeline.run(prepared.draft, world_around(prepared.draft), COMPARING)
        return write(current, draft, cover=prepared.cover, now=now)


def write(item: Item, draft: Draft, *, cover: Image | None, now: datetime) -> Item:
    """The verdict on the item, and what follows from it. Call inside the transaction that judges."""
    item.verdict = (draft.verdict or Verdict.HOLD).value
    item.reason = draft.reason[:200]
    item.headline = (draft.headline or draft.raw_title or draft.text)[:200]
    item.judged, item.judged_at = {**judged_of(draft), "cover": cover.pk if cover else None}, now
    item.state, item.lease_until, item.error = ItemState.JUDGED, None, ""
    item.trail = list(draft.trail)
    publishing.carry_out(item, draft, cover=cover, now=now)
    if item.article and revising.is_again(item) and revising.lacks_pictures(item.article, draft):
        revising.await_pictures(item, now)  # what seemed a copy, or unsure, when it was prepared
    item.save()
    remember(item, draft)
    learn(item.feed.source, draft, now=now)
    return item


def fail_item(item: Item, problem: Exception | str, *, now: datetime) -> Item:
    """Write the problem on the item, and when to try again; after five attempts it has failed for good.

    What was published before stays so: only its source's change could not be read.
    """
    if isinstance(problem, Exception) and not isinstance(problem, FetchProblem):
        logger.error("item %s cannot be judged", item.pk, exc_info=problem)
        problem = f"处理出错：{type(problem).__name__}: {problem}"
    attempts = item.attempts + 1
    failed = attempts >= MOST_ATTEMPTS
    facts = {
        "attempts": attempts,
        "error": str(problem)[:400],
        "lease_until": None,
        "state": _after(item, failed),
        "next_at": now + backoff(RETRY_SECONDS, item.attempts),
    }
    if failed and revising.is_again(item):
        line = f"{clock.in_beijing(now):%m-%d %H:%M} 来源有改动，未能读取：{facts['error']}"
        facts |= {"trail": [*item.trail, line], "looked_at": now}
    Item.objects.filter(pk=item.pk, state=ItemState.NEW).update(**facts)
    item.refresh_from_db()
    return item


def _after(item: Item, failed: bool) -> ItemState:
    if not failed:
        return ItemState.NEW
    return ItemState.JUDGED if revising.is_again(item) else ItemState.FAILED


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction that no other judging transaction overlaps: what one publishes, the next one sees.

    SQLite: every transaction begins IMMEDIATE (settings). PostgreSQL: an advisory lock until its end.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JUDGING_LOCK])
        yield
