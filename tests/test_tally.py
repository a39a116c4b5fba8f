"""Counts add up in memory and are written in batches; nobody's name is kept."""

from datetime import date

import pytest

from jingui.tally import Tally, Visitors, is_robot

TODAY, TOMORROW = date(2026, 7, 15), date(2026, 7, 16)


def a_tally(written):
    return Tally(lambda counts: written.append(dict(counts)), seconds=3600)


def test_counts_are_written_as_sums_and_once():
    written = []
    tally = a_tally(written)
    for key in ("a", "b", "a"):
        tally.add(key)

    tally.flush()
    tally.flush()

    assert written == [{"a": 2, "b": 1}]


def test_many_keys_are_written_without_waiting():
    written = []
    tally = a_tally(written)

    for key in range(500):
        tally.add(key)

    assert [len(batch) for batch in written] == [500]


def test_what_could_not_be_written_is_kept():
    written = []

    def write(counts):
        if not written:
            written.append("failed")
            raise OSError("disk full")
        written.append(dict(counts))

    tally = Tally(write, seconds=3600)
    tally.add("a")
    tally.flush()
    tally.add("a")
    tally.flush()

    assert written == ["failed", {"a": 2}]


def test_a_visitor_counts_again_only_after_a_while():
    visitors = Visitors(again_seconds=1800)

    firsts = [visitors.is_first("203.0.113.7", 12, today=TODAY, at=at) for at in (0, 60, 1799, 1801)]

    assert firsts == [True, False, False, True]


def test_each_thing_and_each_visitor_counts():
    visitors = Visitors(again_seconds=1800)

    assert visitors.is_first("a", 1, today=TODAY, at=0)
    assert visitors.is_first("a", 2, today=TODAY, at=0)
    assert visitors.is_first("b", 1, today=TODAY, at=0)


def test_a_new_day_has_a_new_salt_and_forgets_yesterday():
    visitors = Visitors(again_seconds=1800)
    visitors.is_first("a", 1, today=TODAY, at=0)

    assert visitors.is_first("a", 1, today=TOMORROW, at=1)


def test_an_address_is_never_kept_as_it_is():
    visitors = Visitors(again_seconds=1800)
    visitors.is_first("203.0.113.7", 1, today=TODAY, at=0)

    assert b"203.0.113.7" not in b"".join(visitors._seen)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Sogou web spider/4.0",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0",
    ],
)
def test_who_says_so_is_a_robot(name):
    assert is_robot(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49",
        "Mozilla/5.0 (Linux; Android 14; CUBOT X70) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
    ],
)
def test_readers_are_not_robots(name):
    assert not is_robot(name)
