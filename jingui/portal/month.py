"""A month as a grid: its weeks, which days have news, and which are trading days."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from jingui import clock
from jingui.markets import calendar as markets
from jingui.news import queries as news


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the grid."""

    date: date
    articles: int
    trades: bool
    is_today: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The grid; a week holds None before the first day and after the last."""

    first: date
    weeks: list
    previous: date
    next: date | None

    @property
    def articles(self):
        return sum(day.articles for week in self.weeks for day in week if day)


def month_of(moment, day=None):
    """The month of `day` (by default, of today) as seen at `moment`. One database query."""
    today = clock.in_beijing(moment).date()
    first = (day or today).replace(day=1)
    days = [first + timedelta(n) for n in range(calendar.monthrange(first.year, first.month)[1])]
    counts = news.days_with_news(days[0], days[-1])
    squares = [
        Day(day, counts.get(day, 0), markets.is_trading_day(day), day == today, day > today) for day in days
    ]
    return Month(first, _weeks(squares), (first - timedelta(1)).replace(day=1), _next(days[-1], today))


def months_before(moment, number=12):
    """The first days of the `number` months up to now, the newest first."""
    first = clock.in_beijing(moment).date().replace(day=1)
    found = [first]
    while len(found) < number:
        found.append((found[-1] - timedelta(1)).replace(day=1))
    return found


def _weeks(squares):
    padded = [None] * squares[0].date.weekday() + squares
    padded += [None] * (-len(padded) % 7)
    return [padded[start : start + 7] for start in range(0, len(padded), 7)]


def _next(last, today):
    following = last + timedelta(1)
    return following if following <= today else None
