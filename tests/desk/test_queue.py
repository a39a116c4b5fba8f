"""The queue of held items: an editor with three hundred of them and ten minutes."""

import pytest

from jingui.ingest.models import Item
from jingui.news.models import Article
from tests.desk.held import a_held_item
from tests.factories import a_channel, a_source, a_story_of, an_article

QUEUE = "/admin/queue/"


def settled(item):
    item.refresh_from_db()
    return item.verdict, item.settled_by.username if item.settled_by else None


def test_a_row_says_what_an_editor_needs_to_decide(editor):
    item = a_held_item("沪锡夜盘走高")

    page = editor.get(QUEUE).text

    said = [
        "沪锡夜盘走高",
        item.feed.source.name,
        "频道把握不足",
        "期货新闻 90%",
        "频道：期货新闻 0.41",
        "两市成交放量",
    ]
    assert [words for words in said if words not in page] == []


def test_one_click_publishes(editor):
    item = a_held_item("沪锡夜盘走高")

    editor.post(QUEUE, {"do": f"publish {item.pk}", f"channel-{item.pk}": a_channel("futures").pk})

    assert settled(item) == ("publish", "editor")
    assert Article.objects.live().get().headline == "沪锡夜盘走高"


def test_another_channel_is_chosen_with_the_same_click(editor):
    item = a_held_item(channel="futures")

    editor.post(QUEUE, {"do": f"publish {item.pk}", f"channel-{item.pk}": a_channel("metals").pk})

    assert Article.objects.get().channel.slug == "metals"


def test_spiking_is_signed_on_the_trail(editor):
    item = a_held_item()

    editor.post(QUEUE, {"do": f"spike {item.pk}"})

    assert settled(item) == ("drop", "editor")
    assert item.trail[-1].endswith("演示编辑：弃用")


def test_an_item_joins_the_article_that_its_number_or_address_names(editor):
    article = an_article()
    first, second = a_held_item("甲"), a_held_item("乙")

    editor.post(QUEUE, {"do": f"merge {first.pk}", f"into-{first.pk}": str(article.pk)})
    editor.post(QUEUE, {"do": f"merge {second.pk}", f"into-{second.pk}": article.get_absolute_url()})

    assert {copy.source for copy in article.copies.all()} == {first.feed.source, second.feed.source}


def test_the_article_it_most_likely_belongs_to_is_offered(editor):
    article = an_article("沪锡夜盘走高，缅甸复产慢")
    story = a_story_of(article)

    a_held_item(story=f"story-{story.pk}")

    page = editor.get(QUEUE).text
    assert f'value="{article.pk}" data-queue-into' in page
    assert article.headline in page


def test_many_are_decided_at_once(editor):
    chosen = [a_held_item(f"第{n}条") for n in range(3)]
    other = a_held_item("留着")

    editor.post(QUEUE, {"do": "spike", "item": [item.pk for item in chosen]})

    assert list(Item.objects.held()) == [other]


def test_enter_in_a_text_field_decides_nothing(editor):
    item = a_held_item()

    editor.post(QUEUE, {"do": "", "item": item.pk})

    assert list(Item.objects.held()) == [item]


def test_what_a_colleague_decided_first_is_said_and_the_rest_goes_on(editor):
    gone, item = a_held_item("甲"), a_held_item("乙")
    editor.post(QUEUE, {"do": f"spike {gone.pk}"})

    answer = editor.post(
        QUEUE, {"do": "spike", "item": [gone.pk, item.pk]}, headers={"accept": "application/json"}
    )

    assert answer.json() == {"done": [item.pk], "problems": ["甲：这条来稿已经处理过了"], "waiting": 0}


@pytest.mark.parametrize(
    ("channel", "problem"), [("", "请先选择频道"), ("999999", "请先选择频道"), ("x", "请先选择频道")]
)
def test_without_a_channel_nothing_is_published(editor, channel, problem):
    item = a_held_item(channel=None)

    answer = editor.post(
        QUEUE,
        {"do": f"publish {item.pk}", f"channel-{item.pk}": channel},
        headers={"accept": "application/json"},
    )

    assert problem in answer.json()["problems"][0]
    assert not Article.objects.exists()


@pytest.mark.parametrize("into", ["", "999999", "javascript:1", "/c/stocks/"])
def test_merging_needs_a_live_article(editor, into):
    item = a_held_item()

    answer = editor.post(
        QUEUE, {"do": f"merge {item.pk}", f"into-{item.pk}": into}, headers={"accept": "application/json"}
    )

    assert answer.json()["problems"] == [f"{item.headline}：请填写一篇已发布稿件的编号或网址。"]


@pytest.mark.parametrize("do", ["delete 1", "publish abc", "publish", "《》", "spike 999999"])
def test_nonsense_decides_nothing(editor, do):
    item = a_held_item()

    assert editor.post(QUEUE, {"do": do}).status_code == 302
    assert list(Item.objects.held()) == [item]


def test_the_queue_goes_on_where_the_page_ended(editor):
    for n in range(35):
        a_held_item(f"第{n}条", minutes_ago=n)

    first = editor.get(QUEUE)
    second = editor.get(QUEUE + first.context["more"])

    assert [len(first.context["page"].rows), len(second.context["page"].rows)] == [30, 5]
    assert second.context["page"].rows[0].item.headline == "第30条"


def test_the_queue_is_narrowed_by_source_and_channel(editor):
    wanted = a_held_item("甲", channel="metals")
    a_held_item("乙", channel="stocks")

    found = [
        editor.get(QUEUE, query).context["page"].rows
        for query in (
            {"source": wanted.feed.source.pk},
            {"channel": a_channel("metals").pk},
            {"source": a_source().pk},
        )
    ]

    assert [[row.item for row in rows] for rows in found] == [[wanted], [wanted], []]


@pytest.mark.parametrize("before", ["nonsense", "%00", "AAAA"])
def test_a_broken_cursor_starts_from_the_top(editor, before):
    a_held_item()

    assert len(editor.get(f"{QUEUE}?before={before}").context["page"].rows) == 1


def test_markup_in_a_headline_is_shown_and_not_run(editor):
    a_held_item("<script>alert(1)</script>")

    assert "<script>alert(1)" not in editor.get(QUEUE).text


def test_a_reporter_has_no_queue(reporter):
    item = a_held_item()

    assert reporter.get(QUEUE)["Location"] == "/admin/"
    assert reporter.post(QUEUE, {"do": f"publish {item.pk}"})["Location"] == "/admin/"
    assert list(Item.objects.held()) == [item]
