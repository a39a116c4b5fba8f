from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.markets import calendar
from jingui.markets.calendar import BEIJING, session

days = st.dates(date(1991, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "trades"),
    [
        (date(2026, 7, 15), True),
        (date(2026, 7, 18), False),  # a Saturday
        (date(2026, 10, 1), False),
        (date(2026, 2, 28), False),  # people make up for the holiday at work; the exchanges do not
        (date(1990, 12, 18), False),
        (date(1990, 12, 19), True),
    ],
)
def test_exchanges_trade_on_weekdays_that_are_no_holidays(day, trades):
    assert calendar.is_trading_day(day) is trades


def test_a_year_has_as_many_trading_days_as_the_exchanges_announced():
    assert len(calendar.trading_days(date(2025, 1, 1), date(2025, 12, 31))) == 243


@given(days)
def test_the_day_before_the_next_trading_day_is_not_later_than_today(day):
    following = calendar.next_trading_day(day)

    assert following > day
    assert calendar.previous_trading_day(following) <= day


@given(days, st.integers(1, 30))
def test_n_days_are_n_single_steps(day, n):
    walked = day
    for _ in range(n):
        walked = calendar.next_trading_day(walked)

    assert calendar.next_trading_day(day, n) == walked


@pytest.mark.parametrize(
    ("moment", "state", "label"),
    [
        ("2026-07-15 08:45", "pre-open", "沪深未开盘 · 距集合竞价 30 分钟"),
        ("2026-07-15 09:20", "call-auction", "沪深集合竞价 · 距开盘 10 分钟"),
        ("2026-07-15 10:52", "open", "沪深交易中 · 距午间休市 38 分钟"),
        ("2026-07-15 12:00", "lunch", "沪深午间休市 · 距开盘 1 小时"),
        ("2026-07-15 13:30", "open", "沪深交易中 · 距收盘 1 小时 30 分钟"),
        ("2026-07-15 15:00", "closed", "沪深已收盘 · 明日开盘"),
        ("2026-07-17 20:00", "closed", "沪深已收盘 · 7月20日开盘"),
        ("2026-10-01 10:00", "holiday", "沪深休市 · 10月8日开盘"),
    ],
)
def test_says_what_the_market_does(moment, state, label):
    now = session(datetime.fromisoformat(moment).replace(tzinfo=BEIJING))

    assert (now.state, now.label, now.known) == (state, label, True)


def test_beyond_the_known_years_weekdays_count_and_it_says_so():
    now = session(datetime(2026, 12, 31, 16, 0, tzinfo=BEIJING))

    assert now.label == "沪深已收盘 · 明日开盘（按工作日推算）"
    assert calendar.is_known(date(2027, 1, 1)) is False


@given(days, st.times())
def test_a_session_always_ends_in_the_future(day, time):
    moment = datetime.combine(day, time, BEIJING)

    assert timedelta(0) < session(moment).ends_at - moment < timedelta(days=20)
