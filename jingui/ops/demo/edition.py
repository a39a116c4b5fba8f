"""Building the demo edition: its feeds go through the same pipeline as anybody's, a few hours at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Max, Q

from jingui.clock import BEIJING, in_beijing
from jingui.digests.actions import compile_edition
from jingui.digests.models import Edition, EditionKind
from jingui.flash import actions as wire
from jingui.flash.models import Flash
from jingui.http import Response
from jingui.ingest import actions as ingest
from jingui.ingest.models import Feed, FeedKind, Item
from jingui.ingest.world import security_names
from jingui.markets.models import Exchange, Security, SecurityKind
from jingui.news import actions as news
from jingui.news.models import Article, Copy, Rights, Source
from jingui.ops.demo import advertising, feeds, opinions, readership, wanted
from jingui.ops.demo.companies import COMPANIES
from jingui.ops.demo.manuscripts import Dispatch, dispatches
from jingui.ops.demo.telegrams import DAYS, Telegram, telegrams
from jingui.text.pinyin import initials

POLLS = (time(8, 29), time(12, 30), time(18, 29), time(23, 59))  # Beijing time, every day of the edition
EDITIONS = {POLLS[0]: EditionKind.PREMARKET, POLLS[2]: EditionKind.EVENING}
BATCH = 1000

type Tell = Callable[[int, int], None]  # days done, days in all


@dataclass
class Archive:
    """What the four houses have sent by `until`, as `jingui.http.get` would answer."""

    articles: list[Dispatch]
    flashes: list[Telegram]
    until: datetime = field(default=datetime.max.replace(tzinfo=BEIJING))

    def get(self, url: str, *, etag: str = "", last_modified: str = "", for_page: bool = False) -> Response:
        outlet = next(outlet for outlet in feeds.OUTLETS if outlet.url == url)
        if outlet.is_wire:
            told = [t for t in self.flashes if t.source == outlet.house.slug and t.at <= self.until]
            body = feeds.wire(outlet.house, told)
        else:
            sent = [d for d in self.articles if feeds.carries(outlet, d) and d.at <= self.until]
            body = feeds.rss(outlet.house, sent)
        return Response(url=url, status=200, body=body, wire_bytes=len(body))

    def sent_at(self, item: Item) -> datetime:
        return self._moments[item.guid]

    @cached_property
    def _moments(self) -> dict[str, datetime]:
        articles = {feeds.address_of(dispatch): dispatch.at for dispatch in self.articles}
        return articles | {telegram.id: telegram.at for telegram in self.flashes}


def is_built() -> bool:
    return Source.objects.filter(is_demo=True).exists()


def build(*, now: datetime, tell: Tell = lambda done, total: None) -> Counter[str]:
    """Make the sources, then let two weeks of news come in. The verdicts, counted.

    Stopped half-way, it goes on where it stopped when it is called again.
    """
    enlist_companies()
    subscriptions = subscribe(now)
    archive = Archive(dispatches(now), telegrams(now))
    moments = list(poll_times(now))
    for number, moment in enumerate(moments):
        archive.until = moment
        come_in(subscriptions, archive, moment)
        sum_up(moment)
        tell(number + 1, len(moments))
    for feed in subscriptions:
        ingest.pause(feed)
    readership.draw(now)
    opinions.voice(now)
    advertising.remove()
    advertising.draw(now)
    return Counter(Item.objects.filter(feed__in=subscriptions).values_list("verdict", flat=True))


def renew(now: datetime) -> bool:
    """Build the demo anew on a later day, so that its newest is today's again; whether it was done."""
    newest = Feed.objects.filter(source__is_demo=True).aggregate(at=Max("last_success_at"))["at"]
    if newest is None or in_beijing(newest).date() >= in_beijing(now).date():
        return False
    wanted.begin()
    remove()
    build(now=now)
    wanted.finish()
    return True


def come_in(subscriptions: list[Feed], archive: Archive, moment: datetime) -> None:
    """Poll every feed as of `moment`, and judge what came in the order in which it was sent."""
    for feed in subscriptions:
        ingest.poll(feed, get=archive.get, now=moment)
    items = ingest.claim_items(now=moment, size=BATCH)
    ours = {feed.pk for feed in subscriptions}
    ingest.release(items=[item.pk for item in items if item.feed_id not in ours])
    for item in sorted((i for i in items if i.feed_id in ours), key=archive.sent_at):
        ingest.judge(item, get=archive.get, now=moment)


def sum_up(moment: datetime) -> None:
    """Compile the edition that is due right after this poll, as the schedule would have."""
    local = moment.astimezone(BEIJING)
    kind = EDITIONS.get(local.time())
    if kind:
        compile_edition(kind, local.date(), moment + timedelta(minutes=1))


def poll_times(now: datetime) -> Iterator[datetime]:
    """When the demo's feeds were polled: four times a day for two weeks, and now."""
    today = now.astimezone(BEIJING).date()
    for days_ago in range(DAYS - 1, -1, -1):
        day = today - timedelta(days=days_ago)
        yield from (at for clock in POLLS if (at := datetime.combine(day, clock, BEIJING)) < now)
    yield now


@transaction.atomic
def enlist_companies() -> None:
    """Put the invented companies on the list of securities, marked as demo."""
    Security.objects.bulk_create(
        [
            Security(
                ticker=company.ticker,
                exchange=Exchange.SSE,
                name=company.name,
                kind=SecurityKind.STOCK,
                pinyin=initials(company.name),
                is_demo=True,
            )
            for company in COMPANIES
        ],
        ignore_conflicts=True,
    )
    security_names.cache_clear()  # this process may have learned its names before these


@transaction.atomic
def subscribe(now: datetime) -> list[Feed]:
    """The four houses with their feeds, as rows."""
    return [_feed(outlet, now) for outlet in feeds.OUTLETS]


def _feed(outlet: feeds.Outlet, now: datetime) -> Feed:
    feed, _ = Feed.objects.get_or_create(
        url=outlet.url,
        defaults={
            "source": _source(outlet.house),
            "kind": FeedKind.WIRE if outlet.is_wire else FeedKind.FEED,
            "rules": {"channels": [outlet.section]} if outlet.section else {},
            "next_poll_at": now,
            "paused": True,
        },
    )
    return feed


def _source(house: feeds.House) -> Source:
    source, _ = Source.objects.get_or_create(
        slug=house.slug,
        defaults={
            "name": house.name,
            "homepage": house.address(""),
            "rights": Rights.FULL,
            "trust": house.trust,
            "is_demo": True,
        },
    )
    return source


@transaction.atomic
def remove() -> None:
    """Take the demo away: its news, sources, companies, ads, and the editions that sum it up.

    What people wrote themselves stays.
    """
    houses = Source.objects.filter(is_demo=True)
    for article in Article.objects.filter(Q(source__in=houses) | Q(edition__isnull=False)):
        news.delete_article(article)
    for flash in Flash.objects.filter(source__in=houses):
        wire.delete_flash(flash)
    Edition.objects.all().delete()
    Feed.objects.filter(source__in=houses).delete()
    Copy.objects.filter(source__in=houses).delete()
    houses.delete()
    Security.objects.filter(is_demo=True).delete()
    advertising.remove()
    news.close_empty_stories()
