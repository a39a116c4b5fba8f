"""What is a reader's own: asked for their pages, and for them to take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jingui.accounts.models import User
from jingui.clock import in_beijing
from jingui.markets.models import Security
from jingui.news.models import Article
from jingui.paging import Cursor
from jingui.readers.models import Bookmark, Comment, Watch

MOST_KEPT = 2_000  # bookmarks and watches together


@dataclass(frozen=True, slots=True)
class Shelf:
    """收藏: what a reader keeps, the last kept first."""

    articles: list[Article]
    next_cursor: Cursor | None


def shelf(reader: User, *, before: Cursor | None = None, size: int = 20) -> Shelf:
    """A page of what a reader keeps, without what was withdrawn since (two queries)."""
    kept = Bookmark.objects.filter(reader=reader, article__live=True).order_by("-at", "-pk")
    if before:
        at, pk = before
        kept = kept.filter(at__lte=at).exclude(at=at, pk__gte=pk)
    rows = list(kept[: size + 1])
    shown = rows[:size]
    cards = {
        article.pk: article
        for article in Article.objects.for_cards().filter(pk__in=[row.article_id for row in shown])
    }
    articles = [cards[row.article_id] for row in shown if row.article_id in cards]
    return Shelf(articles, (shown[-1].at, shown[-1].pk) if len(rows) > size else None)


def keeps(reader: User, article: Article) -> bool:
    """Whether the reader keeps an article (one query)."""
    return Bookmark.objects.filter(reader=reader, article=article).exists()


def watches(reader: User, security: Security) -> bool:
    """Whether the reader follows a security (one query)."""
    return Watch.objects.filter(reader=reader, security=security).exists()


def has_room(reader: User) -> bool:
    """Whether one more can be kept or followed (two queries)."""
    counts = (model.objects.filter(reader=reader).count() for model in (Bookmark, Watch))
    return sum(counts) < MOST_KEPT


def news_of_watched(reader: User, *, size: int = 20) -> list[Article]:
    """The newest that names a security the reader follows, each story once (two queries)."""
    securities = list(Watch.objects.filter(reader=reader).values_list("security", flat=True)[:MOST_KEPT])
    if not securities:
        return []
    named = Article.objects.live().leading().filter(mentions__security__in=securities)
    return list(named.newest_first().for_cards().distinct()[:size])


def belongings(reader: User) -> dict[str, Any]:
    """All that a reader wrote, keeps and follows, for them to take away (three queries)."""
    return {
        "bookmarks": [
            {"headline": row.article.headline, "address": row.article.get_absolute_url(), "at": _at(row.at)}
            for row in Bookmark.objects.filter(reader=reader).select_related("article").order_by("at", "pk")
        ],
        "watches": [
            {"name": row.security.name, "symbol": row.security.symbol, "at": _at(row.at)}
            for row in Watch.objects.filter(reader=reader).select_related("security").order_by("at", "pk")
        ],
        "comments": [
            {
                "article": row.article.headline,
                "address": row.article.get_absolute_url(),
                "text": row.text,
                "state": row.state,
                "at": _at(row.at),
            }
            for row in Comment.objects.filter(author=reader).select_related("article").order_by("at", "pk")
        ],
    }


def _at(moment):
    return in_beijing(moment).isoformat(timespec="seconds")
