"""The demo's newest news is always today's, and none of it is from the future."""

from datetime import datetime, time

import pytest

from jingui.clock import BEIJING
from jingui.markets.calendar import is_trading_day
from jingui.ops.demo import manuscripts, telegrams
from jingui.ops.demo.dating import Moment, expand, schedule

MOMENTS = [
    datetime(2026, 11, 22, 16, tzinfo=BEIJING),  # a Sunday
    datetime(2026, 11, 23, 0, 10, tzinfo=BEIJING),  # ten minutes after midnight
    datetime(2026, 11, 24, 9, tzinfo=BEIJING),  # before the market opens
    datetime(2026, 10, 1, 12, tzinfo=BEIJING),  # a holiday
]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_newest_article_is_of_today_and_none_of_tomorrow(now):
    sent = manuscripts.dispatches(now)

    assert sent[-1].at.date() == now.date()
    assert sent[-1].at < now


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_what_speaks_of_the_market_falls_on_a_trading_day(now):
    moments = [m.moment for m in manuscripts.all_manuscripts()]

    dated = zip(moments, schedule(moments, now), strict=True)

    assert all(is_trading_day(at.date()) for moment, at in dated if moment.of_market)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_two_hundred_flashes_and_the_newest_of_today(now):
    sent = telegrams.telegrams(now)

    assert len(sent) >= 200
    assert sent[-1].at.date() == now.date()
    assert sent[-1].at < now


def test_the_same_day_and_seed_draw_the_same_figures():
    now = MOMENTS[0]

    assert telegrams.telegrams(now, seed=7) == telegrams.telegrams(now, seed=7)
    assert telegrams.telegrams(now, seed=7) != telegrams.telegrams(now, seed=8)


def test_no_slot_is_left_standing():
    sent = telegrams.telegrams(MOMENTS[0])

    assert [t.text for t in sent if "{" in t.text + t.headline] == []


def test_todays_news_is_pressed_into_what_has_passed_of_today():
    now = datetime(2026, 11, 24, 6, 3, tzinfo=BEIJING)

    noon, six = schedule([Moment(0, time(12)), Moment(0, time(6))], now)

    assert (noon.time(), six.time()) == (time(6), time(3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{date}}", "11月23日"),
        ("{{date-1}}", "11月22日"),
        ("{{date+8}}", "12月1日"),
        ("{{tdate-1}}", "11月20日"),
        ("{{weekday}}", "星期一"),
        ("{{month}}和{{lastmonth}}", "11月和10月"),
        ("{{year-1}}年{{quarter}}", "2025年三季度"),
    ],
)
def test_a_placeholder_speaks_of_the_day(text, words):
    assert expand(text, datetime(2026, 11, 23, 9, tzinfo=BEIJING)) == words
