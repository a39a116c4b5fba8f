"""Dry runs, with nothing written anywhere: of the pipeline on raw items, of the gate on stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jingui.ingest import pipeline
from jingui.ingest.actions.judging import COMPARING, READING, extracted, with_page, world_around
from jingui.ingest.draft import Draft, Verdict
from jingui.ingest.keeping import draft_of, judged_draft, raw_of
from jingui.ingest.models import Feed, Item, ItemState
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.sources.polled import Get, RawItem
from jingui.ingest.steps.decide import decide
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


@dataclass(frozen=True, slots=True)
class Reconsidered:
    """A stored item, and what the gate would decide about it under other rules."""

    item: Item
    verdict: Verdict
    reason: str

    @property
    def then(self) -> Verdict:
        """What the gate decided; an editor may have decided otherwise since."""
        return Verdict(self.item.judged["verdict"])

    @property
    def changed(self) -> bool:
        return self.verdict != self.then


def reconsider(items: Iterable[Item], rules: Mapping[str, Any]) -> Iterator[Reconsidered]:
    """What the gate would do with judged `items` under `rules`, which go before those of their feeds.

    It weighs the evidence that was kept with each item; one judged before evidence was kept is left out.
    """
    for item in items:
        if item.state == ItemState.JUDGED and "doubts" in item.judged:
            draft = judged_draft(item)
            gated = decide(draft.but(source=replace(draft.source, **rules)), world_around(draft))
            yield Reconsidered(item, gated.verdict or Verdict.HOLD, gated.reason)
