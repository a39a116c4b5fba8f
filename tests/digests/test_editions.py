"""Editions: what they choose, how they read, and that each appears once."""

from datetime import date, datetime, timedelta

import pytest

from jingui.clock import BEIJING
from jingui.digests import actions, queries
from jingui.digests.models import Edition
from jingui.news import actions as news
from jingui.news.models import Source
from tests.factories import a_channel, a_flash, a_source, an_article

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 7, 15)
MORNING = datetime(2026, 7, 15, 8, 30, tzinfo=BEIJING)
EVENING = datetime(2026, 7, 15, 20, 0, tzinfo=BEIJING)
SATURDAY_EVENING = datetime(2026, 7, 18, 20, 0, tzinfo=BEIJING)
NEWS = [
    ("stocks", "南枝科技拟回购3亿至5亿元，四成股份将予注销", "回购价格不超过28.6元每股，期限十二个月。", 4),
    ("metals", "沪金主力合约收涨0.8%", "纽约时段美元走弱，避险买盘在尾盘增加。", 3),
    ("futures", "工业硅减产消息带动期价走高", "西南三家企业因电价上调停炉检修。", 3),
    ("global", "欧元区通胀回落", "能源分项同比转负，服务价格仍有黏性。", 5),
    ("funds", "东岸资管下调两只产品费率", "新费率自下月起执行，存量客户同样适用。", 2),
]


@pytest.fixture
def newsday():
    """Five articles on five shelves between three and one hours before the morning edition."""
    source = a_source("东岸财讯")
    return [
        an_article(
            headline, channel=a_channel(slug), source=source, text=f"{text}后文。", importance=weight,
            published_at=MORNING - timedelta(hours=2, minutes=n),
        )
        for n, (slug, headline, text, weight) in enumerate(NEWS)
    ]  # fmt: skip


def premarket():
    return actions.compile_edition("premarket", WEDNESDAY, MORNING)


def told(edition):
    return [line["headline"] for section in edition.sections for line in section["lines"]]


def test_the_weightiest_two_of_two_shelves_make_the_headline(newsday):
    edition = premarket()

    assert edition.headline == "A股盘前要闻：欧元区通胀回落；南枝科技拟回购3亿至5亿元"


def test_the_evening_paper_is_published_as_our_own_article(newsday):
    edition = actions.compile_edition("evening", WEDNESDAY, EVENING)

    article = edition.article
    assert article.headline.startswith("财经晚报：")
    assert (article.source.name, article.channel.slug, article.rights) == ("本站", "insight", "full")
    assert article.live


def test_the_lead_is_made_of_facts(newsday):
    a_flash("快讯一则。", source=a_source(), minutes_ago=180)

    assert premarket().article.lead == (
        "7月15日，星期三，沪深交易所今日正常开市。"
        "自昨日08:30以来，本站收到2家来源的5篇稿件、1条快讯，从中选出5条，供开盘前参考。"
    )


def test_each_item_is_a_headline_that_leads_to_our_page_a_sentence_and_its_source(newsday):
    body = premarket().article.body

    assert (
        f'<li><a href="{newsday[1].get_absolute_url()}"><strong>沪金主力合约收涨0.8%。</strong></a>'
        "纽约时段美元走弱，避险买盘在尾盘增加。（东岸财讯）</li>"
    ) in body


def test_the_shelves_stand_in_the_editors_order(newsday):
    assert [section["channel"] for section in premarket().sections] == [
        "global", "stocks", "funds", "futures", "metals",
    ]  # fmt: skip


def test_markup_in_a_headline_is_text(newsday):
    an_article("<script>alert(1)</script>回购", importance=5, published_at=MORNING - timedelta(hours=1))

    assert "<script>" not in premarket().article.body


def test_compiling_again_changes_nothing(newsday):
    assert premarket() == premarket()
    assert Edition.objects.count() == 1
    assert Source.objects.filter(name="本站").count() == 1


def test_what_the_evening_told_the_next_morning_leaves_out(newsday):
    first = actions.compile_edition("evening", WEDNESDAY, EVENING)
    for n, headline in enumerate(
        ("沪铜库存连降", "纯碱开工回升", "美元兑日元走低", "生猪出栏均重下滑", "稀土报价持平")
    ):
        channel = a_channel("futures" if n % 2 else "metals")
        an_article(headline, channel=channel, published_at=EVENING + timedelta(hours=n + 1))

    second = actions.compile_edition("premarket", date(2026, 7, 16), MORNING + timedelta(days=1))

    assert not set(told(first)) & set(told(second))


def test_the_evening_tells_the_day_again_but_never_of_an_edition(newsday):
    morning = premarket()

    evening = actions.compile_edition("evening", WEDNESDAY, EVENING)

    assert told(evening) == told(morning)


def test_there_is_no_pre_market_edition_without_trading(newsday):
    saturday = date(2026, 7, 18)

    assert actions.compile_edition("premarket", saturday, MORNING + timedelta(days=3)) is None


def test_the_evening_paper_of_a_day_without_trading_says_when_it_opens():
    for n, (slug, headline, text, weight) in enumerate(NEWS):
        at = SATURDAY_EVENING - timedelta(hours=n + 1)
        an_article(headline, channel=a_channel(slug), text=text, importance=weight, published_at=at)

    edition = actions.compile_edition("evening", date(2026, 7, 18), SATURDAY_EVENING)

    assert edition.article.lead.startswith("7月18日，星期六，沪深交易所今日休市，7月20日（星期一）开市。")


def test_with_hardly_any_news_there_is_no_edition():
    an_article("只有一条", published_at=MORNING - timedelta(hours=1))

    assert premarket() is None


def test_a_story_stands_once(newsday):
    report = an_article("南枝科技回购方案：四成注销", importance=5, published_at=MORNING - timedelta(hours=1))
    story = news.open_story(newsday[0], headline="回购", at=newsday[0].published_at)
    news.add_to_story(report, story=story)

    assert sum("南枝科技" in headline for headline in told(premarket())) == 1


def test_the_same_event_told_by_two_without_a_story_stands_once(newsday):
    an_article("沪金主力合约收涨0.8%，买盘增加", published_at=MORNING - timedelta(hours=1), importance=2)

    assert sum("沪金主力" in headline for headline in told(premarket())) == 1


def test_urgent_flashes_stand_among_the_articles_of_their_shelf(newsday):
    flash = a_flash("央行公告开展逆回购操作3000亿元，利率持平。", minutes_ago=180, urgency=1)
    flash.channels.add(a_channel("24h"), a_channel("forex"))

    [section] = [s for s in premarket().sections if s["channel"] == "forex"]

    assert [line["sentence"] for line in section["lines"]] == ["央行公告开展逆回购操作3000亿元，利率持平。"]


@pytest.mark.parametrize("articles", [5, 30])
def test_choosing_costs_a_fixed_number_of_queries(newsday, django_assert_num_queries, articles):
    for n in range(articles):
        an_article(f"第{n}件大事发生在{n}号", published_at=MORNING - timedelta(minutes=n + 1))

    with django_assert_num_queries(8):
        queries.last_before(MORNING)
        queries.told_lately(["evening"], MORNING)
        queries.articles(MORNING - timedelta(days=1), MORNING)
        queries.urgent_flashes(MORNING - timedelta(days=1), MORNING)
        queries.counts(MORNING - timedelta(days=1), MORNING)
        queries.latest()
