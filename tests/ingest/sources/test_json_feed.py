import json

import pytest

from jingui.http import Response
from jingui.ingest.sources import feed, wire
from jingui.ingest.sources.polled import NotAFeed

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "演示电讯",
    "home_page_url": "https://wire.example/",
    "items": [
        {
            "id": 2413534,
            "url": "/detail/2413534",
            "content_text": "财经台7月1日电，美国原油日产量创新高。",
            "date_published": "2026-07-01T00:00:46+08:00",
            "authors": [{"name": "甲"}, {"name": "乙"}],
            "tags": ["原油", 7],
            "attachments": [{"url": "a.png", "mime_type": "image/png"}],
        },
        {
            "id": "b",
            "title": "带标题&amp;正文",
            "content_html": "<p>一段。</p>",
            "image": "https://img.example/b.jpg",
        },
        "not an item",
        {"external_url": "https://elsewhere.example/", "summary": "只有摘要", "author": {"name": "丙"}},
    ],
}


def read(value):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return feed.parse(Response("https://wire.example/feed.json", 200, {}, body))


def test_items_are_read_generously():
    first, second, third = read(FEED).items

    assert (first.guid, first.url) == ("2413534", "https://wire.example/detail/2413534")
    assert (first.byline, first.tags, first.picture) == ("甲 乙", ("原油",), "https://wire.example/a.png")
    assert (second.title, second.html, second.text) == ("带标题&正文", "<p>一段。</p>", "")
    assert second.picture == "https://img.example/b.jpg"
    assert (third.guid, third.text, third.byline) == ("https://elsewhere.example/", "只有摘要", "丙")


@pytest.mark.parametrize("value", [{"items": "none"}, {"version": 1}, b'{"items": [', b"{" * 100_000])
def test_other_json_is_no_feed(value):
    with pytest.raises(NotAFeed):
        read(value)


@pytest.mark.parametrize("junk", [None, 7, [], {"a": 1}, True])
def test_fields_of_the_wrong_kind_are_passed_over(junk):
    names = (
        "id",
        "url",
        "title",
        "content_html",
        "content_text",
        "date_published",
        "authors",
        "tags",
        "attachments",
    )

    assert len(read({"items": [dict.fromkeys(names, junk)]}).items) == 1


def test_a_wires_item_is_one_plain_paragraph():
    short = read({"items": [{"id": 1, "content_html": "<p>沪指涨<b>1%</b>。</p>"}]}).items[0]

    assert (wire.as_paragraph(short).text, wire.as_paragraph(short).html) == ("沪指涨1%。", "")


def test_a_table_on_a_wire_stays_a_table():
    long = read(
        {"items": [{"id": 1, "content_html": "<p>如下</p><table><tr><td>1</td></tr></table>"}]}
    ).items[0]

    assert wire.as_paragraph(long) == long
