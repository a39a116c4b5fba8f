"""Every feed in its three forms, held against the words of RFC 4287, RSS 2.0 and JSON Feed 1.1."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from lxml import etree, html

from jingui.news.models import Mention
from jingui.search import actions as search
from tests.factories import NOW, a_flash, a_security, a_source, an_article
from tests.portal.edition import an_edition

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
RSS = {"dc": "http://purl.org/dc/elements/1.1/", "content": "http://purl.org/rss/1.0/modules/content/"}
BEIJING_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
KINDS = {"xml": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
PLACES = [
    *("/feed.{}", "/feed.{}?tab=all", "/feed.{}?tab=hot", "/feed.{}?tab=24h", "/feed.{}?tab=futures"),
    *(
        "/c/insight/feed.{}",
        "/c/24h/feed.{}",
        "/24h/feed.{}",
        "/source/dongan/feed.{}",
        "/q/900001.SH/feed.{}",
    ),
    "/q/900001.SH/feed.{}",
    *("/search/feed.{}?q=%E5%B8%82%E5%9C%BA", "/search/feed.{}", "/hant/feed.{}", "/en/c/stocks/feed.{}"),
]
NOWHERE = [
    "/feed.xml?tab=none",
    "/feed.atom",
    "/c/none/feed.xml",
    "/source/none/feed.rss",
    "/q/1.XX/feed.json",
]
PAGES = ["/", "/?tab=hot", "/c/insight/", "/24h/", "/source/dongan/", "/q/900001.SH/", "/search/?q=a"]


def asked(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == KINDS[address.partition("?")[0].rpartition(".")[2]] + "; charset=utf-8"
    return answer


def atom(client, address="/feed.xml"):
    return etree.fromstring(asked(client, address).content)


def rss(client, address="/feed.rss"):
    return etree.fromstring(asked(client, address).content).find("channel")


def json_feed(client, address="/feed.json"):
    return json.loads(asked(client, address).content)


def one(element, path):
    (found,) = element.xpath(path, namespaces=ATOM)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_atom_is_as_rfc_4287_wants_it(client, place):
    an_edition()
    address = place.format("xml")
    root = atom(client, address)

    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert one(root, "a:link[@rel='self']/@href").endswith(address)
    assert one(root, "a:link[@rel='alternate' and @type='text/html']/@href")
    for element in (root, *root.xpath("a:entry", namespaces=ATOM)):
        assert one(element, "a:id/text()").startswith("http")
        assert one(element, "a:title/text()").strip()
        assert BEIJING_TIME.fullmatch(one(element, "a:updated/text()"))
        assert one(element, "a:author/a:name/text()").strip()
        assert one(element, "a:author/a:uri/text()").startswith("http")
    for entry in root.xpath("a:entry", namespaces=ATOM):
        assert one(entry, "a:link[@rel='alternate']/@href").startswith("http")
        assert BEIJING_TIME.fullmatch(one(entry, "a:published/text()"))
    ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("place", PLACES)
def test_rss_is_as_its_board_wants_it(client, place):
    an_edition()
    address = place.format("rss")
    channel = rss(client, address)

    assert one(channel, "title/text()")
    assert one(channel, "description/text()")
    assert one(channel, "link/text()").startswith("http")
    assert one(channel, "a:link[@rel='self']/@href").endswith(address)
    guids = channel.xpath("item/guid/text()")
    assert len(guids) == len(set(guids)) == len(channel.findall("item"))
    for item in channel.findall("item"):
        assert one(item, "title/text()")
        assert one(item, "link/text()").startswith("http")
        assert one(item, "guid/@isPermaLink") == "false"
        assert one(item, "pubDate/text()").endswith("+0800")
        assert parsedate_to_datetime(one(item, "pubDate/text()"))


@pytest.mark.parametrize("place", PLACES)
def test_json_is_as_version_1_1_wants_it(client, place):
    an_edition()
    address = place.format("json")
    told = json_feed(client, address)

    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"].endswith(address)
    assert told["title"]
    assert told["home_page_url"].startswith("http")
    for item in told["items"]:
        assert isinstance(item["id"], str)
        assert item["url"].startswith("http")
        assert ("content_html" in item) != ("content_text" in item)
        assert all(BEIJING_TIME.fullmatch(item[name]) for name in ("date_published", "date_modified"))
        assert all(author["name"] for author in item["authors"])
    assert len({item["id"] for item in told["items"]}) == len(told["items"])


@pytest.mark.parametrize("form", ["xml", "rss"])
@pytest.mark.parametrize("place", PLACES)
def test_a_feed_reader_reads_every_feed_without_a_complaint(client, place, form):
    an_edition()
    answer = asked(client, place.format(form))

    read = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})

    assert (read.bozo, read.version) == (False, {"xml": "atom10", "rss": "rss20"}[form])
    assert all(entry.title and entry.link and entry.published_parsed for entry in read.entries)


@pytest.mark.parametrize("address", ["/feed.xml", "/c/stocks/feed.rss", "/24h/feed.json"])
def test_an_empty_feed_is_a_feed_that_never_changed(client, address):
    answer = asked(client, address)

    assert "Last-Modified" not in answer
    assert answer.content == asked(client, address).content


def test_the_three_forms_say_the_same(client):
    an_edition()
    addresses = [
        atom(client).xpath("a:entry/a:link[@rel='alternate']/@href", namespaces=ATOM),
        rss(client).xpath("item/link/text()"),
        [item["url"] for item in json_feed(client)["items"]],
    ]

    assert addresses[0] == addresses[1] == addresses[2] != []


def shown(client):
    """(summary, content) of the one entry, in each form."""
    entry, item, said = one(atom(client), "a:entry"), one(rss(client), "item"), json_feed(client)["items"][0]
    return [
        (entry.findtext("a:summary", "", ATOM), entry.findtext("a:content", "", ATOM)),
        (item.findtext("description", ""), item.findtext("content:encoded", "", RSS)),
        (said.get("summary", ""), said.get("content_html", "")),
    ]


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ("full", ("导语。", "<p>正文。</p>")),
        ("summary", ("导语。", "")),
        ("link", ("", "")),
    ],
)
def test_a_feed_shows_what_the_licence_lets_it_show(client, rights, expected):
    an_article(rights=rights, lead="导语。", body="<p>正文。</p>", text="正文。")

    assert shown(client) == [expected] * 3


def test_addresses_in_a_text_hold_outside_our_pages(client):
    an_article(body='<p><a href="/q/900001.SH/">甲</a><img src="/media/a.png" alt=""></p>', lead="")
    ((_summary, content), *_others) = shown(client)
    tree = html.fragment_fromstring(content)

    assert all(address.startswith("http") for address in tree.xpath("//@href|//@src"))


def test_what_looks_like_markup_is_words(client):
    an_article("甲 <b> & 乙", lead="涨 <3% & 跌", rights="summary", source=a_source("A & B <社>"), byline="")
    entry, item, said = one(atom(client), "a:entry"), one(rss(client), "item"), json_feed(client)["items"][0]

    assert (
        entry.findtext("a:title", namespaces=ATOM) == said["title"] == item.findtext("title") == "甲 <b> & 乙"
    )
    assert entry.findtext("a:summary", namespaces=ATOM) == said["summary"] == "涨 <3% & 跌"
    assert item.findtext("description") == "涨 &lt;3% &amp; 跌"
    assert said["authors"][0]["name"] == "A & B <社>"


@pytest.mark.parametrize("form", KINDS)
def test_signs_that_xml_forbids_break_no_feed(client, form):
    an_article(
        "坏\x0b字\x05符\ufffe", lead="\x1b[31m导语", body="<p>正\x0c文</p>", tags=["\x01"], byline="\x02"
    )

    assert "坏字符" in asked(client, f"/feed.{form}").text


def test_an_entry_keeps_its_id_when_its_slug_changes(client):
    article = an_article(slug="jiu")
    before = one(atom(client), "a:entry/a:id/text()")
    type(article).objects.filter(pk=article.pk).update(slug="xin")

    assert one(atom(client), "a:entry/a:id/text()") == before


def test_a_revision_is_told_by_the_time_and_the_place_of_the_original_by_a_link(client):
    at = datetime.fromisoformat("2026-07-15T09:58:00+08:00")
    an_article(revised_at=NOW, published_at=at, canonical_url="https://lanjiang.example/1")
    entry = one(atom(client), "a:entry")

    assert one(entry, "a:published/text()") == "2026-07-15T09:58:00+08:00"
    assert one(entry, "a:updated/text()") == "2026-07-15T10:30:00+08:00"
    assert one(entry, "a:link[@rel='via']/@href") == "https://lanjiang.example/1"
    assert asked(client, "/feed.xml")["Last-Modified"] == "Wed, 15 Jul 2026 02:30:00 GMT"


def test_each_feed_holds_what_its_page_holds(client):
    source, security = a_source("东岸财讯", slug="dongan"), a_security("900001")
    ours, other = an_article("黄金", source=source), an_article("原油", minutes_ago=1)
    Mention.objects.create(article=other, security=security)
    a_flash("快讯一条")
    while search.index_pending():
        pass

    def titles(address):
        return [item["title"] for item in json_feed(client, address)["items"]]

    assert titles("/feed.json") == [ours.headline, other.headline]
    assert titles("/c/forex/feed.json") == []
    assert titles("/source/dongan/feed.json") == ["黄金"]
    assert titles("/q/900001.SH/feed.json") == ["原油"]
    assert titles("/24h/feed.json") == titles("/feed.json?tab=24h") == ["快讯一条"]


def test_a_search_can_be_followed_with_its_filters(client):
    from jingui.news import actions as news  # noqa: PLC0415 (only this test announces)

    for article in (an_article("黄金上涨"), an_article("黄金下跌", minutes_ago=5)):
        news.announce_published(article)
    while search.index_pending():
        pass
    told = json_feed(client, "/search/feed.json?q=%E9%BB%84%E9%87%91&kind=article")

    assert [item["title"] for item in told["items"]] == ["黄金上涨", "黄金下跌"]
    assert json_feed(client, "/search/feed.json?q=%E9%BB%84%E9%87%91&kind=flash")["items"] == []


@pytest.mark.parametrize("address", NOWHERE)
def test_there_is_no_feed_of_what_does_not_exist(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("q", ["%00", "%ED%A0%80", "<script>", "x" * 500, "%22%3E"])
@pytest.mark.parametrize("form", KINDS)
def test_a_search_for_anything_is_answered(client, form, q):
    asked(client, f"/search/feed.{form}?q={q}")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_news_names_its_own_feed_in_three_forms(client, page):
    an_edition()
    tree = html.fromstring(client.get(page).content)
    path, _sign, query = page.partition("?")
    own = [f"{path}feed.{form}" + (f"?{query}" if query else "") for form in KINDS]
    named = tree.xpath("//link[@rel='alternate' and @title]/@href")

    assert [address for address in named if address in own] == own
    assert {client.get(address).status_code for address in named} == {200}


@pytest.mark.parametrize("place", PLACES)
def test_a_feed_costs_at_most_eight_queries(client, place, django_assert_max_num_queries):
    an_edition()

    with django_assert_max_num_queries(8):
        client.get(place.format("xml"))
