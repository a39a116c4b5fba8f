"""What an Item row keeps: the raw item as it came, and the draft as it was judged, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from jingui.ingest.draft import Draft, Form, Named, Scored, SourceFacts, Verdict
from jingui.ingest.judging import record_of
from jingui.ingest.models import RULES, Feed, FeedKind, Item
from jingui.ingest.sources.polled import RawItem


def raw_of(raw: RawItem) -> dict[str, Any]:
    """A raw item as `Item.raw` keeps it: what is empty is left out, what no database takes is replaced."""
    return {name: _storable(value) for name, value in asdict(raw).items() if value and name != "guid"}


def draft_of(item: Item) -> Draft:
    """The draft that an item starts as. Needs `item.feed.source`."""
    raw: Mapping[str, Any] = item.raw
    return Draft(
        id=f"item-{item.pk}",
        fetched_at=item.fetched_at,
        source=facts_of(item.feed),
        url=raw.get("url", ""),
        raw_title=raw.get("title", ""),
        raw_text=raw.get("text"),
        raw_html=raw.get("html"),
        raw_published=raw.get("published", ""),
        raw_byline=raw.get("byline", ""),
        raw_tags=tuple(raw.get("tags", ())),
        picture=raw.get("picture", ""),
    )


def facts_of(feed: Feed) -> SourceFacts:
    """What the steps may know of a feed and its source, and the editors' rules for it."""
    rules = {name: feed.rules[name] for name in RULES if feed.rules.get(name) is not None}
    rules["channels"] = tuple(rules.get("channels", ()))
    return SourceFacts(
        slug=feed.source.slug,
        name=feed.source.name,
        rights=feed.source.rights,
        trust=feed.source.trust,
        wire=feed.kind == FeedKind.WIRE,
        selectors=feed.selectors,
        quotes=settings.QUOTES,
        **rules,
    )


def judged_of(draft: Draft) -> dict[str, Any]:
    """A judged draft as `Item.judged` keeps it: the line of `jingui judge`, and what publishing needs."""
    return {
        **record_of(draft),
        "body": draft.body,
        "lead": draft.lead,
        "dateline": draft.dateline,
        "form": draft.form.value,
        "likeness": round(draft.likeness, 4),
        "doubts": list(draft.doubts),
        "faults": list(draft.faults),
        "unpaired": draft.unpaired,
        "picture": draft.picture,
        "own_story": draft.story,
        "in_headline": [
            f"{named.ticker}.{named.exchange}" for named in draft.securities if named.in_headline
        ],
    }


def judged_draft(item: Item) -> Draft:
    """The draft as it was when the item was judged, for an editor who publishes it now."""
    told: Mapping[str, Any] = item.judged
    first = set(told.get("in_headline", ()))
    return draft_of(item).but(
        headline=told["headline"],
        text=told["text"],
        body=told["body"],
        lead=told["lead"],
        byline=told["byline"],
        dateline=told["dateline"],
        published_at=datetime.fromisoformat(told["published_at"]) if told["published_at"] else None,
        story=told["own_story"],
        duplicate_of=told["duplicate_of"],
        likeness=told["likeness"],
        doubts=tuple(told.get("doubts", ())),
        faults=tuple(told.get("faults", ())),
        unpaired=told.get("unpaired", 0),
        picture=told.get("picture", ""),
        form=Form(told["form"]),
        channels=tuple(Scored(each["slug"], each["score"]) for each in told["channels"]),
        topics=tuple(Scored(each["topic"], each["score"]) for each in told["topics"]),
        securities=tuple(
            Named(**each, in_headline=f"{each['ticker']}.{each['exchange']}" in first)
            for each in told["securities"]
        ),
        importance=told["importance"],
        importance_score=told["importance_score"],
        verdict=Verdict(told["verdict"]),
        trail=tuple(item.trail),
    )


def _storable(value: Any) -> Any:
    """PostgreSQL's JSON takes no NUL, and no encoding takes half a surrogate pair."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_storable(each) for each in value]
