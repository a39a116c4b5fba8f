"""A dry run: what the pipeline would decide about raw items, with nothing written anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jingui.ingest import pipeline
from jingui.ingest.actions.judging import COMPARING, READING, extracted, with_page
from jingui.ingest.draft import Draft
from jingui.ingest.keeping import draft_of, raw_of
from jingui.ingest.models import Feed, Item
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.sources.polled import Get, RawItem
from jingui.ingest.world import security_names, topic_model


def rehearse(feed: Feed, raws: Sequence[RawItem], *, get: Get, now: datetime) -> list[Draft]:
    """The drafts of `raws` (newest first) as the pipeline would leave them, in a newsroom of their own.

    `feed` may be unsaved. Raises FetchProblem when a page that is needed cannot be had.
    """
    room = Newsroom(names=security_names(), topics=topic_model())
    drafts = []
    for number, raw in enumerate(reversed(raws), start=1):
        item = Item(pk=number, feed=feed, guid=raw.guid, raw=raw_of(raw), fetched_at=now, attempts=9)
        draft = extracted(with_page(item, draft_of(item), get=get))
        draft = pipeline.run(draft, room, [*READING, *COMPARING])
        room.remember(draft)
        drafts.append(draft)
    return drafts[::-1]
