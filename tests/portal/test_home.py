import re
from datetime import timedelta

import pytest

from jingui.news import actions
from jingui.news.models import Story
from jingui.portal import front
from jingui.readers.models import ReadCount
from tests.factories import NOW, a_channel, a_flash, a_source, an_article

pytestmark = pytest.mark.django_db

CHANNELS = ("global", "stocks", "funds", "insight", "futures", "futures-research", "forex", "metals", "tech")


@pytest.fixture
def source():
    return a_source("东岸财讯", slug="dongan")


def headlines(html):
    return re.findall(r"第\d+条", html.replace("<wbr>", ""))


def test_the_most_important_of_the_fresh_leads(source):
    an_article("普通", source=source, importance=3, minutes_ago=10)
    an_article("要闻", source=source, importance=5, minutes_ago=120)
    an_article("昨日的要闻", source=source, importance=5, minutes_ago=30 * 60)

    assert [article.headline for article in front.lead(NOW)] == ["要闻", "普通", "昨日的要闻"]


def test_what_an_editor_pinned_leads_until_the_pin_expires(source):
    chosen = an_article("普通", source=source, importance=2, minutes_ago=300)
    an_article("要闻", source=source, importance=5, minutes_ago=10)
    actions.pin(chosen, until=NOW + timedelta(hours=1), by=None)

    assert front.lead(NOW)[0] == chosen
    assert front.lead(NOW + timedelta(hours=2))[0].headline == "要闻"


def test_nothing_older_than_36_hours_leads(source):
    an_article("旧闻", source=source, importance=5, minutes_ago=37 * 60)

    page = front.compose(now=NOW)

    assert page.hero is None
    assert [article.headline for article in page.listed.articles] == ["旧闻"]


def test_many_sources_weigh_more(source):
    story = Story.objects.create(headline="大事", first_reported_at=NOW, last_reported_at=NOW, source_count=8)
    an_article("独家", source=source, minutes_ago=5)
    an_article("大事", source=source, minutes_ago=5, story=story)

    assert front.lead(NOW)[0].headline == "大事"


@pytest.mark.parametrize("tab", front.TABS)
def test_every_story_is_on_the_page_once_whatever_tab_is_open(client, source, tab):
    for n in range(90):
        article = an_article(f"第{n}条", channel=a_channel(CHANNELS[n % 9]), source=source, minutes_ago=n * 7)
        ReadCount.objects.create(article=article, day=NOW.date(), reads=5 + n)

    shown = headlines(client.get("/", {"tab": tab}).text)

    assert len(shown) > 30
    assert sorted(shown) == sorted(set(shown))


def test_a_tab_opens_in_place_with_the_blocks_below_it(client, source):
    an_article("第1条", channel=a_channel("forex"), source=source, minutes_ago=3000)

    part = client.get("/", {"tab": "forex"}, headers={"HX-Request": "true"})

    assert headlines(part.text) == ["第1条"]
    assert 'hx-swap-oob="true"' in part.text
    assert "<html" not in part.text
    assert part["Vary"] == "HX-Request"


def test_the_list_goes_on_without_what_leads(client, source):
    for n in range(30):
        an_article(f"第{n}条", source=source, minutes_ago=n)

    first = client.get("/").text
    more = re.search(r'hx-get="(\?tab=latest&(?:amp;)?before=[^"]+)"', first)[1].replace("&amp;", "&")
    second = headlines(client.get(f"/{more}", headers={"HX-Request": "true"}).text)

    assert second == [f"第{n}条" for n in range(12, 20)]


def test_the_hot_list_hides_until_there_is_something_to_rank(client, source):
    an_article("第1条", source=source)

    assert "一周热门" not in client.get("/").text


def test_the_hot_list_is_never_the_latest(client, source):
    articles = [an_article(f"第{n}条", source=source, minutes_ago=n * 60) for n in range(30)]
    for article in articles[:20]:
        ReadCount.objects.create(article=article, day=NOW.date(), reads=12_400)

    page = front.compose(now=NOW)

    assert [entry.article.headline for entry in page.hot] == [f"第{n}条" for n in range(19, 14, -1)]
    assert "1.2 万次阅读" in client.get("/").text


def test_the_market_and_the_day_are_said(client):
    page = client.get("/").text

    assert "2026年7月15日 星期三" in page
    assert "沪深交易中 · 距午间休市 1 小时" in page


@pytest.mark.parametrize("articles", [1, 40])
def test_the_front_page_costs_at_most_twelve_queries_however_much_news(
    client, source, articles, django_assert_max_num_queries
):
    for n in range(articles):
        article = an_article(f"第{n}条", channel=a_channel(CHANNELS[n % 9]), source=source, minutes_ago=n)
        ReadCount.objects.create(article=article, day=NOW.date(), reads=9)
        a_flash(f"快讯{n}。", source=source)

    with django_assert_max_num_queries(12):
        client.get("/")


def test_leading_is_a_matter_of_hours_as_well(source):
    an_article("早上的要闻", source=source, importance=4, published_at=NOW - timedelta(hours=20))
    an_article("刚刚的新闻", source=source, importance=3, published_at=NOW)

    assert front.lead(NOW)[0].headline == "刚刚的新闻"
