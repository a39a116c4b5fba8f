"""What can be done about digests: compile an edition."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from jingui.digests import queries, writing
from jingui.digests.choosing import Section, choose, line_of_article, line_of_flash
from jingui.digests.models import Edition, EditionKind
from jingui.markets import calendar
from jingui.news import actions as news
from jingui.news import queries as shelves
from jingui.news.models import Article, Channel, Rights, Source
from jingui.text.slugs import slug

FEWEST_ITEMS = 4  # with less there is no edition
SHORTEST_HOURS, LONGEST_HOURS = 24, 96  # how far back an edition looks when little, and at most
SHELF = {EditionKind.PREMARKET: "stocks", EditionKind.EVENING: "insight"}
TAGS = {EditionKind.PREMARKET: ["盘前要闻", "A股"], EditionKind.EVENING: ["财经晚报"]}
IMPORTANCE = 3


def compile_edition(kind: str, day: date, now: datetime) -> Edition | None:
    """Compile and publish the edition of `kind` for `day` from the news since the one before; once.

    None when there is nothing to print: no pre-market edition without trading, no edition of three lines.
    """
    if found := Edition.objects.filter(kind=kind, day=day).first():
        return found
    if kind == EditionKind.PREMARKET and not calendar.is_trading_day(day):
        return None
    since = _since(now)
    sections = _sections(EditionKind(kind), since, now)
    if sum(len(section.lines) for section in sections) < FEWEST_ITEMS:
        return None
    try:
        return _publish(kind, day, now, since, sections)
    except IntegrityError:  # another worker was faster
        return Edition.objects.get(kind=kind, day=day)


def _since(now: datetime) -> datetime:
    """Since the last edition, but at least a day (what it told is left out), and never longer than four."""
    last = queries.last_before(now)
    latest = now - timedelta(hours=SHORTEST_HOURS)
    return max(min(last.until, latest), now - timedelta(hours=LONGEST_HOURS)) if last else latest


def _sections(kind: EditionKind, since: datetime, now: datetime) -> list[Section]:
    """The morning tells what is new; the evening tells the day, also what the morning told."""
    kinds = (EditionKind.EVENING,) if kind == EditionKind.EVENING else tuple(EditionKind)
    told = queries.told_lately(kinds, now)
    articles = [a for a in queries.articles(since, now) if ("article", a.pk) not in told]
    flashes = [f for f in queries.urgent_flashes(since, now) if ("flash", f.pk) not in told]
    lines = [*map(line_of_article, articles), *map(line_of_flash, flashes)]
    return choose(lines, {channel.slug: channel.name for channel in _in_order(shelves.channels())})


def _in_order(channels: list[Channel]) -> list[Channel]:
    """The editors' order, the wire's own last: what stands there has no other shelf."""
    return sorted(channels, key=lambda channel: (channel.slug == "24h", channel.position))


@transaction.atomic
def _publish(kind: str, day: date, now: datetime, since: datetime, sections: list[Section]) -> Edition:
    headline = writing.headline(kind, sections)
    edition = Edition.objects.create(
        kind=kind,
        day=day,
        headline=headline,
        since=since,
        until=now,
        sections=[s.as_json() for s in sections],
    )
    edition.article = _article(EditionKind(kind), headline, now, since, sections)
    edition.save(update_fields=["article"])
    return edition


def _article(
    kind: EditionKind, headline: str, now: datetime, since: datetime, sections: list[Section]
) -> Article:
    lead = writing.lead(kind, now, queries.counts(since, now), sections)
    return news.publish_article(
        headline=headline,
        slug=slug(headline),
        lead=lead,
        body=writing.body(lead, sections),
        text=writing.text(lead, sections),
        channel=Channel.objects.get(slug=SHELF[kind]),
        source=own_source(),
        rights=Rights.FULL,
        importance=IMPORTANCE,
        tags=TAGS[kind],
        published_at=now,
        now=now,
    )


def own_source() -> Source:
    """本站: what we write ourselves."""
    facts = {"name": "本站", "rights": Rights.FULL, "trust": 5}
    return Source.objects.get_or_create(slug=queries.OWN_SOURCE, defaults=facts)[0]
