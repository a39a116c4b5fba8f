from datetime import UTC, date, datetime, timedelta

import pytest

from jingui.portal import filters
from tests.factories import NOW


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (NOW, "10:30"),
        (NOW - timedelta(hours=11), "昨日 23:30"),
        (datetime(2026, 7, 14, 10, 2, tzinfo=UTC), "昨日 18:02"),
        (datetime(2026, 5, 21, 4, 0, tzinfo=UTC), "05-21"),
        (datetime(2025, 11, 21, 4, 0, tzinfo=UTC), "2025-11-21"),
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), "01-01"),
    ],
)
def test_times_are_as_short_as_they_may_be(moment, shown):
    assert filters.timestamp(moment) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (9860, "9860"), (10_000, "1 万"), (124_000, "12.4 万"), (310_000_000, "3.1 亿")],
)
def test_large_numbers_are_counted_in_wan_and_yi(number, shown):
    assert filters.count(number) == shown


def test_machines_get_beijing_time_with_its_offset():
    assert filters.iso(NOW) == "2026-07-15T10:30:00+08:00"


def test_a_day_is_said_with_its_weekday():
    assert filters.long_date(NOW) == "2026年7月15日 星期三"
    assert filters.long_date(date(2026, 7, 1), weekday=False) == "2026年7月1日"


def test_a_headline_breaks_between_words_and_keeps_its_text():
    shown = filters.headline("美联储降息预期升温<b>")

    assert shown.striptags().replace("&lt;b&gt;", "<b>") == "美联储降息预期升温<b>"
    assert "美联储<wbr>降息" in shown
    assert "<b>" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("沪金收涨0.8%", "沪金<wbr>收涨0.8%"),
        ("有限公司20260715年报", "有限公司<wbr>20260715<wbr>年报"),
    ],
    ids=["a figure stays with its word", "but not for ever"],
)
def test_a_headline_does_not_break_where_the_browser_sets_a_space(text, shown):
    assert filters.headline(text) == shown


@pytest.mark.parametrize(("characters", "minutes"), [(0, 1), (400, 1), (2400, 6)])
def test_reading_takes_a_minute_at_least(characters, minutes):
    assert filters.minutes(characters) == minutes
