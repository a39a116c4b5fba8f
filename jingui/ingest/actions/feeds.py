"""Keeping the list of feeds: add, import, pause, resume, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from jingui.ingest.models import Feed, FeedKind
from jingui.ingest.sources import opml
from jingui.news.models import Rights, Source
from jingui.text.slugs import slug as slug_of

WIRE_INTERVAL_SECONDS = 60
FEED_INTERVAL_SECONDS = 900
INTERVALS = {FeedKind.WIRE: WIRE_INTERVAL_SECONDS}


class FeedKnown(ValueError):
    """This address is polled already."""


class SlugTaken(ValueError):
    """Another source has this slug."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a subscription list."""

    added: list[Feed]
    known: list[str]  # addresses that were polled already


@transaction.atomic
def add_feed(
    *,
    url: str,
    kind: str,
    now: datetime,
    name: str = "",
    slug: str = "",
    homepage: str = "",
    rights: str = Rights.SUMMARY,
    trust: int = 3,
    title: str = "",
    selectors: Mapping[str, str] | None = None,
    rules: Mapping[str, Any] | None = None,
    fetch_pages: bool = False,
    interval_seconds: int | None = None,
) -> Feed:
    """Poll `url` from now on, for the source called `name` (made when there is none of that name).

    A source that exists keeps its rights and trust. Raises FeedKnown and SlugTaken.
    """
    if Feed.objects.filter(url=url).exists():
        raise FeedKnown(f"这个地址已经在订阅：{url}")
    return Feed.objects.create(
        source=_source(name, slug, title or host_of(url), homepage=homepage, rights=rights, trust=trust),
        kind=kind,
        url=url,
        title=title[:200],
        selectors=dict(selectors or {}),
        rules=dict(rules or {}),
        fetch_pages=fetch_pages,
        interval_seconds=interval_seconds or INTERVALS.get(FeedKind(kind), FEED_INTERVAL_SECONDS),
        next_poll_at=now,
    )


@transaction.atomic
def import_opml(material: bytes, *, now: datetime, rights: str = Rights.SUMMARY) -> Imported:
    """Add every feed of a subscription list; those known already are left alone. Raises NotAFeed."""
    listed = opml.read(material)
    known = set(Feed.objects.filter(url__in=[line.url for line in listed]).values_list("url", flat=True))
    added = [
        add_feed(url=line.url, kind=FeedKind.FEED, now=now, name=line.title, title=line.title, rights=rights)
        for line in listed
        if line.url not in known
    ]
    return Imported(added, sorted(known))


def pause(feed: Feed) -> None:
    """Ask no more until an operator says so."""
    Feed.objects.filter(pk=feed.pk).update(paused=True)


def resume(feed: Feed, *, now: datetime) -> None:
    """Ask again at once, with a clean sheet."""
    Feed.objects.filter(pk=feed.pk).update(
        paused=False, failures=0, last_error="", next_poll_at=now, lease_until=None
    )


@transaction.atomic
def remove(feed: Feed) -> None:
    """Stop polling and forget the raw items; what was published stays, and so does its source."""
    source = feed.source
    feed.delete()
    in_use = (
        source.feeds.exists() or source.articles.exists() or source.flashes.exists() or source.copies.exists()
    )
    if not in_use:
        source.delete()


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _source(name: str, slug: str, fallback: str, **facts: Any) -> Source:
    """The source with this slug or name, made when there is none. Raises SlugTaken."""
    named = (name or fallback)[:60]
    found = Source.objects.filter(slug=slug).first() if slug else Source.objects.filter(name=named).first()
    if found and slug and name and found.name != named:
        raise SlugTaken(f"短标识 {slug} 已属于来源“{found.name}”")
    if found:
        return found
    return Source.objects.create(name=named, slug=slug or _free_slug(slug_of(named)[:50].strip("-")), **facts)


def _free_slug(wanted: str) -> str:
    taken = set(Source.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken)
