"""What editors decide about held items; each decision is signed on the trail."""

from __future__ import annotations

from django.db import transaction
from wagtail.images.models import Image

from jingui import clock
from jingui.accounts.models import User
from jingui.ingest.actions.publishing import channel_of, join, publish
from jingui.ingest.actions.revising import await_pictures, lacks_pictures
from jingui.ingest.keeping import judged_draft
from jingui.ingest.linear import MOST_CHARACTERS
from jingui.ingest.models import Item, ItemState, Lesson, VerdictChoice
from jingui.news import actions as news
from jingui.news.models import Article, Channel


class NotHeld(ValueError):
    """Somebody has decided about this item already."""


@transaction.atomic
def publish_held(item: Item, by: User, channel: Channel | None = None) -> Item:
    """The editor publishes a held item, in `channel` or where the pipeline would have put it.

    At once, without pictures that nobody has fetched yet: a worker adds them. Raises NotHeld and NoChannel.
    """
    held = _held(item)
    draft = judged_draft(held)
    channel = channel or held.channel or channel_of(draft)
    publish(held, draft, channel=channel, cover=_cover(held), now=clock.now())
    if held.article and lacks_pictures(held.article, draft):
        await_pictures(held, clock.now())
    if channel:
        teach(held, channel, by)
    held.verdict = VerdictChoice.PUBLISH
    shelf = f"，频道：{channel.name}" if channel else ""
    _sign(held, f"签发{shelf}", by)
    for copy in _copies_of(held):
        join(copy, judged_draft(copy), held)
        copy.save(update_fields=["article", "flash", "story", "reason"])
    return held


@transaction.atomic
def spike(item: Item, by: User) -> Item:
    """弃用: the editor decided not to run it. Raises NotHeld."""
    held = _held(item)
    held.verdict = VerdictChoice.DROP
    _sign(held, "弃用", by)
    return held


@transaction.atomic
def merge_into(item: Item, article: Article, by: User) -> Item:
    """The held item carries what `article` already says: its source is named there. Raises NotHeld."""
    held = _held(item)
    draft = judged_draft(held)
    at = draft.published_at or draft.fetched_at
    news.add_copy(article, source=held.feed.source, url=draft.url, published_at=at, likeness=draft.likeness)
    held.article, held.story, held.verdict = article, article.story, VerdictChoice.DROP
    _sign(held, f"并入《{article.headline}》", by)
    return held


@transaction.atomic
def move(item: Item, channel: Channel, by: User) -> Item:
    """Put an item on another shelf: a held one for when it is published, a published one with its article."""
    current = Item.objects.select_for_update(of=("self",)).select_related("article").get(pk=item.pk)
    current.channel = channel
    teach(current, channel, by)
    if current.article and current.verdict == VerdictChoice.PUBLISH:
        news.move_to_channel([current.article], channel=channel)
    _note(current, f"移至频道：{channel.name}", by)
    current.save(update_fields=["channel", "trail"])
    return current


def teach(item: Item, channel: Channel, by: User) -> None:
    """Keep where the editor put it, beside what the pipeline said: the latest word on an item counts.

    A decision that agrees is kept too: what was right must not be unlearned.
    """
    told = item.judged
    if not told.get("text"):
        return
    said = next((each["slug"] for each in told.get("channels", ())), "")
    Lesson.objects.update_or_create(
        item=item,
        defaults={
            "headline": told.get("headline", "")[:200],
            "text": told["text"][:MOST_CHARACTERS],
            "said": said,
            "decided": channel.slug,
            "by": by,
            "at": clock.now(),
        },
    )


def teach_moved(article: Article, channel: Channel, by: User) -> None:
    """An editor moved a published article: a lesson for every item that it was made from."""
    for item in article.items.filter(verdict=VerdictChoice.PUBLISH):
        teach(item, channel, by)


def teach_published(article: Article, by: User) -> None:
    """An edited article goes out: a lesson where its form put it on another shelf than it was last given.

    Nothing is learned from one that stays: who mends a sentence has not judged the channel.
    """
    for item in article.items.filter(verdict=VerdictChoice.PUBLISH).select_related("channel"):
        word = item.lessons.values_list("decided", flat=True).first()
        known = word or (item.channel.slug if item.channel else "")
        if known != article.channel.slug:
            teach(item, article.channel, by)


def _held(item: Item) -> Item:
    related = ("feed__source", "channel")
    current = Item.objects.select_for_update(of=("self",)).select_related(*related).get(pk=item.pk)
    if current.state != ItemState.JUDGED or current.verdict != VerdictChoice.HOLD or current.settled_at:
        raise NotHeld("这条来稿已经处理过了")
    return current


def _sign(item: Item, decision: str, by: User) -> None:
    item.settled_at, item.settled_by = clock.now(), by
    item.reason = decision[:200]
    _note(item, decision, by)
    item.save()


def _note(item: Item, decision: str, by: User) -> None:
    item.trail = [*item.trail, f"{clock.in_beijing(clock.now()):%m-%d %H:%M} {by}：{decision}"]


def _cover(item: Item) -> Image | None:
    return Image.objects.filter(pk=item.judged.get("cover")).first()


def _copies_of(item: Item) -> list[Item]:
    """Copies that came while their original was held: they had nothing to join until now."""
    waiting = Item.objects.filter(verdict=VerdictChoice.DROP, article=None, flash=None)
    return list(waiting.filter(judged__duplicate_of=f"item-{item.pk}").select_related("feed__source"))
