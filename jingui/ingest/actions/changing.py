"""What the desk decides about a source's change that waits for it: take the new version, or keep ours."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from wagtail.images.models import Image

from jingui import clock
from jingui.accounts.models import User
from jingui.ingest.actions.revising import both_versions, follow, locked, shown
from jingui.ingest.draft import Draft
from jingui.ingest.keeping import judged_draft
from jingui.ingest.models import Change, Item, Outcome
from jingui.ingest.revision import Version, is_same, note
from jingui.ingest.steps.fingerprint import fingerprint
from jingui.ingest.world import DatabaseWorld


class NotWaiting(ValueError):
    """Somebody has decided about this change already, or it was overtaken."""


@transaction.atomic
def take_change(change: Change, by: User) -> Change:
    """采用: the editor takes the source's version. Raises NotWaiting."""
    waiting = _waiting(change)
    item, article = waiting.item, locked(waiting.item)
    if article is None or not article.live:
        raise NotWaiting("稿件已不在线")
    draft = proposed(waiting)
    now = clock.now()
    draft = fingerprint(draft, DatabaseWorld(now))
    cover = Image.objects.filter(pk=waiting.judged.get("cover")).first()
    was, new = both_versions(article, draft)  # an editor may have changed it since
    waiting.was = {"headline": was.headline, "text": was.text}
    if not is_same(was, new):
        follow(article, item, draft, cover, words=note(was, new), at=now, by=by)
    return _decided(waiting, Outcome.TAKEN, "采用来源的新版", by, now)


@transaction.atomic
def keep_ours(change: Change, by: User) -> Change:
    """保留: our version stands. Raises NotWaiting."""
    return _decided(_waiting(change), Outcome.KEPT, "保留本站版本", by, clock.now())


def proposed(change: Change) -> Draft:
    """The new version of a change as a draft. Needs `change.item.feed.source`."""
    item = change.item
    held = Item(
        pk=item.pk,
        feed=item.feed,
        raw=item.raw,
        fetched_at=item.fetched_at,
        judged=change.judged,
        trail=item.trail,
    )
    return judged_draft(held)


def versions(change: Change) -> tuple[Version, Version]:
    """What readers see and what they would see; once decided, what they saw. Needs article and source."""
    if change.outcome == Outcome.WAITING:
        return both_versions(change.article, proposed(change))
    return Version(**change.was), Version(change.judged["headline"], shown(proposed(change)).text)


def _waiting(change: Change) -> Change:
    rows = Change.objects.select_for_update(of=("self",)).select_related(
        "item__feed__source", "item__channel"
    )
    current = rows.get(pk=change.pk)
    if current.outcome != Outcome.WAITING:
        raise NotWaiting("这处改动已经处理过了")
    return current


def _decided(change: Change, outcome: Outcome, words: str, by: User, now: datetime) -> Change:
    change.outcome, change.settled_at, change.settled_by = outcome, now, by
    change.save(update_fields=["outcome", "was", "settled_at", "settled_by"])
    item = change.item
    item.trail = [*item.trail, f"{clock.in_beijing(now):%m-%d %H:%M} {by}：{words}"]
    item.save(update_fields=["trail", "judged", "headline", "channel"])
    return change
