import pytest

from jingui.http import Response
from jingui.ingest.sources.page import BadSelector, parse

PAGE = """<html><head><meta charset="gbk"><title>要闻 列表</title></head><body>
<a href="/about">关于</a>
<ul class="news"><li><a href="a/1.html#top"><img src="1.png"></a><a href="a/1.html">第一条</a></li>
<li><a href="//cdn.example/2.html" title="第二条"><img></a></li>
<li><a href="javascript:void(0)">不是链接</a></li></ul></body></html>"""


def read(selector, page=PAGE):
    return parse(Response("https://news.example/list/", 200, {}, page.encode("gbk")), selector)


@pytest.mark.parametrize("selector", [".news a", ".news", "ul > li"])
def test_a_selector_names_links_or_what_they_stand_in(selector):
    first, second = read(selector).items

    assert (first.url, first.title) == ("https://news.example/list/a/1.html", "第一条")
    assert (second.url, second.title) == ("https://cdn.example/2.html", "第二条")


def test_the_page_gives_the_feed_its_title():
    assert read(".news a").title == "要闻 列表"


@pytest.mark.parametrize("selector", [".nothing a", "a[", "", ">>>"])
def test_a_selector_that_finds_nothing_or_is_none_is_named(selector):
    with pytest.raises(BadSelector, match="选择器"):
        read(selector)
