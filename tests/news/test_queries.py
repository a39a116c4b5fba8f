from datetime import date, timedelta

import pytest
from django.db.models import Q

from jingui.news import actions, queries
from jingui.news.models import Article, Channel, Copy, Mention, Source, Story
from tests.factories import NOW, a_channel, a_security, a_source, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return a_source("东岸财讯", slug="dongan")


def headlines(articles):
    return [article.headline for article in articles]


def a_story(*articles):
    story = Story.objects.create(headline="一件事", first_reported_at=NOW, last_reported_at=NOW)
    Article.objects.filter(pk__in=[a.pk for a in articles]).update(story=story, leads=False)
    Article.objects.filter(pk=articles[0].pk).update(leads=True)
    return story


def test_the_latest_shows_each_story_once_and_no_drafts():
    a_story(an_article("主稿", minutes_ago=2), an_article("另一家", minutes_ago=1))
    an_article("草稿", live=False)
    an_article("单篇", minutes_ago=5)

    assert headlines(queries.latest().articles) == ["主稿", "单篇"]
    assert headlines(queries.everything().articles) == ["另一家", "主稿", "单篇"]


def test_a_shelf_goes_on_after_its_cursor_and_ends(source):
    for n in range(5):
        an_article(f"第{n}条", source=source)  # all at the same moment: the key breaks the tie

    first = queries.latest(size=3)
    second = queries.latest(before=first.next_cursor, size=3)

    assert headlines([*first.articles, *second.articles]) == [f"第{n}条" for n in (4, 3, 2, 1, 0)]
    assert second.next_cursor is None


def test_what_is_on_the_page_already_is_left_out(source):
    shown, other = an_article("已见", source=source), an_article("未见", source=source)

    assert queries.latest(without={shown.pk}).articles == [other]
    assert queries.of_channels(["stocks", "forex"], without={other.pk}).articles == [shown]


def test_several_channels_make_one_list(source):
    for slug in ("futures", "futures-research", "forex"):
        an_article(slug, channel=a_channel(slug), source=source)

    assert headlines(queries.of_channels(["futures", "futures-research"]).articles) == [
        "futures-research",
        "futures",
    ]


def test_the_weightiest_are_the_most_important_of_the_last_hours(source):
    an_article("普通", source=source, importance=3)
    an_article("要闻", source=source, importance=5, minutes_ago=600)
    an_article("旧闻", source=source, importance=5, minutes_ago=37 * 60)

    assert headlines(queries.weightiest(now=NOW)) == ["要闻", "普通"]


def test_each_channel_brings_its_newest_in_the_editors_order(source):
    for n in range(6):
        an_article(f"股{n}", channel=a_channel("stocks"), source=source, minutes_ago=n)
    an_article("金", channel=a_channel("metals"), source=source)
    first = Article.objects.get(headline="股0")

    shelves = queries.newest_by_channel(queries.channels(), without={first.pk}, size=3)

    assert [(channel.slug, headlines(articles)) for channel, articles in shelves] == [
        ("stocks", ["股1", "股2", "股3"]),
        ("metals", ["金"]),
    ]


@pytest.mark.parametrize("articles", [1, 40])
def test_the_newest_of_all_channels_cost_one_query(source, articles, django_assert_num_queries):
    for n in range(articles):
        an_article(f"第{n}条", source=source)
    channels = queries.channels()

    with django_assert_num_queries(1):
        queries.newest_by_channel(channels)


def test_days_are_counted_by_beijings_calendar(source):
    for at in (
        "2026-07-14T15:59:00Z",
        "2026-07-14T16:01:00Z",
        "2026-07-15T02:00:00Z",
        "2026-07-31T16:00:00Z",
    ):
        an_article(at, source=source, published_at=at)

    counts = queries.days_with_news(date(2026, 7, 1), date(2026, 7, 31))

    assert counts == {date(2026, 7, 14): 1, date(2026, 7, 15): 2}
    assert len(queries.of_day(date(2026, 7, 15)).articles) == 2


def test_a_source_shows_all_it_gave_us(source):
    a_story(an_article("别家主稿"), an_article("本家跟进", source=source))

    assert headlines(queries.of_source(queries.source("dongan")).articles) == ["本家跟进"]


def test_a_security_shows_what_names_it(source):
    article = an_article("提到", source=source)
    an_article("没提到", source=source)
    Mention.objects.create(article=article, security=a_security())

    assert queries.of_security(a_security()).articles == [article]


def test_a_length_is_asked_without_the_text():
    assert queries.length(an_article(text="一二三四")) == 4


def test_an_article_comes_with_all_its_page_shows(source, django_assert_num_queries):
    article = an_article(source=source)
    Copy.objects.create(article=article, source=a_source("乙"), published_at=NOW)
    Mention.objects.create(article=article, security=a_security())

    with django_assert_num_queries(4):
        found = queries.article(article.pk)
        assert [copy.source.name for copy in found.copies.all()] == ["乙"]
        assert [mention.security.ticker for mention in found.mentions.all()] == ["600519"]
        assert not found.is_retracted


def test_a_story_tells_its_live_reports_oldest_first():
    later, earlier = an_article("后", minutes_ago=1), an_article("先", minutes_ago=9)
    hidden = an_article("撤", live=False)
    story = a_story(later, earlier, hidden)
    Copy.objects.create(article=later, source=a_source(), published_at=NOW)

    page = queries.story(story.pk)

    assert headlines(page.reports) == ["先", "后"]
    assert len(page.copies) == 1


@pytest.mark.parametrize(
    ("shared", "is_related"),
    [
        ({"tags": ["黄金"]}, True),
        ({"headline": "央行连续增持黄金储备又一月"}, True),
        ({}, False),
    ],
    ids=["a tag", "words of the headline", "the channel alone"],
)
def test_related_shares_something_telling(source, shared, is_related):
    article = an_article("央行连续增持黄金储备", source=source, tags=["黄金"])
    other = an_article(**{"headline": "两市成交放大", "source": source, "minutes_ago": 3, **shared})

    assert queries.related(article) == ([other] if is_related else [])


def test_related_is_never_another_report_of_the_story_nor_too_old(source):
    article, report = (
        an_article("甲", source=source, tags=["支付"]),
        an_article("乙", source=source, tags=["支付"]),
    )
    an_article("丙", source=source, tags=["支付"], published_at=NOW - timedelta(days=61))
    a_story(article, report)
    article.refresh_from_db()

    assert queries.related(article) == []


def test_a_shared_security_is_nearer_than_a_shared_tag(source):
    article, near, far = (an_article(words, source=source, tags=["支付"]) for words in ("甲", "乙", "丙"))
    for named in (article, near):
        Mention.objects.create(article=named, security=a_security())

    assert queries.related(article) == [near, far]


def test_articles_come_in_the_order_asked_for(source):
    first, second = an_article("甲", source=source), an_article("乙", source=source)

    assert queries.by_ids([second.pk, 999, first.pk]) == [second, first]


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda: queries.channel("none"), Channel.DoesNotExist),
        (lambda: queries.source("none"), Source.DoesNotExist),
        (lambda: queries.article(1), Article.DoesNotExist),
        (lambda: queries.story(1), Story.DoesNotExist),
    ],
)
def test_what_does_not_exist_is_said_by_name(ask, problem):
    with pytest.raises(problem):
        ask()


def test_the_ten_channels_are_in_order():
    assert [channel.slug for channel in queries.channels()][:3] == ["24h", "global", "stocks"]
    assert Article.objects.filter(Q(channel=queries.channel("24h"))).count() == 0


def test_what_happened_last_is_told_once_an_article_and_newest_first():
    old = an_article("旧文更正", minutes_ago=300)
    carried = an_article("转载的一篇", minutes_ago=200)
    new = an_article("刚刊发", minutes_ago=5)
    actions.correct(old, note="数字有误。", at=NOW - timedelta(minutes=2), by=None)
    actions.add_copy(
        carried, source=a_source("澜江证券报", slug="lanjiang"), url="https://l.example/1",
        published_at=NOW - timedelta(minutes=60), likeness=0.9,
    )  # fmt: skip

    told = [(each.kind, each.headline, each.note, each.source) for each in queries.happenings(size=5)]

    assert told == [
        ("corrected", "旧文更正", "数字有误。", old.source.name),
        ("published", "刚刊发", "", new.source.name),
        ("carried", "转载的一篇", "", "澜江证券报"),
    ]


def test_around_an_article_stand_its_story_what_was_done_to_it_and_its_neighbours(django_assert_num_queries):
    first, article = an_article("先报", minutes_ago=9), an_article("本篇", minutes_ago=5)
    a_story(first, article, an_article("撤下", live=False))
    an_article("更早", minutes_ago=60)
    an_article("更晚", minutes_ago=1)
    article = queries.article(article.pk)
    actions.correct(article, note="数字有误。", at=NOW - timedelta(minutes=2), by=None)
    Copy.objects.create(article=article, source=a_source("澜江证券报"), published_at=NOW)

    with django_assert_num_queries(1):
        around = queries.around(article)

    assert [(each.kind, each.headline) for each in around.happenings] == [
        ("published", "先报"),
        ("published", "本篇"),
        ("corrected", "本篇"),
        ("carried", "本篇"),
    ]
    assert [each.note for each in around.notes] == ["数字有误。"]
    assert around.later.headline == "更晚"
    assert around.earlier.get_absolute_url() == Article.objects.get(headline="更早").get_absolute_url()
