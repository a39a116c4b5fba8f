"""When the mainland exchanges trade: days from 1990 on, and the sessions of a day. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from jingui.markets.reference import FOLDER

BEIJING = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(1990, 12, 19)  # the day the Shanghai exchange opened


@dataclass(frozen=True, slots=True)
class Session:
    """What the market is doing, a line for readers, and when that ends (UTC)."""

    state: str  # pre-open | call-auction | open | lunch | closed | holiday
    label: str
    ends_at: datetime
    known: bool = True  # False beyond the last year of the calendar, where every weekday counts as open


@dataclass(frozen=True, slots=True)
class Phase:
    until: time
    state: str
    words: str
    event: str  # what its end is


PHASES = (  # sse.com.cn and szse.cn: 竞价交易 hours
    Phase(time(9, 15), "pre-open", "沪深未开盘", "距集合竞价"),
    Phase(time(9, 30), "call-auction", "沪深集合竞价", "距开盘"),
    Phase(time(11, 30), "open", "沪深交易中", "距午间休市"),
    Phase(time(13, 0), "lunch", "沪深午间休市", "距开盘"),
    Phase(time(15, 0), "open", "沪深交易中", "距收盘"),
)


@cache
def closed_weekdays() -> dict[int, frozenset[date]]:
    """Year -> the weekdays without trading."""
    years = {}
    for line in (FOLDER / "closed.csv").read_text(encoding="utf-8").splitlines():
        year, days = line.split(",")
        years[int(year)] = frozenset(date(int(year), int(day[:2]), int(day[2:])) for day in days.split())
    return years


def is_known(day: date) -> bool:
    """Whether the calendar covers `day`; beyond it weekdays are all we have."""
    return FIRST_DAY.year <= day.year <= max(closed_weekdays())


def is_trading_day(day: date) -> bool:
    """Whether the Shanghai and Shenzhen exchanges trade on `day`."""
    return day >= FIRST_DAY and day.weekday() < 5 and day not in closed_weekdays().get(day.year, ())


def previous_trading_day(day: date, n: int = 1) -> date:
    """The n-th trading day before `day`."""
    return _walk(day, n, timedelta(-1))


def next_trading_day(day: date, n: int = 1) -> date:
    """The n-th trading day after `day`."""
    return _walk(day, n, timedelta(1))


def _walk(day: date, n: int, stride: timedelta) -> date:
    while n > 0:
        day += stride
        n -= is_trading_day(day)
        if day <= FIRST_DAY and stride.days < 0:
            return FIRST_DAY
    return day


def trading_days(start: date, end: date) -> list[date]:
    """Every trading day from `start` to `end`, both included."""
    days = (start + timedelta(n) for n in range((end - start).days + 1))
    return [day for day in days if is_trading_day(day)]


def session(moment: datetime) -> Session:
    """What the Shanghai and Shenzhen exchanges are doing at `moment` (aware)."""
    here = moment.astimezone(BEIJING)
    today, known = here.date(), is_known(here.date())
    if not is_trading_day(today):
        return Session("holiday", f"沪深休市 · {_reopening(today)}", _opening(next_trading_day(today)), known)
    phase = next((phase for phase in PHASES if here.time() < phase.until), None)
    if phase is None:
        return Session(
            "closed", f"沪深已收盘 · {_reopening(today)}", _opening(next_trading_day(today)), known
        )
    ends_at = datetime.combine(today, phase.until, BEIJING)
    label = f"{phase.words} · {phase.event} {_span(ends_at - here)}"
    return Session(phase.state, label, ends_at.astimezone(UTC), known)


def _opening(day: date) -> datetime:
    return datetime.combine(day, PHASES[0].until, BEIJING).astimezone(UTC)


def _reopening(today: date) -> str:
    day = next_trading_day(today)
    words = "明日" if (day - today).days == 1 else f"{day.month}月{day.day}日"
    return f"{words}开盘" + ("" if is_known(day) else "（按工作日推算）")


def _span(left: timedelta) -> str:
    minutes = -(-int(left.total_seconds()) // 60)
    hours, minutes = divmod(minutes, 60)
    return " ".join(f"{n} {unit}" for n, unit in ((hours, "小时"), (minutes, "分钟")) if n) or "不到 1 分钟"
