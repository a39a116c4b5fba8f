"""What readers find, at a fixed price."""

import pytest

from jingui.news.models import Story
from jingui.search import actions, queries
from tests.factories import NOW, a_channel, a_flash, a_security, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(site_index):
    def build():
        actions.rebuild()
        site_index.is_whole()

    return build


@pytest.mark.parametrize("things", [1, 8])
def test_a_search_costs_two_queries_however_much_it_finds(built, django_assert_num_queries, things):
    for n in range(things):
        an_article(f"黄金收涨{n}")
        a_flash(f"黄金快讯{n}")
    built()

    with django_assert_num_queries(2):
        found = queries.find("黄金")

    assert (len(found.hits), found.total) == (2 * things, 2 * things)
    assert [hit.article.source.name for hit in found.hits if hit.article]


def test_hits_show_what_was_asked(built):
    an_article("黄金收涨", text="现货黄金突破。")
    built()

    [hit] = queries.find("黄金").hits

    assert hit.headline_html == "<mark>黄金</mark>收涨"
    assert hit.excerpt_html == "现货<mark>黄金</mark>突破。"


def test_the_text_of_a_source_with_lesser_rights_is_not_quoted(built):
    an_article("黄金收涨", lead="导语。", text="全文里的黄金。", rights="summary")
    built()

    assert queries.find("黄金").hits[0].excerpt_html == "导语。"


def test_what_has_gone_since_is_left_out(built):
    article = an_article("黄金收涨")
    built()
    article.delete()

    assert queries.find("黄金").hits == []


def test_a_channel_narrows(built):
    metals = an_article("黄金收涨", channel=a_channel("metals"))
    an_article("黄金股收涨", channel=a_channel("stocks"))
    built()

    assert [hit.article for hit in queries.find("黄金", channel="metals").hits] == [metals]


def test_there_is_a_next_page_as_long_as_there_are_hits(built):
    for n in range(5):
        an_article(f"黄金{n}")
    built()

    assert [queries.find("黄金", page=page, size=2).has_next for page in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("typed", ["gzmt", "6005", "贵州", "茅台", "600519.sh"])
def test_a_security_is_suggested_however_it_is_typed(built, typed):
    security = a_security("600519", name="贵州茅台")
    security.pinyin = "gzmt"
    security.save()
    built()

    assert queries.suggest(typed).securities == [security]


@pytest.mark.parametrize("articles", [1, 6])
def test_suggesting_costs_two_queries(built, django_assert_num_queries, articles):
    for n in range(articles):
        an_article(f"黄金收涨{n}")
    built()

    with django_assert_num_queries(2):
        assert len(queries.suggest("黄金").articles) == articles


def test_nothing_typed_suggests_nothing(built):
    assert queries.suggest(" ") == queries.Suggestions([], [])


def test_related_names_each_story_once_and_never_its_own(built):
    security = a_security("600519", name="贵州茅台")
    own, other = (
        Story.objects.create(headline="h", first_reported_at=NOW, last_reported_at=NOW) for _ in "ab"
    )
    article, twin = an_article("茅台分红", story=own), an_article("茅台派息", story=own)
    first, second = an_article("茅台扩产", story=other), an_article("茅台新厂", story=other)
    for each in (article, twin, first, second):
        each.mentions.create(security=security)
    built()

    [shown] = queries.related(article)

    assert shown in (first, second)
