"""Reading what came in. Every function here costs a fixed number of database queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from jingui.ingest.extraction import template
from jingui.ingest.models import Feed, Fetch, Item, ItemState, Lesson, Template
from jingui.ingest.templates import host_of
from jingui.news.models import Source

WEEK = timedelta(days=7)
RHYTHM_ARRIVALS = 60  # the last polls that brought something, by which a feed's rhythm is told
SILENT_INTERVALS = 3


MOST_LESSONS = 4_000  # the newest; tastes change, and all of them are held in memory


def lessons() -> list[Lesson]:
    """What the editors taught, the oldest first; one query."""
    return list(Lesson.objects.order_by("-at", "-pk")[:MOST_LESSONS])[::-1]


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How a feed is: what went well last, what went wrong, how much it gives, and when it is asked next."""

    feed: Feed
    last_success_at: datetime | None
    last_error: str
    items_a_day: float  # over seven days
    usual_interval: timedelta | None  # between arrivals; None while too few are known
    silent_for: timedelta | None
    is_silent: bool  # for three times its usual interval or longer
    next_poll_at: datetime | None  # None: paused

    @property
    def words(self) -> str:
        """The state in a word or two, for the desk."""
        if self.feed.paused:
            return "已停用"
        if self.last_error:
            return "出错"
        if self.is_silent:
            return "久无更新"
        return "正常" if self.last_success_at else "尚未抓取"


def health(now: datetime) -> list[FeedHealth]:
    """Every feed with its health, by source and address (three queries)."""
    feeds = list(Feed.objects.select_related("source").order_by("source__name", "url"))
    week = Item.objects.filter(fetched_at__gt=now - WEEK).values("feed").annotate(items=Count("pk"))
    counts = {row["feed"]: row["items"] for row in week.order_by()}
    arrivals = _arrivals()
    return [_health(feed, counts.get(feed.pk, 0), arrivals.get(feed.pk, []), now) for feed in feeds]


def health_of(feed: Feed, now: datetime) -> FeedHealth:
    """One feed's health."""
    return next(each for each in health(now) if each.feed.pk == feed.pk)


def templates_for(source: Source, url: str) -> list[template.Template]:
    """How the pages at the host of `url` are laid out, as far as that was learned (one query)."""
    rows = Template.objects.filter(source_id=source.pk, host=host_of(url)) if source.pk else ()
    return [one for row in rows for one in template.templates(_seen(row.seen))]


def layouts() -> dict[int, str]:
    """Source -> what is known of the layout of its pages, in words; nothing for the others (one query)."""
    pages: dict[int, list[int]] = {}
    for source, seen in Template.objects.values_list("source", "seen"):
        learned = sum(one.pages for one in template.templates(_seen(seen)))
        pages.setdefault(source, []).append(learned)
    return {source: _layout_words(learned) for source, learned in pages.items()}


def held_items(*, size: int = 100) -> list[Item]:
    """What waits for the desk, newest first, with its source and channel (one query)."""
    return list(_for_lists(Item.objects.held()).order_by("-judged_at", "-pk")[:size])


def recent_items(*, feed: Feed | None = None, size: int = 50) -> list[Item]:
    """What came in last, whatever became of it (one query)."""
    items = Item.objects.filter(feed=feed) if feed else Item.objects.all()
    return list(_for_lists(items).order_by("-pk")[:size])


def failed_items(*, size: int = 100) -> list[Item]:
    """What could not be judged after five attempts, with its error (one query)."""
    return list(_for_lists(Item.objects.filter(state=ItemState.FAILED)).order_by("-pk")[:size])


def recent_fetches(feed: Feed, *, size: int = 20) -> list[Fetch]:
    """The last polls of a feed (one query)."""
    return list(feed.fetches.order_by("-at", "-pk")[:size])


def counts() -> dict[str, int]:
    """How many items there are of each outcome: waiting, publish, hold, drop, failed (one query)."""
    rows = Item.objects.values("state", "verdict").annotate(items=Count("pk")).order_by()
    found = {"waiting": 0, "failed": 0, "publish": 0, "hold": 0, "drop": 0}
    for row in rows:
        name = {ItemState.NEW: "waiting", ItemState.FAILED: "failed"}.get(row["state"], row["verdict"])
        found[name] += row["items"]
    return found


def feed_named(name: str) -> list[Feed]:
    """The feeds of the source with this slug, or the one at this address (one query)."""
    named = Feed.objects.filter(Q(source__slug=name) | Q(url=name))
    return list(named.select_related("source").order_by("pk"))


def is_idle(now: datetime) -> bool:
    """Whether nothing is left to do just now, by any worker, a dead one included (two queries)."""
    feeds = Feed.objects.active().filter(next_poll_at__lte=now)
    items = Item.objects.filter(state=ItemState.NEW, next_at__lte=now)
    return not feeds.exists() and not items.exists()


def _for_lists(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("feed__source", "channel", "article", "flash")


def _arrivals() -> dict[int, list[datetime]]:
    """The moments at which each feed last brought something new, newest first (one query)."""
    numbered = Fetch.objects.filter(new_items__gt=0).annotate(
        number=Window(RowNumber(), partition_by=F("feed"), order_by=F("at").desc())
    )
    found: dict[int, list[datetime]] = {}
    recent = numbered.filter(number__lte=RHYTHM_ARRIVALS).order_by("feed", "-at")
    for feed_id, at in recent.values_list("feed_id", "at"):
        found.setdefault(feed_id, []).append(at)
    return found


def _health(feed: Feed, items: int, arrivals: list[datetime], now: datetime) -> FeedHealth:
    usual = usual_interval(arrivals, at_least=timedelta(seconds=feed.interval_seconds))
    silent_for = now - arrivals[0] if arrivals else None
    return FeedHealth(
        feed=feed,
        last_success_at=feed.last_success_at,
        last_error=feed.last_error,
        items_a_day=items / WEEK.days,
        usual_interval=usual,
        silent_for=silent_for,
        is_silent=bool(usual and silent_for and silent_for > SILENT_INTERVALS * usual),
        next_poll_at=None if feed.paused else feed.next_poll_at,
    )


def usual_interval(arrivals: Iterable[datetime], *, at_least: timedelta) -> timedelta | None:
    """How long a feed is usually silent: nine in ten of its pauses are no longer. None with under three."""
    gaps = sorted(later - earlier for earlier, later in pairwise(sorted(arrivals)))
    if len(gaps) < 3:
        return None
    return max(gaps[int(0.9 * (len(gaps) - 1))], at_least)


def _seen(kept: Iterable[dict]) -> list[template.Seen]:
    return [seen for one in kept if (seen := template.seen_from_json(one))]


def _layout_words(learned: list[int]) -> str:
    """From how many pages each host's layout was learned, in words."""
    if not any(learned):
        return "版式学习中"
    hosts = f"，{len(learned)} 个站点" if len(learned) > 1 else ""
    return f"版式已学会（{sum(learned)} 页{hosts}）"
