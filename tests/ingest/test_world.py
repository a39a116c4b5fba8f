"""One contract for the newsroom in memory and the one answered from the database."""

import pytest

from jingui.ingest.judging import record_of
from jingui.ingest.models import Item
from jingui.ingest.world import DatabaseWorld, forget, remember, story_named
from jingui.news.models import Story
from tests.factories import NOW, a_feed, a_flash, a_source, an_item
from tests.ingest.tellings import NAMES, a_draft, a_newsroom, told_to

WIRE = "央行今日开展500亿元7天期逆回购操作，中标利率1.40%，与此前持平。"
RETOLD = "公开市场方面，7天期逆回购今日操作500亿元，央行中标利率维持1.40%不变。"


class InMemory:
    """Drafts straight into a Newsroom."""

    def __init__(self):
        self.world = a_newsroom()

    def judge(self, *texts):
        return told_to(
            self.world, *(a_draft(text, id=f"item-{at}", minutes=at) for at, text in enumerate(texts, 1))
        )


class InTables:
    """Drafts beside items, as the actions keep them."""

    def __init__(self):
        self.world = DatabaseWorld(NOW)
        self.feed = a_feed(source=a_source("东岸财讯", slug="east"))

    def judge(self, *texts):
        drafts = [
            a_draft(text, id=f"item-{an_item(self.feed).pk}", minutes=at) for at, text in enumerate(texts, 1)
        ]
        return told_to(self.world, *drafts, remember=self.keep)

    def keep(self, draft):
        item = Item.objects.get(pk=draft.id.removeprefix("item-"))
        item.judged = record_of(draft)
        item.save()
        remember(item, draft)


@pytest.fixture(params=[InMemory, InTables], ids=["memory", "database"])
def newsroom(request, db, monkeypatch):
    monkeypatch.setattr("jingui.ingest.world.security_names", lambda: NAMES)  # built once for all tests
    return request.param()


def test_the_very_text_is_found_again(newsroom):
    first, second = newsroom.judge(WIRE, WIRE)

    assert newsroom.world.exact(first.look.exact).id == first.id
    assert second.duplicate_of == first.id


def test_a_near_copy_is_found_again(newsroom):
    first, second = newsroom.judge(WIRE, WIRE.replace("与此前持平", "与前次持平"))

    assert second.duplicate_of == first.id
    assert 0.8 <= second.likeness < 1


def test_another_telling_is_found_by_its_terms(newsroom):
    first, second = newsroom.judge(WIRE, RETOLD)

    assert [known.id for known in newsroom.world.sharing(second.look.terms)] == [second.id, first.id]


def test_what_is_known_keeps_its_words_names_and_original(newsroom):
    text = "贵州茅台公告，拟以20亿元至40亿元回购股份，价格不超过1887.63元/股。"
    first, _ = newsroom.judge(text, text)
    found = {known.id: known for known in newsroom.world.near(first.look.bands)}

    assert found[first.id].text == text
    assert found[first.id].names == {"600519.SSE"}
    assert {known.original for known in found.values()} == {None, first.id}


def test_a_stranger_shares_nothing(newsroom):
    newsroom.judge(WIRE)
    look = told_to(a_newsroom(), a_draft("远山科技股东拟减持不超过1.5%股份。"))[0].look

    assert newsroom.world.exact(look.exact) is None
    assert list(newsroom.world.near(look.bands)) == []


@pytest.mark.parametrize("known", [1, 30])
def test_every_question_costs_two_queries_however_much_is_known(db, django_assert_num_queries, known):
    tables = InTables()
    look = tables.judge(*[WIRE] * known)[0].look

    for question in (tables.world.near, tables.world.sharing):
        with django_assert_num_queries(2):
            question(look.bands if question == tables.world.near else look.terms)


def test_the_story_is_the_one_an_editor_sees(db):
    tables = InTables()
    (first,) = tables.judge(WIRE)
    story = Story.objects.create(headline="逆回购", first_reported_at=NOW, last_reported_at=NOW)
    item = Item.objects.get()
    item.flash = a_flash(WIRE, story=story)
    item.save()

    assert tables.world.exact(first.look.exact).story == f"story-{story.pk}"
    assert story_named(f"story-{story.pk}") == story_named(first.id) == story


def test_remembering_twice_is_as_good_as_once_and_forgetting_is_complete(db):
    tables = InTables()
    (first,) = tables.judge(WIRE)
    item = Item.objects.get()
    clues = item.clues.count()

    remember(item, first)
    assert item.clues.count() == clues

    forget(item)
    assert item.clues.count() == 0
