"""How each feed is, and what waits for the desk."""

from datetime import timedelta

import pytest

from jingui.ingest import queries
from jingui.ingest.models import Fetch
from tests.factories import NOW, a_feed, a_source, an_item

pytestmark = pytest.mark.django_db


def hourly(feed, *, until=NOW, times=10):
    """Something new every hour, the last time at `until`."""
    for hour in range(times):
        Fetch.objects.create(feed=feed, at=until - timedelta(hours=hour), new_items=1)


def health_of(feed):
    return queries.health_of(feed, NOW)


def test_a_feed_tells_its_items_a_day_over_a_week():
    feed = a_feed()
    for day in range(9):
        an_item(feed, fetched_at=NOW - timedelta(days=day))

    assert health_of(feed).items_a_day == 1


@pytest.mark.parametrize(("hours", "silent"), [(0, False), (3, False), (3.1, True), (30, True)])
def test_three_times_its_usual_interval_is_silence(hours, silent):
    feed = a_feed()
    hourly(feed, until=NOW - timedelta(hours=hours))

    assert (health_of(feed).usual_interval, health_of(feed).is_silent) == (timedelta(hours=1), silent)


def test_one_long_night_does_not_make_a_feed_slow():
    feed = a_feed()
    hourly(feed)
    Fetch.objects.create(feed=feed, at=NOW - timedelta(hours=40), new_items=1)

    assert health_of(feed).usual_interval == timedelta(hours=1)


def test_a_wire_is_not_silent_between_two_polls():
    feed = a_feed(interval_seconds=900)
    for minute in range(10):
        Fetch.objects.create(feed=feed, at=NOW - timedelta(minutes=30 + minute), new_items=1)

    assert not health_of(feed).is_silent


def test_polls_that_bring_nothing_break_no_silence():
    feed = a_feed()
    hourly(feed, until=NOW - timedelta(hours=5))
    Fetch.objects.create(feed=feed, at=NOW, new_items=0)

    assert health_of(feed).silent_for == timedelta(hours=5)


def test_a_new_feed_has_no_habits_yet():
    health = health_of(a_feed())

    assert (health.usual_interval, health.is_silent, health.words) == (None, False, "尚未抓取")


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"paused": True}, "已停用"), ({"last_error": "慢"}, "出错"), ({"last_success_at": NOW}, "正常")],
)
def test_the_state_is_said_in_a_word(facts, words):
    assert health_of(a_feed(**facts)).words == words


def test_a_paused_feed_has_no_next_poll():
    assert health_of(a_feed(paused=True)).next_poll_at is None


@pytest.mark.parametrize("feeds", [1, 12])
def test_health_costs_three_queries_however_many_feeds(feeds, django_assert_num_queries):
    for _ in range(feeds):
        hourly(a_feed(source=a_source()))

    with django_assert_num_queries(3):
        assert len(queries.health(NOW)) == feeds


def test_held_items_come_newest_first_at_one_query(django_assert_num_queries):
    items = [an_item(state="judged", verdict="hold", judged_at=NOW + timedelta(minutes=n)) for n in range(3)]
    an_item(state="judged", verdict="hold", judged_at=NOW, settled_at=NOW)
    an_item(state="judged", verdict="drop", judged_at=NOW)

    with django_assert_num_queries(1):
        held = queries.held_items()
        assert [item.feed.source.name for item in held] == [item.feed.source.name for item in reversed(items)]


def test_every_item_is_counted_once():
    an_item()
    an_item(state="failed")
    for verdict in ("publish", "publish", "hold", "drop"):
        an_item(state="judged", verdict=verdict)

    assert queries.counts() == {"waiting": 1, "failed": 1, "publish": 2, "hold": 1, "drop": 1}


def test_nothing_is_idle_while_a_dead_worker_still_holds_something():
    an_item(feed=a_feed(next_poll_at=NOW + timedelta(hours=1)), lease_until=NOW + timedelta(seconds=20))

    assert not queries.is_idle(NOW)
    assert queries.is_idle(NOW - timedelta(hours=1))


def test_feeds_are_found_by_slug_and_by_address():
    feed = a_feed(source=a_source(slug="jia"))

    assert queries.feed_named("jia") == queries.feed_named(feed.url) == [feed]
