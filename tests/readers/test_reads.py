"""Real reads become the hot list: one line a story, newer reads count more."""

from datetime import timedelta

import pytest

from jingui.clock import in_beijing
from jingui.news import actions as news
from jingui.readers import actions, queries
from jingui.readers.models import ReadCount
from tests.factories import NOW, a_source, an_article

pytestmark = pytest.mark.django_db
TODAY = in_beijing(NOW).date()
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0"


def read(article, times, *, days_ago=0):
    actions.count_reads({(article.pk, TODAY - timedelta(days=days_ago)): times})


def hot(size=5):
    return [(entry.article, entry.reads) for entry in queries.hot_week(NOW, size).entries]


def test_the_most_read_come_first():
    few, some, many = an_article(), an_article(), an_article()
    for article, times in ((few, 6), (some, 20), (many, 90)):
        read(article, times)

    assert hot() == [(many, 90), (some, 20), (few, 6)]


def test_older_reads_count_less():
    old, new, other = an_article(), an_article(), an_article()
    read(old, 100, days_ago=6)
    read(new, 30)
    read(other, 10)

    assert hot() == [(new, 30), (old, 100), (other, 10)]


def test_what_was_read_more_than_a_week_ago_is_forgotten():
    articles = [an_article() for _ in range(4)]
    for article in articles[1:]:
        read(article, 10)
    read(articles[0], 1_000, days_ago=7)

    assert articles[0] not in [article for article, _ in hot()]


def test_a_story_stands_once_with_the_reads_and_sources_of_all_its_reports():
    lead, second = an_article("主稿", source=a_source(trust=5)), an_article("续报")
    story = news.open_story(lead, headline="主稿", at=NOW)
    news.add_to_story(second, story=story)
    others = [an_article(), an_article()]
    for article, times in ((lead, 10), (second, 30), (others[0], 20), (others[1], 8)):
        read(article, times)

    [first, *rest] = queries.hot_week(NOW).entries

    assert first == (lead, 40, 2)
    assert [entry.article for entry in rest] == others


@pytest.mark.parametrize("times", [[9, 9], [9, 9, 4]])
def test_with_too_little_data_there_is_no_list(times):
    for number in times:
        read(an_article(), number)

    assert queries.hot_week(NOW).entries == []


def test_what_was_withdrawn_is_not_hot():
    articles = [an_article() for _ in range(4)]
    for article in articles:
        read(article, 10)

    news.retract(articles[0], note="不实。", at=NOW)

    assert articles[0] not in [article for article, _ in hot()]


@pytest.mark.parametrize("articles", [3, 12])
def test_the_hot_list_costs_two_queries(articles, django_assert_num_queries):
    for _ in range(articles):
        read(an_article(), 9)

    with django_assert_num_queries(2):
        entries = queries.hot_week(NOW).entries

    assert [entry.article.source.name for entry in entries]


def test_batches_add_up():
    article = an_article()

    read(article, 3)
    read(article, 4)

    assert queries.reads_of(article) == 7
    assert ReadCount.objects.count() == 1


def test_reads_of_unknown_or_withdrawn_articles_are_not_counted():
    gone = an_article(live=False)

    assert actions.count_reads({(gone.pk, TODAY): 3, (10**9, TODAY): 2}) == 0
    assert not ReadCount.objects.exists()


def test_reloads_and_robots_do_not_count():
    article = an_article()
    names = [BROWSER, BROWSER, "Baiduspider/2.0", "Mozilla/5.0 Firefox/128.0"]

    counted = [actions.note_read(article.pk, visitor="x" + name, user_agent=name, now=NOW) for name in names]
    actions.tally.flush()

    assert counted == [True, False, False, True]
    assert queries.reads_of(article) == 2
