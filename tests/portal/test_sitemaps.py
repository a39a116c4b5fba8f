"""What search engines, networks and language models are told."""

import json
import re
from datetime import timedelta
from io import BytesIO

import lxml.html
import pytest
from lxml import etree
from PIL import Image

from jingui.news.models import Article
from jingui.portal import cards, covers, sitemaps
from jingui.portal.languages import absolute
from tests.factories import NOW, a_channel, a_flash, a_security, a_story_of, an_article
from tests.portal.edition import an_edition

pytestmark = pytest.mark.django_db
NAMES = {"s": sitemaps.SITEMAP, "n": sitemaps.NEWS}
BEIJING_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")


def told(client, address, path):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert "public" in answer["Cache-Control"]
    return etree.fromstring(answer.content).xpath(path, namespaces=NAMES)


def places(client, address):
    return told(client, address, "//s:loc/text()")


def facts(client, address, kind):
    page = lxml.html.fromstring(client.get(address).content)
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    read = json.loads(text)
    assert read["@context"] == "https://schema.org"
    return next(each for each in read["@graph"] if each["@type"] == kind)


def test_the_index_leads_to_every_article_of_our_own(client):
    articles = [an_article(), an_article()]
    parts = [place.removeprefix(absolute("")) for place in places(client, "/sitemap.xml")]
    found = [place for part in parts for place in places(client, part)]

    assert {absolute(article.get_absolute_url()) for article in articles} <= set(found)
    assert absolute("/c/stocks/") in found
    assert len(found) == len(set(found))


def test_securities_that_are_written_about_and_stories_of_several_sources_have_a_place(client):
    _article, _gone, story = an_edition()
    a_security("600001", name="无人提及")
    a_story_of(an_article("独家"))

    assert places(client, "/sitemap/securities.xml") == [absolute("/q/900001.SH/")]
    assert places(client, "/sitemap/stories-1.xml") == [absolute(story.get_absolute_url())]


def test_without_news_there_are_still_pages(client):
    standing = ["/sitemap/pages.xml", "/sitemap/securities.xml"]
    assert places(client, "/sitemap.xml") == [absolute(each) for each in standing]
    assert client.get("/sitemap/stories-1.xml").status_code == 404
    assert client.get("/sitemap/articles-1.xml").status_code == 404
    assert places(client, "/sitemap-news.xml") == []


def test_a_chunk_is_a_range_of_numbers_and_never_moves(client):
    first = an_article()
    far = an_article(pk=first.pk + 2 * sitemaps.CHUNK)
    first_chunk, last_chunk = sitemaps.chunk_of(first.pk), sitemaps.chunk_of(far.pk)

    assert places(client, f"/sitemap/articles-{first_chunk}.xml") == [absolute(first.get_absolute_url())]
    assert places(client, f"/sitemap/articles-{last_chunk}.xml") == [absolute(far.get_absolute_url())]
    assert places(client, "/sitemap.xml")[2] == absolute(f"/sitemap/articles-{last_chunk}.xml")
    assert client.get(f"/sitemap/articles-{last_chunk + 1}.xml").status_code == 404


def test_the_last_of_a_chunk_and_the_first_of_the_next_are_neighbours():
    assert sitemaps.range_of(1) == (1, sitemaps.CHUNK)
    assert [sitemaps.chunk_of(pk) for pk in (1, sitemaps.CHUNK, sitemaps.CHUNK + 1)] == [1, 1, 2]


def test_what_lives_elsewhere_and_what_is_gone_is_left_to_others(client):
    an_article(canonical_url="https://lanjiang.example/1")
    an_article(live=False)
    ours = an_article()
    chunk = sitemaps.chunk_of(ours.pk)

    assert places(client, f"/sitemap/articles-{chunk}.xml") == [absolute(ours.get_absolute_url())]
    assert places(client, "/sitemap-news.xml") == [absolute(ours.get_absolute_url())]


def test_a_change_is_dated_in_beijing_time(client):
    article = an_article(minutes_ago=60, revised_at=NOW)

    (changed,) = told(client, f"/sitemap/articles-{sitemaps.chunk_of(article.pk)}.xml", "//s:lastmod/text()")

    assert changed == "2026-07-15T10:30:00+08:00"


def test_the_news_sitemap_holds_two_days_newest_first(client):
    old = an_article("旧", published_at=NOW - timedelta(hours=49))
    new, newer = an_article("甲 & 乙", minutes_ago=5), an_article("丙")

    assert told(client, "/sitemap-news.xml", "//n:title/text()") == ["丙", "甲 & 乙"]
    assert set(told(client, "/sitemap-news.xml", "//n:language/text()")) == {"zh-cn"}
    assert all(map(BEIJING_TIME.fullmatch, told(client, "/sitemap-news.xml", "//n:publication_date/text()")))
    assert absolute(old.get_absolute_url()) not in places(client, "/sitemap-news.xml")
    assert {new.pk, newer.pk} == {article.pk for article in Article.objects.exclude(pk=old.pk)}


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap/articles-{}.xml", "/sitemap-news.xml"])
def test_a_sitemap_costs_the_same_however_much_there_is(client, address, django_assert_max_num_queries):
    articles = [an_article(f"第{n}条") for n in range(30)]

    with django_assert_max_num_queries(3):
        client.get(address.format(sitemaps.chunk_of(articles[-1].pk)))


def test_robots_are_shown_the_way_to_the_sitemaps(client):
    rules = client.get("/robots.txt").text

    assert re.findall("(?m)^Sitemap: (.+)$", rules) == [
        absolute("/sitemap.xml"),
        absolute("/sitemap-news.xml"),
    ]
    assert all(f"Disallow: {path}\n" in rules for path in ("/accounts/", "/hant/accounts/", "/en/live/"))


def test_language_models_are_told_in_chinese_what_is_where(client):
    answer = client.get("/llms.txt")
    links = re.findall(r"\]\(([^)]+)\)", answer.text)

    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# 金桂财经\n")
    assert {client.get(link.removeprefix(absolute(""))).status_code for link in links} <= {200, 301}
    assert absolute("/c/stocks/") in links


def test_an_article_says_what_it_is_and_where_it_stands(client):
    article = an_article("甲", byline="程以宁", revised_at=NOW, minutes_ago=30, lead="导语")
    told_of = facts(client, article.get_absolute_url(), "NewsArticle")
    way = facts(client, article.get_absolute_url(), "BreadcrumbList")["itemListElement"]

    assert (told_of["headline"], told_of["author"]["name"]) == ("甲", "程以宁")
    assert told_of["datePublished"] == "2026-07-15T10:00:00+08:00"
    assert told_of["dateModified"] == "2026-07-15T10:30:00+08:00"
    assert [step["position"] for step in way] == [1, 2, 3]
    assert [step["item"] for step in way] == [
        absolute(path) for path in ("/", "/c/stocks/", article.get_absolute_url())
    ]
    assert "isBasedOn" not in told_of


def test_the_wire_is_a_live_blog(client):
    a_flash("甲", minutes_ago=9)
    a_flash("乙", headline="乙的标题")
    blog = facts(client, "/24h/", "LiveBlogPosting")

    assert [update["headline"] for update in blog["liveBlogUpdate"]] == ["乙的标题", "甲"]
    assert blog["coverageStartTime"] == "2026-07-15T10:21:00+08:00"
    assert blog["coverageEndTime"] == "2026-07-15T11:30:00+08:00"


def test_an_empty_wire_is_a_live_blog_too(client):
    assert facts(client, "/24h/", "LiveBlogPosting")["liveBlogUpdate"] == []


def properties(client, address):
    page = lxml.html.fromstring(client.get(address).content)
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in page.xpath("//meta[@content]")
    }


def test_a_shared_article_has_a_headline_a_lead_and_a_picture_of_the_right_size(client):
    article = an_article("甲 “乙”", lead="导语")
    shown = properties(client, article.get_absolute_url())
    answer = client.get(shown["og:image"].removeprefix(absolute("")))
    picture = Image.open(BytesIO(answer.content))

    assert (shown["og:title"], shown["og:description"], shown["og:type"]) == ("甲 “乙”", "导语", "article")
    assert (shown["og:url"], shown["twitter:card"]) == (
        absolute(article.get_absolute_url()),
        "summary_large_image",
    )
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert (answer["Content-Type"], "immutable" in answer["Cache-Control"]) == ("image/jpeg", True)


@pytest.mark.parametrize("page", ["/", "/c/stocks/", "/24h/", "/archive/", "/about/", "/source/dongan/"])
def test_every_page_can_be_shared(client, page):
    an_edition()
    shown = properties(client, page)
    picture = client.get(shown["og:image"].removeprefix(absolute("")))

    assert shown["og:title"]
    assert shown["og:url"] == absolute(page)
    assert picture["Content-Type"] == "image/png"


@pytest.mark.parametrize("channel", [*covers.STYLES, "another"])
def test_every_family_of_drawings_can_be_a_picture(channel):
    picture = Image.open(BytesIO(cards.card(channel, 7))).convert("L")
    darkest, lightest = picture.getextrema()

    assert lightest - darkest > 60


def test_a_drawing_keeps_its_ground():
    ground = a_channel("stocks") and covers.cover("stocks", 3).partition('fill="')[2][:7]
    red, green, blue = Image.open(BytesIO(cards.card("stocks", 3))).getpixel((4, 4))
    wanted = bytes.fromhex(ground[1:])

    assert max(abs(a - b) for a, b in zip((red, green, blue), wanted, strict=True)) < 12
