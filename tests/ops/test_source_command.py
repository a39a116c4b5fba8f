"""The operator's words for sources."""

import pytest
from click.testing import CliRunner
from django.db import transaction

from jingui.http import default_client
from jingui.ingest.actions.judging import write
from jingui.ingest.draft import Scored
from jingui.ingest.models import Feed, Item
from jingui.news.models import Source
from jingui.ops.commands.source import source
from tests.factories import NOW, a_feed, a_source, an_item
from tests.ingest.drafts import judged
from tests.loopback import page, serving

pytestmark = pytest.mark.django_db

RSS = (
    '<rss version="2.0"><channel><title>演示财经</title><link>https://demo.example/</link>{}</channel></rss>'
)
ENTRY = """<item><guid>{0}</guid><title>沪铜第{0}次收涨2%</title>
<description>上期所沪铜主力合约今日收涨2%，报每吨98000元，库存下降推动价格上行。</description></item>"""
OPML = """<opml version="1.0"><body><outline text="甲报" xmlUrl="https://a.example/feed"/></body></opml>"""


@pytest.fixture
def site(settings):
    settings.FETCH_ALLOW, settings.FETCH_DELAY_SECONDS = ["127.0.0.0/8"], 0
    default_client.cache_clear()
    with serving() as site:
        site["/feed"] = page(RSS.format("".join(ENTRY.format(n) for n in range(5, 0, -1))))
        yield site
    default_client.cache_clear()


def say(*words, answer=None):
    return CliRunner().invoke(source, words, input=answer)


def test_adding_shows_three_items_with_reasons_and_asks(site):
    result = say("add", site.url("/feed"), answer="y\n")

    assert result.exit_code == 0, result.output
    assert [f"第{n}次" in result.output for n in (5, 4, 3, 2)] == [True, True, True, False]
    assert "判定：" in result.output
    assert Feed.objects.get().source.name == "演示财经"


def test_a_dry_run_leaves_nothing_behind(site):
    assert say("add", site.url("/feed"), answer="n\n").exit_code == 1
    assert (Feed.objects.count(), Source.objects.count(), Item.objects.count()) == (0, 0, 0)


def test_yes_asks_nothing_and_the_choices_are_kept(site):
    result = say(
        "add", site.url("/feed"), "--yes", "--name", "甲报", "--slug", "jia", "--rights", "full",
        "--trust", "5", "--channel", "metals", "--hold", "--interval", "120",
    )  # fmt: skip

    feed = Feed.objects.get()
    assert result.exit_code == 0, result.output
    publisher = feed.source
    assert (publisher.name, publisher.slug, publisher.rights, publisher.trust) == ("甲报", "jia", "full", 5)
    assert (feed.rules, feed.interval_seconds) == ({"channels": ["metals"], "hold_all": True}, 120)


def test_a_page_leads_to_its_feed(site):
    site["/"] = page('<link rel="alternate" type="application/rss+xml" href="/feed">')

    assert say("add", site.url("/"), "--yes").exit_code == 0
    assert Feed.objects.get().url == site.url("/feed")


def test_a_list_page_needs_a_selector(site):
    site["/list"] = page('<ul id="l"><li><a href="/1">一条新闻的标题</a></ul>')
    site["/1"] = page("<h1>一条新闻的标题</h1><div class=c><p>正文在此，沪铜收涨。</p></div>")

    result = say("add", site.url("/list"), "--yes", "--selector", "#l a", "--body-selector", ".c")

    assert result.exit_code == 0, result.output
    assert (Feed.objects.get().kind, Feed.objects.get().selectors) == (
        "page",
        {"links": "#l a", "body": ".c"},
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "http://10.0.0.1/feed", "--yes"], "内网或保留网段"),
        (["add", "{}/missing", "--yes"], "页面不存在"),
        (["add", "{}/plain", "--yes"], "没有订阅源"),
        (["add", "{}/feed", "--yes", "--channel", "nowhere"], "No channel nowhere"),
        (["test", "nowhere"], "No source nowhere"),
        (["pause", "nowhere"], "No source nowhere"),
        (["remove", "nowhere", "--yes"], "No source nowhere"),
        (["import", "-"], "没有找到订阅源"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(site, words, said):
    site["/plain"] = page("<html><body>你好</body></html>")
    result = say(*[word.format(site.base) for word in words], answer="")

    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_the_same_address_twice_is_refused(site):
    a_feed(site.url("/feed"))

    assert "已经在订阅" in say("add", site.url("/feed"), "--yes").output


def test_the_list_shows_how_each_source_is():
    a_feed(source=a_source("甲报", slug="jia"), last_error="20 秒内没有收完")
    a_feed(source=a_source("乙报", slug="yi"), paused=True)

    output = say("list").output

    assert ("甲报" in output, "出错：20 秒内没有收完" in output, "已停用" in output) == (True, True, True)


def test_a_test_shows_what_would_become_of_the_items_and_writes_nothing(site):
    feed = a_feed(site.url("/feed"), etag='"7"')

    result = say("test", feed.source.slug)

    assert result.exit_code == 0, result.output
    assert "5 items" in result.output
    assert Item.objects.count() == 0


@pytest.fixture
def gated():
    """A source with two stored items that the gate published: one sure of its channel, one less so."""
    feed = a_feed(source=a_source("甲报", slug="jia", rights="full"))
    for title, score in (("央行开展逆回购操作", 0.9), ("沪铜收涨", 0.55)):
        item = an_item(feed, title=title)
        draft = judged(item, reason="入股市风云").but(channels=(Scored("stocks", score),))
        with transaction.atomic():
            write(item, draft, cover=None, now=NOW)
    return feed


def test_other_thresholds_are_tried_on_stored_items_changes_first_and_nothing_is_asked(gated):
    result = say("test", "jia", "--channel-threshold", "0.6")

    assert result.exit_code == 0, result.output
    assert "2 items · 1 would change" in result.output
    assert result.output.index("沪铜收涨") < result.output.index("央行开展逆回购操作")
    assert "频道拿不准（股市风云 0.55，低于 0.60）" in result.output
    assert Item.objects.filter(verdict="hold").count() == 0


def test_the_sources_own_rules_are_tried_when_none_are_given(gated):
    Feed.objects.update(rules={"needs_picture": True})

    assert "2 items · 2 would change" in say("test", "jia", "--stored").output
    assert "2 items · 0 would change" in say("test", "jia", "--needs-no-picture").output


def test_what_was_judged_before_evidence_was_kept_is_left_out_and_said(gated):
    Item.objects.filter(headline="沪铜收涨").update(judged={"verdict": "publish"})

    output = say("test", "jia", "--stored").output

    assert "1 items · 0 would change" in output
    assert "1 items are without evidence" in output


def test_pausing_and_resuming():
    feed = a_feed(failures=3, last_error="慢")

    say("pause", feed.source.slug)
    feed.refresh_from_db()
    assert feed.paused

    say("resume", feed.url)
    feed.refresh_from_db()
    assert (feed.paused, feed.failures, feed.last_error) == (False, 0, "")


def test_removing_asks_first():
    feed = a_feed()

    assert say("remove", feed.source.slug, answer="n\n").exit_code == 1
    assert say("remove", feed.source.slug, "--yes").exit_code == 0
    assert Feed.objects.count() == 0


def test_importing_a_list_twice_adds_it_once():
    assert "1 added" in say("import", "-", answer=OPML).output
    assert "0 added" in say("import", "-", answer=OPML).output
    assert Feed.objects.get().source.name == "甲报"
