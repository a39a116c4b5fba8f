"""When the demo's news happened: manuscripts count days back from the build, so the newest is today's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from jingui.clock import BEIJING
from jingui.markets.calendar import is_trading_day, previous_trading_day

WEEKDAYS = "一二三四五六日"
LEEWAY = timedelta(minutes=3)  # the newest item is this old when the edition is built
PLACEHOLDER = re.compile(r"\{\{(t?date|weekday|lastmonth|month|quarter|year)([+-]\d+)?\}\}")


@dataclass(frozen=True, slots=True)
class Moment:
    """`day` days ago at `clock`; with `of_market`, trading days."""

    day: int
    clock: time
    of_market: bool = False


def schedule(moments: Iterable[Moment], now: datetime) -> list[datetime]:
    """The real moments of `moments`, none after `now` (all aware, Beijing time).

    Today's are pressed together into the part of today that has passed, keeping their order.
    """
    moments = list(moments)
    local = now.astimezone(BEIJING)
    today = local.date()
    market = _market_day(moments, local)
    newest = max((m.clock for m in moments if not m.day and not m.of_market), default=time())
    return [_moment(m, today, market, _pressed(newest, local)) for m in moments]


def expand(text: str, at: datetime) -> str:
    """`text` with its placeholders replaced by words for the day of `at`."""
    return PLACEHOLDER.sub(partial(_words, day=at.astimezone(BEIJING).date()), text)


def chinese(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _market_day(moments: list[Moment], local: datetime) -> date:
    """The latest trading day on which all that the manuscripts tell of its `day 0` has happened."""
    last = max((m.clock for m in moments if not m.day and m.of_market), default=time())
    if is_trading_day(local.date()) and last <= (local - LEEWAY).time():
        return local.date()
    return previous_trading_day(local.date())


def _pressed(newest: time, local: datetime) -> float:
    """How much of its clock a moment of today keeps: 1.0 once all of them have passed."""
    passed = max((local - LEEWAY - _midnight(local)).total_seconds(), 0)
    return min(1.0, passed / max(_seconds(newest), 1))


def _moment(moment: Moment, today: date, market: date, pressed: float) -> datetime:
    if moment.of_market:
        day = previous_trading_day(market, moment.day) if moment.day else market
    else:
        day = today - timedelta(days=moment.day)
    seconds = _seconds(moment.clock)
    if day == today:
        seconds = int(seconds * pressed)
    return datetime.combine(day, time(), BEIJING) + timedelta(seconds=seconds)


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _words(match: re.Match[str], day: date) -> str:
    word, offset = match[1], int(match[2] or 0)
    first = day.replace(day=1)
    if word == "date":
        return chinese(day + timedelta(days=offset))
    if word == "tdate":
        return chinese(previous_trading_day(day, -offset) if offset else day)
    if word == "weekday":
        return f"星期{WEEKDAYS[day.weekday()]}"
    if word == "year":
        return str(day.year + offset)
    if word == "quarter":
        return "四一二三"[(day.month - 1) // 3] + "季度"
    return f"{(first - timedelta(days=1)).month if word == 'lastmonth' else day.month}月"
