"""From a verdict to the portal: a new article or flash, another source of an old one, a story that grows."""

from __future__ import annotations

import re
from datetime import datetime

from wagtail.images.models import Image

from jingui.flash.actions import add_source, join_story, report_flash
from jingui.flash.models import Flash, Urgency
from jingui.ingest.draft import Draft, Form
from jingui.ingest.models import Item, ItemState, VerdictChoice
from jingui.ingest.pictures import only_ours
from jingui.ingest.rights import allowed, summarised
from jingui.ingest.shelves import NAMES
from jingui.ingest.world import ITEM, story_named
from jingui.markets import queries as markets
from jingui.markets.models import Security
from jingui.news import actions as news
from jingui.news.models import Article, Channel, Story
from jingui.text.slugs import slug

FLASHES = "24h"
TAG = re.compile(r"[\w·\-+.& ]{2,12}")
NO_TAGS = {*NAMES.values(), "要闻", "快讯", "新闻", "资讯", "头条", "推荐", "热点", "最新", "其他", "未分类"}
MOST_TAGS = 5
LINK_CHARACTERS = 60  # of a flash that we may only point at
URGENCY = {5: Urgency.FLASH, 4: Urgency.URGENT}  # by importance; the rest is normal


def carry_out(item: Item, draft: Draft, *, cover: Image | None, now: datetime) -> None:
    """What was decided comes true: publish, or add a copy to its original. Changes `item`, unsaved."""
    item.channel = channel_of(draft)
    if item.verdict == VerdictChoice.DROP and draft.duplicate_of:
        join_or_hold(item, draft)
    elif item.verdict == VerdictChoice.PUBLISH and item.channel is None and not is_flash(draft):
        hold(item, "没有合适的频道")
    elif item.verdict == VerdictChoice.PUBLISH:
        publish(item, draft, channel=item.channel, cover=cover, now=now)


def hold(item: Item, reason: str) -> None:
    """The desk decides. Changes `item`, unsaved."""
    item.verdict, item.reason = VerdictChoice.HOLD, reason
    item.trail = [*item.trail, f"{reason}，交编辑台决定"]


class NoChannel(ValueError):
    """An article needs a channel, and none was found: an editor must name one."""


def publish(item: Item, draft: Draft, *, channel: Channel | None, cover: Image | None, now: datetime) -> None:
    """Make an article or a flash of `item`, and put it in its story. Changes `item`, unsaved.

    Raises NoChannel.
    """
    item.channel = channel
    if is_flash(draft):
        item.flash = _flash(item, draft, now)
    elif channel is None:
        raise NoChannel("请先选择频道")
    else:
        item.article = _article(item, draft, channel, cover, now)
    item.story = into_story(item, draft)


def is_flash(draft: Draft) -> bool:
    return draft.form is Form.FLASH or draft.source.wire


def channel_of(draft: Draft) -> Channel | None:
    """The first channel of the draft that exists; the stream of flashes is for flashes only."""
    slugs = [scored.name for scored in draft.channels if scored.name != FLASHES]
    found = {channel.slug: channel for channel in Channel.objects.filter(slug__in=slugs)}
    return next((found[slug] for slug in slugs if slug in found), None)


def join_or_hold(item: Item, draft: Draft) -> None:
    """A copy joins its original; where that was dropped by no editor, the copy is worth a look."""
    original = original_of(draft)
    if original is None or join(item, draft, original):
        return
    rejected = original.verdict == VerdictChoice.DROP and original.settled_at is None
    if rejected or original.state == ItemState.FAILED:
        hold(item, "转载，但原稿未能刊发")


def join(item: Item, draft: Draft, original: Item) -> bool:
    """`item` carries the text of `original`: its source is named beside it. Changes `item`, unsaved.

    False when the original is not published (yet).
    """
    if original.article:
        at = draft.published_at or draft.fetched_at
        news.add_copy(
            original.article, source=item.feed.source, url=draft.url, published_at=at, likeness=draft.likeness
        )
    elif original.flash:
        add_source(original.flash, source=item.feed.source)
    else:
        return False
    item.article, item.flash, item.story = original.article, original.flash, original.story
    item.reason = f"转载，并入《{original.headline or original}》"[:200]
    return True


def original_of(draft: Draft) -> Item | None:
    """The item that `draft` is a copy of."""
    number = (draft.duplicate_of or "").removeprefix(ITEM)
    related = ("article__source", "article__story", "flash__source", "story")
    return Item.objects.select_related(*related).filter(pk=number).first() if number.isdigit() else None


def into_story(item: Item, draft: Draft) -> Story | None:
    """Put what was just published into the story that the draft names; the second report opens it."""
    if draft.story in ("", draft.id):
        return None
    story = story_named(draft.story) or _open_story(draft)
    if story and item.article:
        news.add_to_story(item.article, story=story)
    elif story and item.flash:
        join_story(item.flash, story=story)
    return story


def _open_story(draft: Draft) -> Story | None:
    """The story begins with its first report, if that was published; else there is nothing to join yet."""
    number = draft.story.removeprefix(ITEM)
    first = (
        Item.objects.select_related("article", "flash").filter(pk=number).first()
        if number.isdigit()
        else None
    )
    if first is None or not (first.article or first.flash):
        return None
    published: Article | Flash = first.article or first.flash
    headline = published.headline or first.headline
    story = news.open_story(first.article, headline=headline[:160], at=published.published_at)
    if first.flash and not first.article:
        join_story(first.flash, story=story)
    Item.objects.filter(pk=first.pk).update(story=story)
    return story


def _article(item: Item, draft: Draft, channel: Channel, cover: Image | None, now: datetime) -> Article:
    shown = allowed(draft, only_ours(draft.body))
    return news.publish_article(
        headline=draft.headline[:160],
        slug=slug(draft.headline)[:120],
        body=shown.body,
        text=shown.text,
        lead=shown.lead,
        channel=channel,
        source=item.feed.source,
        rights=item.feed.source.rights,
        byline=draft.byline[:120],
        dateline=draft.dateline[:60],
        canonical_url=draft.url,
        tags=tags_of(draft),
        importance=draft.importance,
        published_at=draft.published_at or draft.fetched_at,
        cover=cover,
        securities=[(security, first) for security, first in securities_of(draft)],
        now=now,
    )


def _flash(item: Item, draft: Draft, now: datetime) -> Flash:
    shown = allowed(draft, draft.body)
    slugs = [scored.name for scored in draft.channels]
    return report_flash(
        headline=draft.headline[:160],
        text=shown.text or draft.headline or summarised(draft.text, LINK_CHARACTERS),
        source=item.feed.source,
        url=draft.url,
        urgency=URGENCY.get(draft.importance, Urgency.NORMAL),
        published_at=draft.published_at or draft.fetched_at,
        channels=Channel.objects.filter(slug__in=slugs),
        securities=[security for security, _ in securities_of(draft)],
    )


def tags_of(draft: Draft) -> list[str]:
    """The source's own tags, as far as they are words: a few short ones, each once, none a channel's name."""
    words = dict.fromkeys(" ".join(tag.split()) for tag in draft.raw_tags)
    return [word for word in words if TAG.fullmatch(word) and word not in NO_TAGS][:MOST_TAGS]


def securities_of(draft: Draft) -> list[tuple[Security, bool]]:
    """The securities named, as rows, and whether the headline names them; one query."""
    known = markets.by_tickers((named.ticker, named.exchange) for named in draft.securities)
    first: dict[tuple[str, str], bool] = {}
    for named in draft.securities:
        key = (named.ticker, named.exchange)
        first[key] = first.get(key, False) or named.in_headline
    return [(known[key], in_headline) for key, in_headline in first.items() if key in known]
