"""Learned layouts in the database: kept with the verdict, used by the next fetch, forgotten on request."""

import pytest
from click.testing import CliRunner

from jingui.http import Response
from jingui.ingest import actions, queries
from jingui.ingest.actions.learning import MOST_HOSTS, learn
from jingui.ingest.models import Template
from jingui.ops.commands.source import source as command
from tests.factories import NOW, a_channel, a_feed, a_source, an_item
from tests.ingest.drafts import judged
from tests.ingest.pages import a_page

pytestmark = pytest.mark.django_db
ADDRESS = "https://news.eastbank.example/{}.html"


@pytest.fixture(autouse=True)
def shelf():
    return a_channel("stocks")


def get(url, **asked):
    number = int(url.rsplit("/", 1)[1].removesuffix(".html"))
    return Response(url, 200, {"content-type": "text/html"}, a_page(number).encode())


def judge(feed, numbers):
    """The trails of the items whose pages these are."""
    items = [an_item(feed, title="", raw={"url": ADDRESS.format(n)}) for n in numbers]
    return ["\n".join(actions.judge(item, get=get, now=NOW).trail) for item in items]


def test_pages_teach_a_layout_that_the_next_page_is_read_by():
    feed = a_feed(fetch_pages=True)

    trails = judge(feed, range(5))

    assert ["按已学会的版式" in trail for trail in trails] == [False, False, False, True, True]
    assert queries.layouts() == {feed.source_id: "版式已学会（3 页）"}
    assert Template.objects.get().host == "news.eastbank.example"


def test_two_feeds_of_a_house_share_what_was_learned():
    house = a_source(rights="full")
    judge(a_feed(source=house, fetch_pages=True), range(3))

    assert "按已学会的版式" in judge(a_feed(source=house, fetch_pages=True), [4])[0]


def test_the_operator_sees_it_and_can_have_it_forgotten():
    feed = a_feed(fetch_pages=True)
    judge(feed, range(2))
    learning = CliRunner().invoke(command, ["list"]).output
    judge(feed, range(2, 4))
    learned = CliRunner().invoke(command, ["list"]).output

    said = CliRunner().invoke(command, ["forget", feed.source.slug]).output

    assert "版式学习中" in learning
    assert "版式已学会（3 页）" in learned
    assert "已忘记版式" in said
    assert queries.layouts() == {}
    assert "按已学会的版式" not in judge(feed, [5])[0]


def test_a_dry_run_teaches_nothing(django_assert_num_queries):
    feed = a_feed(fetch_pages=True)
    item = an_item(feed, title="", raw={"url": ADDRESS.format(1)})

    actions.prepare(item, get=get)

    assert not Template.objects.exists()


def test_an_aggregator_keeps_its_newest_hosts_only():
    house = a_source()
    item = an_item(a_feed(fetch_pages=True), title="", raw={"url": ADDRESS.format(1)})
    seen = actions.prepare(item, get=get).draft.seen

    for n in range(MOST_HOSTS + 3):
        learn(house, judged(item, url=f"https://h{n}.example/", seen=seen), now=NOW)

    assert Template.objects.filter(source=house).count() == MOST_HOSTS
