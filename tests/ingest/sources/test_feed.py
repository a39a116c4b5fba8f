from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingui.http import Response
from jingui.ingest.sources.feed import parse
from jingui.ingest.sources.polled import MOST_ITEMS, NotAFeed

ADDRESS = "https://news.example/feed/"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>演示财经</title><link>https://news.example/</link><ttl>30</ttl>
<item>
  <title>央行：逆回购&amp;amp;MLF &lt;b&gt;并用&lt;/b&gt;</title>
  <link>/a/1.html</link><guid isPermaLink="false">a-1</guid>
  <dc:creator>张记者</dc:creator><category>货币</category>
  <pubDate>Wed, 15 Jul 2026 10:00:00 +0800</pubDate>
  <description>短摘要</description>
  <content:encoded><![CDATA[<p>正文第一段。</p><p>第二段<img src="p.png"></p>]]></content:encoded>
  <media:content url="cover.jpg" medium="image"/>
</item>
<item><title>没有编号也没有链接</title><description>第一行
第二行</description><enclosure url="https://img.example/e.jpg" type="image/jpeg" length="1"/></item>
</channel></rss>"""

RSS1 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>站点</title><link>https://news.example/</link></channel>
<item rdf:about="https://news.example/r"><title>标题</title><link>https://news.example/r</link>
<dc:date>2026-07-15T10:00:00+08:00</dc:date></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://cdn.example/x/"><title>站点</title>
<entry><id>tag:news.example,2026:1</id><title type="text">利率 &lt; 2% 的日子</title><link href="1.html"/>
<updated>2026-07-15T02:00:00Z</updated><author><name>李记者</name></author>
<content type="html" xml:base="https://cdn.example/y/">&lt;img src="a.png"&gt;正文</content>
</entry></feed>"""

RSS091 = """<rss version="0.91"><channel><title>旧站</title><item><title>旧闻</title>
<link>https://news.example/old</link></item></channel></rss>"""


def read(text, *, charset="utf-8", **headers):
    body = text.encode(charset) if isinstance(text, str) else text
    return parse(Response(ADDRESS, 200, headers, body))


def test_rss_gives_titles_bodies_dates_bylines_tags_and_covers():
    first = read(RSS).items[0]

    assert (first.guid, first.url) == ("a-1", "https://news.example/a/1.html")
    assert first.title == "央行：逆回购&MLF 并用"
    assert first.html.startswith("<p>正文第一段。</p>")
    assert first.published == "Wed, 15 Jul 2026 10:00:00 +0800"
    assert (first.byline, first.tags) == ("张记者", ("货币",))
    assert first.picture == "https://news.example/feed/cover.jpg"


def test_an_item_without_guid_and_link_has_a_name_of_its_own_that_stays():
    second, again = read(RSS).items[1], read(RSS).items[1]

    assert len(second.guid) == 64
    assert second.guid == again.guid
    assert (second.text, second.html) == ("第一行\n第二行", "")
    assert second.picture == "https://img.example/e.jpg"


def test_a_bare_number_stays_the_guid_wherever_the_feed_lives():
    bare = RSS091.replace("<title>旧闻", "<guid>4711</guid><title>旧闻")

    assert read(bare).items[0].guid == "4711"


def test_an_address_stays_the_guid_as_it_was_written():
    linked = RSS091.replace("<title>旧闻", "<guid>https://news.example/feed/1</guid><title>旧闻")

    assert read(linked).items[0].guid == "https://news.example/feed/1"


def test_the_feed_tells_its_name_home_and_ttl():
    found = read(RSS)

    assert (found.title, found.homepage, found.ttl_seconds) == ("演示财经", "https://news.example/", 1800)


@pytest.mark.parametrize(("text", "title"), [(RSS1, "标题"), (RSS091, "旧闻"), (ATOM, "利率 < 2% 的日子")])
def test_every_dialect_is_read(text, title):
    assert [item.title for item in read(text).items] == [title]


def test_relative_links_follow_xml_base():
    entry = read(ATOM).items[0]

    assert entry.url == "https://cdn.example/x/1.html"
    assert "https://cdn.example/y/a.png" in entry.html


@pytest.mark.parametrize(
    "declaration", ['<?xml version="1.0" encoding="gb2312"?>', ""], ids=["declared", "undeclared"]
)
def test_gbk_feeds_are_chinese_not_mojibake(declaration):
    text = declaration + RSS.partition("?>")[2]

    assert read(text, charset="gb18030").title == "演示财经"


def test_a_wrong_charset_in_the_header_is_not_believed():
    assert read(RSS, **{"content-type": "text/xml; charset=iso-8859-1"}).title == "演示财经"


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("</item>", "", 1),
        RSS.replace("</channel></rss>", ""),
        RSS.replace("演示财经", "演示 & 财经 <"),
        RSS.replace("正文第一段", "正文\x0b第\x00一段"),
        RSS.replace("<description>短摘要</description>", "<description>&nbsp;&copy;摘要</description>"),
        "\n\n  " + RSS,
    ],
)
def test_feeds_that_are_not_well_formed_survive(broken):
    assert read(broken).items[0].title.startswith("央行")


def test_scripts_and_odd_addresses_are_no_links():
    assert read(RSS.replace("/a/1.html", "javascript:alert(1)")).items[0].url == ""


@pytest.mark.parametrize("text", ["", "<html><body>登录</body></html>", "plain", "[1, 2]"])
def test_what_is_no_feed_is_said_to_be_none(text):
    with pytest.raises(NotAFeed):
        read(text)


def test_an_empty_feed_is_a_feed():
    assert read('<rss version="2.0"><channel><title>空</title></channel></rss>').items == ()


def test_a_feed_of_ten_thousand_gives_its_newest_quickly():
    entry = "<item><title>第{}条</title><guid>{}</guid></item>"
    many = RSS091.replace("</channel>", "".join(entry.format(n, n) for n in range(10_000)) + "</channel>")

    found = read(many)

    assert len(found.items) == MOST_ITEMS
    assert found.items[1].title == "第0条"


def test_entities_do_not_explode():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "哈">{laughs}]>' + RSS091.replace("旧闻", "&l9;")

    assert len(read(bomb).items[0].title) < 10_000


def test_local_files_stay_local():
    leak = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS091.replace("旧闻", "&x;")

    assert "root:" not in read(leak).items[0].title


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.integers(0, len(RSS)))
def test_no_text_brings_it_down(noise, place):
    with suppress(NotAFeed):
        read((RSS[:place] + noise + RSS[place:]).encode("utf-8", "replace"))
