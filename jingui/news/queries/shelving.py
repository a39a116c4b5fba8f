"""Lists of articles: what is newest, everywhere or somewhere, and what weighs most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q

from jingui.clock import BEIJING
from jingui.markets.models import Security
from jingui.news.models import (
    Article,
    ArticleQuerySet,
    Channel,
    Mention,
    Pin,
    Source,
)
from jingui.paging import Cursor


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of articles, newest first, and where it goes on."""

    articles: list[Article]
    next_cursor: Cursor | None


def latest(*, before: Cursor | None = None, size: int = 20, without: Collection[int] = ()) -> Shelf:
    """The newest of every channel, each story once; `without` are primary keys already on the page."""
    return _shelf(Article.objects.live().leading().exclude(pk__in=without), before, size)


def everything(*, before: Cursor | None = None, size: int = 20, without: Collection[int] = ()) -> Shelf:
    """Every report as it came in, also those that do not lead their story."""
    return _shelf(Article.objects.live().exclude(pk__in=without), before, size)


def of_channels(
    slugs: Sequence[str], *, before: Cursor | None = None, size: int = 20, without: Collection[int] = ()
) -> Shelf:
    """The newest of several channels as one list, each story once."""
    articles = Article.objects.live().leading().filter(channel__slug__in=slugs)
    return _shelf(articles.exclude(pk__in=without), before, size)


def weightiest(*, now: datetime, hours: int = 36, size: int = 40) -> list[Article]:
    """The most important of the last `hours`, what is pinned before all, with the securities they name.

    Two queries. Each has `is_pinned`.
    """
    start, end = now - timedelta(hours=hours), now + timedelta(seconds=1)
    articles = Article.objects.live().leading().published_between(start, end)
    mentions = Prefetch("mentions", Mention.objects.select_related("security"))
    pins = Pin.objects.filter(article=OuterRef("pk"), until__gt=now)
    articles = articles.annotate(is_pinned=Exists(pins)).for_cards().prefetch_related(mentions)
    return list(articles.order_by("-is_pinned", "-importance", "-published_at", "-pk")[:size])


def newest_by_channel(
    channels: Collection[Channel], *, without: Collection[int] = (), size: int = 4
) -> list[tuple[Channel, list[Article]]]:
    """The newest of each channel that has news, in the order given (one query)."""
    wanted = Q(pk__in=())
    for channel in channels:
        wanted |= Q(pk__in=_newest_pks(channel, without, size))
    articles = list(Article.objects.for_cards().filter(wanted).newest_first())
    shelves = [(channel, [a for a in articles if a.channel_id == channel.pk]) for channel in channels]
    return [(channel, shelf) for channel, shelf in shelves if shelf]


def _newest_pks(channel: Channel, without: Collection[int], size: int) -> ArticleQuerySet:
    articles = Article.objects.live().leading().in_channel(channel).exclude(pk__in=without)
    return articles.newest_first().values("pk")[:size]


def of_channel(channel: Channel, *, before: Cursor | None = None, size: int = 20) -> Shelf:
    """The newest of one channel, each story once."""
    return _shelf(Article.objects.live().leading().in_channel(channel), before, size)


def of_source(source: Source, *, before: Cursor | None = None, size: int = 20) -> Shelf:
    """Everything a source gave us, its copies of others' stories too."""
    return _shelf(Article.objects.live().from_source(source), before, size)


def of_day(day: date, *, before: Cursor | None = None, size: int = 50) -> Shelf:
    """What was published on `day`, Beijing time."""
    start = datetime.combine(day, time(), BEIJING)
    return _shelf(
        Article.objects.live().leading().published_between(start, start + timedelta(days=1)), before, size
    )


def of_security(security: Security, *, before: Cursor | None = None, size: int = 20) -> Shelf:
    """What names a security, each story once."""
    return _shelf(Article.objects.live().leading().filter(mentions__security=security), before, size)


def by_ids(pks: list[int]) -> list[Article]:
    """Live articles for cards, in the order of `pks` (one query)."""
    found = {a.pk: a for a in Article.objects.live().for_cards().filter(pk__in=pks)}
    return [found[pk] for pk in pks if pk in found]


def _shelf(articles: ArticleQuerySet, before: Cursor | None, size: int) -> Shelf:
    articles = articles.newest_first().for_cards()
    if before:
        articles = articles.before(before)
    shown = list(articles[: size + 1])
    more = len(shown) > size
    shown = shown[:size]
    return Shelf(shown, (shown[-1].published_at, shown[-1].pk) if more else None)
