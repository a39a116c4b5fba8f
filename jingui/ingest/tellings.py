"""How does a step see and name an item? As a telling to compare, and as 《headline》（source，time）."""

from __future__ import annotations

import re
from datetime import datetime

from jingui.ingest.draft import Draft, Known
from jingui.ingest.events import BEIJING, Told, told_in_stream

HEADLINE_CHARACTERS = 30
ROUND_UP = re.compile(
    r"；.*；|要闻|新闻精选|早知道|早参|晚报[：|]|早报[：|]|公告精选|公告汇总|速览|一览|九点特供|投资日历|舆情热点"
)


def telling_of(draft: Draft) -> Told:
    """A draft as one telling of an event."""
    names = frozenset(f"{one.ticker}.{one.exchange}" for one in draft.securities)
    at = draft.published_at or draft.fetched_at
    return told_in_stream(draft.headline, draft.text, names, at=at, source=draft.source.slug)


def telling(known: Known) -> Told:
    """A known item as one telling of an event."""
    return told_in_stream(
        known.headline,
        known.text,
        known.names,
        at=known.published_at,
        source=known.source,
        characters=known.characters,
    )


def round_up(headline: str) -> bool:
    """Whether a text tells many events in turn (隔夜要闻, 公告精选): it belongs to no story."""
    return bool(ROUND_UP.search(headline))


def cited(known: Known, seen_at: datetime | None) -> str:
    """《央行开展逆回购操作》（东岸财讯，10:26）; the day is said when it is another one."""
    headline = known.headline or known.text
    shown = headline if len(headline) <= HEADLINE_CHARACTERS else headline[: HEADLINE_CHARACTERS - 1] + "…"
    about = [known.source_name or known.source, *_clock_time(known.published_at, seen_at)]
    return f"《{shown}》（{'，'.join(filter(None, about))}）"


def _clock_time(moment: datetime | None, seen_at: datetime | None) -> list[str]:
    if moment is None:
        return []
    there = moment.astimezone(BEIJING)
    same_day = seen_at is not None and there.date() == seen_at.astimezone(BEIJING).date()
    return [f"{there:%H:%M}" if same_day else f"{there.month}月{there.day}日 {there:%H:%M}"]
