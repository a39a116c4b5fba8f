"""What the bench does inside a home, in a process of its own: subscribe, due, tally or paths."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter

import django

DIGEST = re.compile("[0-9a-f]{64}")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingui.settings")
django.setup()

from jingui import clock  # noqa: E402  (Django's tables must be loaded first)
from jingui.flash.models import Flash  # noqa: E402
from jingui.ingest import actions  # noqa: E402
from jingui.ingest.models import Feed, Fetch, Item  # noqa: E402
from jingui.news.models import Article, Channel, Copy, Source, Story  # noqa: E402


def subscribe() -> None:
    """Add the feeds named on standard input, as {"url", "kind", "name"}."""
    for feed in json.load(sys.stdin):
        actions.add_feed(**feed, now=clock.now(), rights="full")


def due() -> None:
    """Let every feed be polled now, as if its time had come."""
    Feed.objects.update(next_poll_at=clock.now())


def tally() -> dict[str, object]:
    """What came in, and what became of it."""
    outcomes = {
        f"{item.feed.url} {_name(item)}": _outcome(item) for item in Item.objects.select_related("feed")
    }
    errors = Counter(
        _kind(error) for error in Fetch.objects.exclude(error="").values_list("error", flat=True)
    )
    return {
        "items": Item.objects.count(),
        "verdicts": Counter(outcomes.values()),
        "outcomes": outcomes,
        "articles": Article.objects.live().count(),
        "flashes": Flash.objects.live().count(),
        "stories": Story.objects.count(),
        "copies": Copy.objects.count(),
        "doubled": _doubled(),
        "fetches": Fetch.objects.count(),
        "errors": errors,
    }


def paths() -> list[str]:
    """The address of every public page."""
    found = ["/", "/24h/", "/feed.xml", "/healthz", "/robots.txt", "/archive/", "/search/?q=黄金"]
    found += [f"/c/{slug}/" for slug in Channel.objects.exclude(slug="24h").values_list("slug", flat=True)]
    found += [
        f"/c/{slug}/feed.xml" for slug in Channel.objects.exclude(slug="24h").values_list("slug", flat=True)
    ]
    for kind in (Article.objects.live(), Story.objects.all(), Source.objects.all()):
        found += [each.get_absolute_url() for each in kind]
    days = {
        clock.in_beijing(at).date() for at in Article.objects.live().values_list("published_at", flat=True)
    }
    return found + [f"/archive/{day}/" for day in sorted(days)]


def _name(item: Item) -> str:
    """What its feed calls it; a digest of ours holds the replaying server's port, so its headline instead."""
    return item.headline if DIGEST.fullmatch(item.guid) else item.guid


def _outcome(item: Item) -> str:
    if item.state != "judged":
        return item.state
    merged = item.verdict == "drop" and (item.article_id or item.flash_id)
    return "merged" if merged else item.verdict


def _doubled() -> int:
    """Articles and flashes that one item made twice, or that stand twice under one address."""
    addresses = Counter(
        Article.objects.live().exclude(canonical_url="").values_list("canonical_url", "source")
    )
    flashes = Counter(Flash.objects.live().exclude(url="").values_list("url", "source"))
    return sum(number - 1 for number in [*addresses.values(), *flashes.values()])


def _kind(error: str) -> str:
    """The words of an error without its figures and addresses."""
    return error.split("：")[0].split("（")[0][:24]


if __name__ == "__main__":
    answer = {"subscribe": subscribe, "due": due, "tally": tally, "paths": paths}[sys.argv[1]]()
    json.dump(answer, sys.stdout, ensure_ascii=False)
