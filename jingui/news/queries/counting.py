"""Articles by the day, and by their numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, DateField, Func, Max, Q
from django.db.models.functions import Coalesce

from jingui.clock import BEIJING
from jingui.markets.models import Security
from jingui.news.models import (
    Article,
    Story,
)


class BeijingDay(Func):
    """The day of a moment on Beijing's calendar, reckoned inside the database (no summer time since 1991)."""

    output_field = DateField()
    template = "((%(expressions)s) AT TIME ZONE 'Asia/Shanghai')::date"

    def as_sqlite(self, compiler, connection, **context):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+8 hours')", **context)


def days_with_news(first: date, last: date) -> dict[date, int]:
    """How many articles each day from `first` to `last` has (Beijing time); days without news have no key."""
    start = datetime.combine(first, time(), BEIJING)
    end = datetime.combine(last + timedelta(days=1), time(), BEIJING)
    days = Article.objects.live().leading().published_between(start, end)
    counts = days.annotate(day=BeijingDay("published_at")).values("day").annotate(number=Count("pk"))
    return dict(counts.values_list("day", "number"))


def last_number() -> int | None:
    """The highest primary key of a live article."""
    return Article.objects.live().order_by("-pk").values_list("pk", flat=True).first()


def own_between(first: int, last: int) -> list[tuple[int, str, datetime]]:
    """(primary key, slug, when it changed) of our own live articles with these numbers (one query)."""
    own = Article.objects.live().filter(canonical_url="", pk__gte=first, pk__lte=last).order_by("pk")
    return list(own.values_list("pk", "slug", Coalesce("revised_at", "published_at")))


def told_by_several(first: int, last: int) -> list[tuple[int, datetime]]:
    """(primary key, newest report) of those of these stories that several sources told (one query)."""
    stories = Story.objects.filter(pk__gte=first, pk__lte=last, source_count__gt=1).order_by("pk")
    told = stories.annotate(newest=Max("articles__published_at", filter=Q(articles__live=True)))
    return list(told.exclude(newest=None).values_list("pk", "newest"))


def last_story() -> int | None:
    """The highest primary key of a story."""
    return Story.objects.order_by("-pk").values_list("pk", flat=True).first()


def named_securities(*, size: int) -> list[tuple[Security, datetime]]:
    """What live articles name, with the newest of those; the newest `size` first (one query)."""
    newest = Max("articles__published_at", filter=Q(articles__live=True))
    named = Security.objects.annotate(newest=newest).exclude(newest=None).order_by("-newest", "pk")[:size]
    return [(security, security.newest) for security in named]


def own_latest(now: datetime, *, hours: int, size: int) -> list[Article]:
    """Our own live articles of the last `hours`, newest first (one query)."""
    own = Article.objects.live().filter(canonical_url="", published_at__gt=now - timedelta(hours=hours))
    return list(own.only("pk", "slug", "headline", "published_at").newest_first()[:size])
