"""What was done to articles: they were published, corrected, updated, or carried by another source.

The three are kept in three tables and read in one query, as rows of one shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from jingui.news.models import Article, Channel, Copy, Correction, CorrectionKind

MOST_REPORTS = 30  # of a story beside one of its articles


class Kind(StrEnum):
    """What was done; the neighbours of an article are of a kind of their own, whatever else they are."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    UPDATED = "updated"  # because its source changed the text
    CARRIED = "carried"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done to an article."""

    kind: Kind
    at: datetime
    pk: int  # of the article
    slug: str
    headline: str
    channel: Channel  # its slug and name only
    source: str  # the name of who published it, or of who carried it
    note: str = ""  # of a correction or an update
    url: str = ""  # where it was carried

    def get_absolute_url(self) -> str:
        """The address of the article."""
        return reverse("article", args=[self.pk, self.slug])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an article: its story's reports, what was done to it, and its neighbours."""

    happenings: list[Happening]  # oldest first
    earlier: Happening | None
    later: Happening | None

    @property
    def notes(self) -> list[Happening]:
        """What is printed above the text: every correction, and of the updates the newest; newest first."""
        told = [one for one in reversed(self.happenings) if one.kind in (Kind.CORRECTED, Kind.UPDATED)]
        newest = next((one for one in told if one.kind is Kind.UPDATED), None)
        return [one for one in told if one.kind is Kind.CORRECTED or one is newest]


def happenings(*, size: int = 20) -> list[Happening]:
    """What happened last, each article once, newest first (one query)."""
    articles = Article.objects.live().leading().newest_first()
    corrections = Correction.objects.filter(article__live=True).order_by("-at", "-pk")
    copies = Copy.objects.filter(article__live=True).order_by("-published_at", "-pk")
    found = _told(
        _published(Article.objects.filter(pk__in=articles.values("pk")[:size])),
        _corrected(Correction.objects.filter(pk__in=corrections.values("pk")[:size])),
        _carried(Copy.objects.filter(pk__in=copies.values("pk")[:size])),
    )
    once = {happening.pk: happening for happening in found}  # the last of an article stays
    return sorted(once.values(), key=lambda happening: happening.at, reverse=True)[:size]


def around(article: Article) -> Surroundings:
    """What stands around an article; a story is one neighbour, however many reported it (one query)."""
    cursor = (article.published_at, article.pk)
    others = Article.objects.live().leading().in_channel(article.channel)
    if article.story_id:
        others = others.exclude(story=article.story_id)
    earlier = others.before(cursor).newest_first().values("pk")[:1]
    later = others.after(cursor).order_by("published_at", "pk").values("pk")[:1]
    reports = Article.objects.live().filter(story=article.story_id).order_by("published_at", "pk")
    shown = reports.values("pk")[:MOST_REPORTS] if article.story_id else [article.pk]
    found = _told(
        _published(Article.objects.filter(pk__in=shown)),
        _published(Article.objects.filter(pk__in=earlier), Kind.EARLIER),
        _published(Article.objects.filter(pk__in=later), Kind.LATER),
        _corrected(Correction.objects.filter(article=article.pk)),
        _carried(Copy.objects.filter(article=article.pk)),
    )
    beside = {one.kind: one for one in found if one.kind in (Kind.EARLIER, Kind.LATER)}
    happened = [one for one in found if one.kind not in beside]
    return Surroundings(happened, beside.get(Kind.EARLIER), beside.get(Kind.LATER))


def _published(articles: QuerySet[Article], kind: Kind = Kind.PUBLISHED) -> QuerySet:
    return articles.values_list(
        Value(kind), "published_at", "pk", "slug", "headline", "channel__slug", "channel__name",
        "source__name", Value(""), Value(""),
    )  # fmt: skip


def _corrected(corrections: QuerySet[Correction]) -> QuerySet:
    told = Case(When(kind=CorrectionKind.UPDATE, then=Value(Kind.UPDATED)), default=Value(Kind.CORRECTED))
    return corrections.values_list(
        told, "at", "article", "article__slug", "article__headline",
        "article__channel__slug", "article__channel__name", "article__source__name", "note", Value(""),
    )  # fmt: skip


def _carried(copies: QuerySet[Copy]) -> QuerySet:
    return copies.values_list(
        Value(Kind.CARRIED), "published_at", "article", "article__slug", "article__headline",
        "article__channel__slug", "article__channel__name", "source__name", Value(""), "url",
    )  # fmt: skip


def _told(first: QuerySet, *others: QuerySet) -> list[Happening]:
    """The rows of all, oldest first."""
    rows = first.order_by().union(*(other.order_by() for other in others), all=True)
    told = [
        Happening(Kind(kind), at, pk, slug, headline, Channel(slug=shelf, name=name), source, note, url)
        for kind, at, pk, slug, headline, shelf, name, source, note, url in rows
    ]
    return sorted(told, key=lambda happening: (happening.at, happening.pk))
