"""Our digests, asked. Every function here costs a fixed number of database queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count

from jingui.digests.models import Edition
from jingui.digests.writing import Counts
from jingui.flash.models import Flash
from jingui.news.models import Article

FLASH_HOURS = 16  # an older flash is no longer news
CANDIDATES = 80  # of each kind that are looked at
OWN_SOURCE = "benzhan"  # the slug of 本站


def latest(*, size: int = 10) -> list[Edition]:
    """The newest editions with their articles (one query)."""
    return list(
        Edition.objects.select_related("article__channel", "article__source").order_by("-until")[:size]
    )


def last_before(now: datetime) -> Edition | None:
    """The edition before the one that is compiled at `now`."""
    return Edition.objects.filter(until__lt=now).order_by("-until").first()


def told_lately(kinds: Collection[str], now: datetime, *, days: int = 4) -> set[tuple[str, int]]:
    """("article", pk) and ("flash", pk) of what editions of `kinds` told in the last days (one query)."""
    rows = Edition.objects.filter(kind__in=kinds, until__gt=now - timedelta(days=days), until__lt=now)
    lines = [
        line for sections in rows.values_list("sections", flat=True) for s in sections for line in s["lines"]
    ]
    return {(kind, line[kind]) for line in lines for kind in ("article", "flash") if line.get(kind)}


def articles(since: datetime, until: datetime) -> list[Article]:
    """The weightiest articles of a time, one a story, never an edition (one query)."""
    found = Article.objects.live().leading().published_between(since, until).exclude(source__slug=OWN_SOURCE)
    found = found.select_related("channel", "source", "story").defer("body")
    return list(found.order_by("-importance", "-published_at", "-pk")[:CANDIDATES])


def urgent_flashes(since: datetime, until: datetime) -> list[Flash]:
    """The urgent flashes of a time that belong to no article's story, none too old (two queries)."""
    since = max(since, until - timedelta(hours=FLASH_HOURS))
    found = Flash.objects.live().urgent().filter(published_at__gte=since, published_at__lt=until)
    found = found.filter(story__lead_article=None).select_related("source").prefetch_related("channels")
    return list(found.order_by("urgency", "-published_at", "-pk")[:CANDIDATES])


def counts(since: datetime, until: datetime) -> Counts:
    """What came in over a time (three queries, over indexes on the time)."""
    articles = Article.objects.live().published_between(since, until).exclude(source__slug=OWN_SOURCE)
    flashes = Flash.objects.live().filter(published_at__gte=since, published_at__lt=until)
    sources = articles.order_by().values("source").union(flashes.order_by().values("source"))
    return Counts(
        articles.aggregate(number=Count("pk"))["number"],
        flashes.aggregate(number=Count("pk"))["number"],
        len(sources),
        since,
    )
