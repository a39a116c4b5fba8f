from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text import dates

NOW = datetime(2026, 7, 15, 2, 30, tzinfo=UTC)  # a Wednesday, 10:30 in Beijing


def beijing(written):
    dated = dates.parse(written, now=NOW)
    return dated and f"{dated.at.astimezone(dates.SHANGHAI):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Wed, 01 Jul 2026 10:30:00 +0800", "2026-07-01 10:30:00"),
        ("Wed, 01 Jul 2026 02:30:00 GMT", "2026-07-01 10:30:00"),
        ("1 Jul 2026 10:30 -0000", "2026-07-01 10:30:00"),
        ("2026-07-01T10:30:00+08:00", "2026-07-01 10:30:00"),
        ("2026-07-01T02:30:00Z", "2026-07-01 10:30:00"),
        ("2026-07-01T02:30:00.123Z", "2026-07-01 10:30:00"),
        ("2026-07-01 10:30:05", "2026-07-01 10:30:05"),
        ("2026-07-01  10:30:05 +0800", "2026-07-01 10:30:05"),
        ("2026-7-1 9:05", "2026-07-01 09:05:00"),
        ("2026/07/01 10:30", "2026-07-01 10:30:00"),
        ("2026.07.01", "2026-07-01 00:00:00"),
        ("2026年7月1日 10:30", "2026-07-01 10:30:00"),
        ("2026年07月01日10时30分", "2026-07-01 10:30:00"),
        ("2026年7月1日 星期三 下午3:05", "2026-07-01 15:05:00"),
        ("2026年7月1日（周三）10:30", "2026-07-01 10:30:00"),
        ("发布时间：2026-07-01 10:30 来源：某报", "2026-07-01 10:30:00"),
        ("20260701", "2026-07-01 00:00:00"),
        ("7/5/2026 9:23:57 PM", "2026-07-05 21:23:57"),
        ("29/06/2026 - 13:48", "2026-06-29 13:48:00"),
        ("July 1st, 2026 at 7:32 pm", "2026-07-01 19:32:00"),
        ("7月1日 18:02", "2026-07-01 18:02:00"),
        ("11月22日", "2025-11-22 00:00:00"),
        ("07-01 18:02", "2026-07-01 18:02:00"),
        ("今天 09:15", "2026-07-15 09:15:00"),
        ("昨日 18:02", "2026-07-14 18:02:00"),
        ("昨天", "2026-07-14 00:00:00"),
        ("前天 下午3点", "2026-07-13 15:00:00"),
        ("3小时前", "2026-07-15 07:30:00"),
        ("25分钟前", "2026-07-15 10:05:00"),
        ("半小时前", "2026-07-15 10:00:00"),
        ("2天前", "2026-07-13 10:30:00"),
        ("刚刚", "2026-07-15 10:30:00"),
        ("09:15", "2026-07-15 09:15:00"),
        ("21:40", "2026-07-14 21:40:00"),
        ("1782873000", "2026-07-01 10:30:00"),
        ("1782873000000", "2026-07-01 10:30:00"),
        ("2026年7月", "2026-07-01 00:00:00"),
    ],
)
def test_a_date_means_what_a_reader_in_beijing_takes_it_for(written, meant):
    assert beijing(written) == meant


@pytest.mark.parametrize(
    "no_date", ["", "暂无", "2026-13-45", "600519", "涨1.5%", "第20260799号", "版本 12.7.2026.1"]
)
def test_what_is_no_date_gives_none(no_date):
    assert dates.parse(no_date, now=NOW) is None


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2026-07-01 10:30:05", "second"),
        ("7月1日 10:30", "minute"),
        ("2026年7月1日", "day"),
        ("2026年7月", "month"),
    ],
)
def test_a_date_is_no_more_precise_than_it_was_written(written, precision):
    assert dates.parse(written, now=NOW).precision == precision


def test_the_place_of_a_date_in_a_text_is_known():
    dated = dates.find("来源：某报 2026年7月1日 10:30 字号", now=NOW)

    assert "来源：某报 2026年7月1日 10:30 字号"[dated.start : dated.end].strip() == "2026年7月1日 10:30"


def test_a_date_in_the_future_becomes_the_time_of_fetching_and_this_is_said():
    at, said = dates.settle(datetime(2026, 7, 16, tzinfo=UTC), now=NOW)

    assert (at, said) == (NOW, "日期 2026-07-16 08:00 在未来，改为采集时间")


def test_an_absurd_date_is_dropped_and_this_is_said():
    at, said = dates.settle(datetime(1970, 1, 1, tzinfo=UTC), now=NOW)

    assert (at, said) == (None, "日期 1970-01-01 早于 1990 年，不予采用")


@given(st.text(max_size=60))
def test_no_text_ever_raises(text):
    dates.parse(text, now=NOW)


def test_a_monstrous_text_is_read_quickly():
    assert dates.find("2026年" * 50_000, now=NOW) is None
