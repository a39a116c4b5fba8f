"""How feeds are asked, and what is remembered of it."""

from datetime import timedelta

import pytest

from jingui.http import BadStatus, Response, TooSlow
from jingui.ingest import actions
from jingui.ingest.models import Feed, Fetch, Item
from tests.factories import NOW, a_feed, a_source, an_item

pytestmark = pytest.mark.django_db

RSS = '<rss version="2.0"><channel><title>站点</title>{}{}</channel></rss>'
ENTRY = "<item><guid>{0}</guid><title>第{0}条</title><description>{1}</description></item>"


def feed_of(*numbers, text="正文", ttl="", **headers):
    """A canned `get` that answers with a feed of these items."""
    body = RSS.format(ttl, "".join(ENTRY.format(number, text) for number in numbers)).encode()
    return lambda url, **asked: Response(url, 200, headers, body)


def failing(problem):
    def get(url, **asked):
        raise problem

    return get


def after(feed):
    feed.refresh_from_db()
    return feed.next_poll_at - NOW


def test_new_items_are_kept_in_the_order_they_were_written():
    feed = a_feed()

    fetch = actions.poll(feed, get=feed_of(3, 2, 1, etag='"e"'), now=NOW)

    assert list(Item.objects.order_by("pk").values_list("guid", flat=True)) == ["1", "2", "3"]
    assert (fetch.new_items, fetch.status) == (3, 200)
    assert (feed.etag, feed.title, feed.last_success_at) == ('"e"', "站点", NOW)


def test_what_was_there_before_is_not_kept_twice():
    feed = a_feed()
    actions.poll(feed, get=feed_of(1, 2), now=NOW)

    assert actions.poll(feed, get=feed_of(3, 2, 1), now=NOW).new_items == 1
    assert Item.objects.count() == 3


def test_a_waiting_item_that_the_source_mends_is_read_again():
    feed = a_feed()
    actions.poll(feed, get=feed_of(1, text="错字"), now=NOW)

    actions.poll(feed, get=feed_of(1, text="改正"), now=NOW)

    assert Item.objects.get().raw["text"] == "改正"


@pytest.mark.parametrize(("verdict", "state"), [("hold", "new"), ("publish", "judged"), ("drop", "judged")])
def test_a_held_item_that_the_source_mends_is_judged_again_and_no_other(verdict, state):
    item = an_item(guid="1", state="judged", verdict=verdict)

    actions.poll(item.feed, get=feed_of(1, text="改正"), now=NOW)

    item.refresh_from_db()
    assert item.state == state


def test_the_second_time_only_news_is_asked_for():
    asked = {}
    feed = a_feed(etag='"7"', last_modified="yesterday")

    def get(url, **conditions):
        asked.update(conditions)
        return Response(url, 304)

    fetch = actions.poll(feed, get=get, now=NOW)

    assert (asked["etag"], asked["last_modified"]) == ('"7"', "yesterday")
    assert (fetch.status, fetch.new_items, feed.etag) == (304, 0, '"7"')
    assert feed.last_success_at == NOW


def test_the_next_poll_comes_after_the_interval():
    feed = a_feed(interval_seconds=900)
    actions.poll(feed, get=feed_of(1), now=NOW)

    assert timedelta(seconds=900) <= after(feed) <= timedelta(seconds=990)


def test_a_feed_that_asks_for_rest_gets_it():
    feed = a_feed(interval_seconds=900)
    actions.poll(feed, get=feed_of(1, ttl="<ttl>120</ttl>"), now=NOW)

    assert after(feed) >= timedelta(hours=2)


def test_a_quiet_feed_is_asked_less_often_but_not_by_far():
    feed = a_feed(interval_seconds=600)
    for day in range(5):
        an_item(feed, fetched_at=NOW - timedelta(days=day))
    actions.poll(feed, get=feed_of(), now=NOW)

    assert timedelta(seconds=2400) <= after(feed) <= timedelta(seconds=2640)


def test_each_failure_doubles_the_pause_and_says_why():
    feed = a_feed(interval_seconds=600, failures=2)
    fetch = actions.poll(feed, get=failing(TooSlow("20 秒内没有收完")), now=NOW)

    assert after(feed) >= timedelta(seconds=600 * 8)
    assert (feed.failures, feed.last_error, fetch.error) == (3, "20 秒内没有收完", "20 秒内没有收完")


def test_a_day_is_the_longest_pause():
    feed = a_feed(failures=40)
    actions.poll(feed, get=failing(TooSlow("慢")), now=NOW)

    assert after(feed) <= timedelta(hours=26.5)


def test_a_success_forgives_everything():
    feed = a_feed(failures=5, last_error="慢")
    actions.poll(feed, get=feed_of(1), now=NOW)

    feed.refresh_from_db()
    assert (feed.failures, feed.last_error) == (0, "")


def test_the_servers_own_wish_counts_when_it_is_longer():
    feed = a_feed(interval_seconds=60)
    actions.poll(feed, get=failing(BadStatus(429, retry_after=7200)), now=NOW)

    assert after(feed) == timedelta(hours=2)


def test_what_is_gone_is_asked_no_more():
    feed = a_feed()
    fetch = actions.poll(feed, get=failing(BadStatus(410)), now=NOW)

    feed.refresh_from_db()
    assert (feed.paused, fetch.status) == (True, 410)
    assert feed.last_error == "该地址已永久停用（HTTP 410），已停用"


def test_a_permanent_move_is_remembered():
    feed = a_feed("https://a.example/old")
    response = feed_of(1)("https://a.example/new")
    moved = Response(response.url, 200, {}, response.body, permanent_url="https://a.example/new")

    actions.poll(feed, get=lambda url, **asked: moved, now=NOW)

    assert Feed.objects.get().url == "https://a.example/new"


def test_a_move_onto_another_feed_stops_the_older_one():
    feed, other = a_feed("https://a.example/old"), a_feed("https://a.example/new")
    moved = Response(other.url, 304, permanent_url=other.url)

    actions.poll(feed, get=lambda url, **asked: moved, now=NOW)

    feed.refresh_from_db()
    assert (feed.paused, feed.url) == (True, "https://a.example/old")


def test_a_broken_feed_is_a_problem_of_its_own():
    feed = a_feed()
    actions.poll(feed, get=lambda url, **asked: Response(url, 200, {}, b"<html>"), now=NOW)

    feed.refresh_from_db()
    assert feed.last_error == "这个地址返回的不是 RSS、Atom 或 JSON Feed"


def test_nobody_takes_a_feed_that_another_worker_holds():
    a_feed()

    assert len(actions.claim_feeds(now=NOW, size=5)) == 1
    assert actions.claim_feeds(now=NOW, size=5) == []


def test_a_dead_workers_feeds_are_free_after_half_a_minute():
    a_feed()
    actions.claim_feeds(now=NOW, size=5)

    assert len(actions.claim_feeds(now=NOW + timedelta(seconds=30), size=5)) == 1


def test_a_living_worker_keeps_what_it_renews():
    feed = a_feed()
    actions.claim_feeds(now=NOW, size=5)
    actions.renew(feeds=[feed.pk], now=NOW + timedelta(seconds=20))

    assert actions.claim_feeds(now=NOW + timedelta(seconds=40), size=5) == []


def test_the_longest_due_is_asked_first_and_paused_ones_never():
    late, later = a_feed(next_poll_at=NOW - timedelta(hours=1)), a_feed(next_poll_at=NOW - timedelta(hours=2))
    a_feed(paused=True)
    a_feed(next_poll_at=NOW + timedelta(seconds=1))

    assert actions.claim_feeds(now=NOW, size=5) == [later, late]


def test_adding_makes_a_source_with_a_readable_slug_once():
    first = actions.add_feed(url="https://a.example/1", kind="feed", name="演示财经", now=NOW)
    second = actions.add_feed(url="https://a.example/2", kind="wire", name="演示财经", now=NOW)

    assert first.source == second.source
    assert first.source.slug == "yan-shi-cai-jing"
    assert (first.interval_seconds, second.interval_seconds) == (900, 60)


def test_the_same_address_is_not_added_twice():
    actions.add_feed(url="https://a.example/1", kind="feed", now=NOW)

    with pytest.raises(actions.FeedKnown, match=r"https://a\.example/1"):
        actions.add_feed(url="https://a.example/1", kind="feed", now=NOW)


def test_another_sources_slug_is_not_taken():
    a_source("甲报", slug="jia")

    with pytest.raises(actions.SlugTaken, match="甲报"):
        actions.add_feed(url="https://a.example/1", kind="feed", name="乙报", slug="jia", now=NOW)


def test_a_subscription_list_adds_what_is_new():
    a_feed("https://b.example/feed")
    opml = """<opml version="1.0"><body><outline text="甲" xmlUrl="https://a.example/feed"/>
        <outline text="乙" xmlUrl="https://b.example/feed"/></body></opml>"""

    imported = actions.import_opml(opml.encode(), now=NOW)

    assert [feed.source.name for feed in imported.added] == ["甲"]
    assert imported.known == ["https://b.example/feed"]


def test_removing_forgets_raw_items_and_an_unused_source():
    item = an_item()
    actions.remove(item.feed)

    assert (Feed.objects.count(), Item.objects.count()) == (0, 0)


def test_fetches_are_kept_for_thirty_days():
    feed = a_feed()
    for days in (1, 29, 31):
        Fetch.objects.create(feed=feed, at=NOW - timedelta(days=days))

    assert actions.sweep(now=NOW) == 1
