"""Following a source that changes what we published: our article follows, or the desk is asked.

A changed item waits like a new one (`queued`), is claimed and read like a new one, and what is decided is
written in the one transaction that judges: killed at any moment it is either done or not begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from wagtail.images.models import Image

from jingui import clock
from jingui.accounts.models import User
from jingui.ingest import pipeline
from jingui.ingest.actions.publishing import channel_of, securities_of, tags_of
from jingui.ingest.draft import Draft, Verdict
from jingui.ingest.keeping import judged_of
from jingui.ingest.models import Change, FeedKind, Item, ItemState, Outcome, VerdictChoice
from jingui.ingest.pictures import only_ours
from jingui.ingest.revision import KEPT, Version, is_same, kept, may_differ, note
from jingui.ingest.rights import Shown, allowed
from jingui.ingest.steps.classify import classify
from jingui.ingest.steps.decide import decide
from jingui.ingest.steps.weigh import weigh
from jingui.ingest.world import DatabaseWorld, remember
from jingui.news import actions as news
from jingui.news.models import Article, CorrectionKind

FOLLOWED_FOR = timedelta(days=7)
AGELESS_HOURS = 24 * 365 * 100.0
MOST_LOOKS = 10
FIRST_PAUSE = timedelta(minutes=5)  # after a look, doubled each time: the tenth comes a day and a half later
AGAIN: tuple[pipeline.Step, ...] = (classify, weigh, decide)  # it is its own original, and in its story
WIDTHS = {"link": 0, "summary": 1, "full": 2}


def queued(item: Item, raw: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What to write on a published item whose source gives it otherwise now; nothing when it is no matter.

    However often a source changes an item, it is looked at `MOST_LOOKS` times, further and further apart
    and within a week; what it says at the next look counts.
    """
    followed = item.article_id and item.looks < MOST_LOOKS and now - item.fetched_at < FOLLOWED_FOR
    if item.state == ItemState.NEW:  # it waits already: the newest is read
        return {"raw": _as_first_dated(raw, item)} if followed else {}
    by_date = item.feed.fetch_pages or item.feed.kind == FeedKind.PAGE
    if not followed or item.state != ItemState.JUDGED or not may_differ(item.raw, raw, by_date=by_date):
        return {}
    pause = FIRST_PAUSE * 2 ** (item.looks - 1) if item.looks else timedelta(0)
    return {
        "raw": _as_first_dated(raw, item),
        "state": ItemState.NEW,
        "attempts": 0,
        "looks": item.looks + 1,
        "next_at": max(now, (item.looked_at or now) + pause),
    }


def _as_first_dated(raw: dict[str, Any], item: Item) -> dict[str, Any]:
    """A source that gives its changes a new date does not publish the article anew."""
    first = {"published": item.raw["published"]} if "published" in item.raw else {}
    return {**{name: value for name, value in raw.items() if name != "published"}, **first}


def await_pictures(item: Item, now: datetime) -> None:
    """Its article is out, its pictures are still to be fetched by a worker. Changes `item`, unsaved."""
    item.state, item.next_at, item.lease_until, item.attempts = ItemState.NEW, now, None, 0


def is_again(item: Item) -> bool:
    """Whether a waiting item is published already."""
    return item.verdict == VerdictChoice.PUBLISH and bool(item.article_id or item.flash_id)


def judged_again(draft: Draft, world: DatabaseWorld) -> Draft:
    """The steps that ask the newsroom, as far as they concern what is out: neither its age nor its shelf."""
    source = replace(draft.source, channel_threshold=0.0, max_age_hours=AGELESS_HOURS)
    return pipeline.run(draft.but(source=source), world, AGAIN).but(source=draft.source)


def wants_pictures(item: Item, draft: Draft) -> bool:
    """Whether `settle_again` will show the pictures of `draft`: with other words, or where none were yet."""
    article = item.article
    if article is None or not article.live or draft.source.rights != "full":
        return False
    return lacks_pictures(article, draft) or not is_same(*both_versions(article, draft))


def lacks_pictures(article: Article, draft: Draft) -> bool:
    """Whether the article stands without the pictures that its draft names."""
    bare = not article.cover_id and "<img" not in article.body and draft.source.rights == "full"
    return bare and bool(draft.picture or "<img" in draft.body)


def settle_again(item: Item, draft: Draft, *, cover: Image | None, now: datetime) -> Item:
    """What becomes of a published item that was read again. Call inside the transaction that judges."""
    look = Look(item, draft, cover, now)
    for line in look.lines():
        item.trail = [*item.trail, line]
    item.state, item.lease_until, item.error, item.looked_at = ItemState.JUDGED, None, "", now
    item.save()
    return item


@dataclass(slots=True)
class Look:
    """One look at a published item: what differs, and what follows from it."""

    item: Item
    draft: Draft
    cover: Image | None
    now: datetime

    def lines(self) -> list[str]:
        """Do what follows; the lines for the trail."""
        article = locked(self.item)
        if article is None or not article.live:
            _lapse(self.item, self.now)
            return [self._line("来源有改动，稿件已不在线，不再更新")]
        was, now = both_versions(article, self.draft)
        if is_same(was, now):
            return self._same(article)
        said, reason = note(was, now), why_ask(article, was, now, self.draft)
        change = Change.objects.waiting().filter(item=self.item).first() or Change(item=self.item)
        change.article, change.at, change.note, change.reason = article, self.now, said, reason[:200]
        change.was = {"headline": was.headline, "text": was.text}
        change.judged = _kept_of(self.draft, self.cover)
        change.outcome = Outcome.WAITING if reason else Outcome.FOLLOWED
        change.save()
        if reason:
            return [self._line(f"来源已修改，{reason}，交编辑台决定"), *self.draft.trail]
        follow(article, self.item, self.draft, self.cover, words=said, at=self.now)
        return [self._line(said), *self.draft.trail]

    def _same(self, article: Article) -> list[str]:
        """Nothing to read that is new; perhaps pictures that were still to be fetched."""
        _lapse(self.item, self.now)
        if not (self.cover or "<img" in self.draft.body) or article.cover_id or "<img" in article.body:
            return [self._line("来源的改动不涉及文字，稿件不变")] if self.item.looks else []
        if article.revisions.exclude(user=None).exists():
            return [self._line("配图已取得，稿件已有人修改，未加入")]
        self.item.judged = {**self.item.judged, "cover": self.cover.pk if self.cover else None}
        news.illustrate(article, body=shown(self.draft).body, cover=self.cover)
        return [self._line("补入配图"), *(line for line in self.draft.trail if line.startswith("配图"))]

    def _line(self, words: str) -> str:
        return f"{clock.in_beijing(self.now):%m-%d %H:%M} {words}"


def why_ask(article: Article, was: Version, now: Version, draft: Draft) -> str:
    """Why the desk must decide about a change, in words; "" when the article may follow by itself."""
    if article.revisions.exclude(user=None).exists():
        return "编辑改过这篇稿件"
    if article.corrections.filter(kind=CorrectionKind.CORRECTION).exists():
        return "编辑刊登过更正"
    if article.source_changes.filter(outcome=Outcome.KEPT).exists():
        return "编辑保留过本站版本"
    if article.locked:
        return "稿件已锁定"
    if draft.verdict is not Verdict.PUBLISH:
        return draft.reason or "流水线拿不准"
    left = kept(was.text, now.text)
    return f"原文只保留 {left:.0%}" if left < KEPT else ""


def follow(
    article: Article,
    item: Item,
    draft: Draft,
    cover: Image | None,
    *,
    words: str,
    at: datetime,
    by: User | None = None,
) -> None:
    """The article says what its source says now, as far as its rights go. Changes `item`, unsaved."""
    facts: dict[str, Any] = {"byline": draft.byline[:120], "dateline": draft.dateline[:60]}
    if by is None:  # where an editor decides, their word on these stands
        facts |= {
            "tags": tags_of(draft),
            "importance": draft.importance,
            "channel": _shelf(article, item, draft),
        }
    may = shown(draft)
    news.update_article(
        article,
        note=words,
        at=at,
        by=by,
        securities=securities_of(draft),
        headline=draft.headline[:160] or article.headline,
        body=may.body,
        text=may.text,
        lead=may.lead,
        rights=draft.source.rights,
        cover=cover or article.cover,
        **facts,
    )
    item.judged, item.headline, item.channel = _kept_of(draft, cover), draft.headline[:200], article.channel
    remember(item, draft)


def both_versions(article: Article, draft: Draft) -> tuple[Version, Version]:
    """What readers see and what they would see, both under the narrower of the rights then and now.

    So a source that changed its licence has not changed its text.
    """
    rights = min(article.rights, draft.source.rights, key=WIDTHS.__getitem__)
    before = Draft(
        id=draft.id,
        fetched_at=draft.fetched_at,
        source=replace(draft.source, rights=rights),
        text=article.text,
    )
    after = draft.but(source=replace(draft.source, rights=rights))
    headline = draft.headline[:160] or article.headline
    return Version(article.headline, allowed(before, "").text), Version(headline, allowed(after, "").text)


def shown(draft: Draft) -> Shown:
    return allowed(draft, only_ours(draft.body))


def _kept_of(draft: Draft, cover: Image | None) -> Mapping[str, Any]:
    return {**judged_of(draft), "cover": cover.pk if cover else None}


def _shelf(article: Article, item: Item, draft: Draft) -> Any:
    """The channel: an editor's word stands; else the pipeline's, if it is as sure as of a new article."""
    moved = item.channel_id != article.channel_id
    if moved or item.settled_by_id or item.lessons.exists():
        return article.channel
    sure = bool(draft.channels) and draft.channels[0].score >= draft.source.channel_threshold
    return (channel_of(draft) if sure else None) or article.channel


def locked(item: Item) -> Article | None:
    """The article, for this transaction alone, with what telling others needs."""
    articles = Article.objects.select_for_update(of=("self",)).select_related(
        "channel", "source", "story", "cover"
    )
    return articles.filter(pk=item.article_id).first()


def _lapse(item: Item, now: datetime) -> None:
    """What waited for the desk is no question any more."""
    item.changes.waiting().update(outcome=Outcome.LAPSED, settled_at=now)
