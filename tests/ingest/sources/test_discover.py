import json

import pytest

from jingui.ingest.sources.discover import discover
from jingui.ingest.sources.opml import read
from jingui.ingest.sources.polled import NotAFeed
from tests.http.conftest import client, site  # noqa: F401  (the fixtures of the client's own tests)
from tests.loopback import page

RSS = '<rss version="2.0"><channel><title>站点</title><item><title>一</title></item></channel></rss>'


def found(site, client, path="/", **options):  # noqa: F811
    return discover(site.url(path), client.get, **options)


def test_a_feed_is_itself(site, client):  # noqa: F811
    site["/"] = page(RSS)

    assert found(site, client).kind == "feed"


def test_a_page_names_its_feed_and_comments_come_last(site, client):  # noqa: F811
    site["/"] = page("""<link rel="alternate" type="application/rss+xml" title="评论" href="/comments/feed">
        <link rel="alternate" hreflang="en" href="/en">
        <link rel="alternate" type="application/rss+xml" href="/feed">""")
    site["/feed"] = page(RSS)

    assert found(site, client).url == site.url("/feed")


def test_a_feed_of_paragraphs_is_a_wire(site, client):  # noqa: F811
    items = [{"id": n, "content_text": f"第{n}条，沪指上涨。"} for n in range(5)]
    site["/"] = page(json.dumps({"items": items}))

    assert found(site, client).kind == "wire"


def test_a_json_feed_of_articles_is_a_feed(site, client):  # noqa: F811
    items = [{"id": n, "content_html": "<p>一。</p><p>二。</p>"} for n in range(5)]
    site["/"] = page(json.dumps({"items": items}))

    assert found(site, client).kind == "feed"


def test_with_a_selector_it_is_a_list_page(site, client):  # noqa: F811
    site["/"] = page("<div id=l><a href=/1>一</a></div>")

    assert found(site, client, links="#l a").kind == "page"


def test_a_permanent_move_is_taken_at_once(site, client):  # noqa: F811
    site["/"] = page("", status=301, Location="/feed")
    site["/feed"] = page(RSS)

    assert found(site, client).url == site.url("/feed")


def test_a_page_without_a_feed_says_what_to_do(site, client):  # noqa: F811
    site["/"] = page("<html><body>你好</body></html>")

    with pytest.raises(NotAFeed, match="--selector"):
        found(site, client)


def test_subscription_lists_are_read_folders_and_all():
    lines = read(
        """<?xml version="1.0" encoding="gbk"?><opml version="2.0"><body><outline text="财经">
        <outline type="rss" text="甲报" xmlUrl="https://a.example/feed"/></outline>
        <outline text="乙报" xmlUrl="https://b.example/feed"/><outline text="重复" xmlUrl="https://b.example/feed"/>
        <outline text="坏的" xmlUrl="file:///etc/passwd"/></body></opml>""".encode("gbk")
    )

    assert [(line.title, line.url) for line in lines] == [
        ("甲报", "https://a.example/feed"),
        ("乙报", "https://b.example/feed"),
    ]


@pytest.mark.parametrize("material", [b"", b"hello", b"<opml><body/></opml>", b"\xff\xfe\0"])
def test_a_file_without_feeds_is_said_to_have_none(material):
    with pytest.raises(NotAFeed):
        read(material)
