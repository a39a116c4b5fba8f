"""Learning how the pages of a source are laid out, and forgetting it."""

from __future__ import annotations

from datetime import datetime

from jingui.ingest.draft import Draft
from jingui.ingest.extraction.template import PAGES_KEPT, seen_as_json
from jingui.ingest.models import Template
from jingui.ingest.templates import host_of
from jingui.news.models import Source

MOST_HOSTS = 200  # of a source; an aggregator may lead to any number


def learn(source: Source, draft: Draft, *, now: datetime) -> None:
    """Keep what the page of `draft` showed. Call inside the transaction that judges, one at a time."""
    if draft.seen is None:
        return
    row, new = Template.objects.get_or_create(
        source=source, host=host_of(draft.url), defaults={"learned_at": now}
    )
    row.seen, row.learned_at = [*row.seen, seen_as_json(draft.seen)][-PAGES_KEPT:], now
    row.save()
    if new:
        hosts = Template.objects.filter(source=source)
        newest = hosts.order_by("-learned_at").values_list("pk", flat=True)[:MOST_HOSTS]
        hosts.exclude(pk__in=list(newest)).delete()


def forget_layout(source: Source) -> int:
    """Let the pages of `source` be read in full again, and be learned anew; how many hosts were known."""
    return Template.objects.filter(source=source).delete()[0]
