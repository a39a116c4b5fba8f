"""An article at the desk, from the first draft to its correction."""

from datetime import timedelta

import pytest

from jingui import clock
from jingui.ingest.models import Lesson
from jingui.news.models import Article
from jingui.search import engines
from jingui.search.index import Document
from tests.factories import NOW, a_channel, a_source, a_story_of, an_article, an_item

TABLE = (
    '<table><caption>库存</caption><tbody><tr><th colspan="2">沪铝</th></tr>'
    "<tr><td>本周</td><td>1.2%</td></tr></tbody></table>"
    '<figure><img src="/media/x.png" alt="图"><figcaption>图1</figcaption></figure>'
)


def form(**facts):
    return {
        "headline": "沪锡夜盘走高",
        "lead": "",
        "body": "<p>正文。</p>",
        "channel": a_channel("futures").pk,
        "source": "",
        "importance": 3,
        "byline": "",
        "dateline": "",
        "canonical_url": "",
        "labels": "",
        "editors_note": "",
        "slug": "",
        "cover": "",
        "embargo_until": "",
        "go_live_at": "",
        "expire_at": "",
        **facts,
    }


def file(browser, **facts):
    browser.post("/admin/articles/add/", form(**facts))
    return Article.objects.order_by("pk").last()


def test_a_reporter_files_a_draft_with_an_address_and_the_house_as_its_source(reporter):
    article = file(reporter)

    assert (article.live, article.slug, article.source.name) == (False, "hu-xi-ye-pan-zou-gao", "金桂财经")


def test_a_reporter_cannot_publish(reporter):
    article = file(reporter, **{"action-publish": "1"})

    assert article.live is False


def test_an_editor_publishes_and_the_article_is_dated_then(editor):
    article = file(editor, **{"action-publish": "1"})

    assert article.live
    assert article.published_at == article.first_published_at


def test_what_a_reporter_submits_an_editor_approves(reporter, editor):
    article = file(reporter, **{"action-submit": "1"})
    task = article.current_workflow_task_state

    assert "沪锡夜盘走高" in editor.get("/admin/").text
    editor.post(f"/admin/articles/workflow/action/{article.pk}/approve/{task.pk}/", {"comment": ""})

    article.refresh_from_db()
    assert article.live


def test_a_reporter_cannot_approve_what_they_submitted(reporter):
    article = file(reporter, **{"action-submit": "1"})
    task = article.current_workflow_task_state

    reporter.post(f"/admin/articles/workflow/action/{article.pk}/approve/{task.pk}/", {"comment": ""})

    article.refresh_from_db()
    assert article.live is False


def test_an_embargo_schedules_the_article(editor):
    article = file(editor, embargo_until="2099-01-01 08:00", **{"action-publish": "1"})

    assert article.live is False
    assert article.get_latest_revision_as_object().go_live_at.year == 2098 + 1


def test_tables_and_figures_survive_and_scripts_do_not(editor):
    article = file(
        editor, body=TABLE + "<script>alert(1)</script><p onclick='x()'>完</p>", **{"action-publish": "1"}
    )

    assert article.body == TABLE + "<p>完</p>"
    assert article.text == "库存\n沪铝\n本周 1.2%\n图1\n完"


def test_what_the_pipeline_published_is_edited_without_loss(editor):
    article = an_article(body=TABLE)

    editor.post(
        f"/admin/articles/edit/{article.pk}/",
        form(body=TABLE, source=article.source.pk, **{"action-publish": "1"}),
    )

    article.refresh_from_db()
    assert (article.body, article.headline) == (TABLE, "沪锡夜盘走高")
    assert article.revised_at == article.last_published_at
    assert article.published_at == NOW


def test_another_channel_in_the_form_is_a_lesson(editor):
    item = an_item(state="judged", verdict="publish", article=an_article("沪锡"), channel=a_channel("stocks"))
    item.judged = {"headline": "沪锡", "text": "沪锡夜盘走高。", "channels": [{"slug": "stocks"}]}
    item.save()

    editor.post(
        f"/admin/articles/edit/{item.article.pk}/",
        form(source=item.article.source.pk, channel=a_channel("futures").pk, **{"action-publish": "1"}),
    )

    lesson = Lesson.objects.get()
    assert (lesson.said, lesson.decided, lesson.by.username) == ("stocks", "futures", "editor")


def test_a_change_that_is_scheduled_leaves_the_article_where_it_is(editor):
    article = an_article("原来的标题")
    facts = {"source": article.source.pk, "go_live_at": "2099-01-01 08:00", "action-publish": "1"}

    editor.post(f"/admin/articles/edit/{article.pk}/", form(**facts))

    article.refresh_from_db()
    assert (article.live, article.headline) == (True, "原来的标题")
    assert article.scheduled_revision.content["headline"] == "沪锡夜盘走高"


def test_the_first_edit_can_be_compared_with_what_the_pipeline_published(editor):
    article = an_article("原来的标题")

    editor.post(
        f"/admin/articles/edit/{article.pk}/", form(source=article.source.pk, **{"action-publish": "1"})
    )

    assert [revision.content["headline"] for revision in article.revisions.order_by("pk")] == [
        "原来的标题",
        "沪锡夜盘走高",
    ]


def test_a_draft_that_waits_does_not_undo_what_happened_meanwhile(editor):
    article = an_article()
    editor.post(f"/admin/articles/edit/{article.pk}/", form(source=article.source.pk))
    story = a_story_of(article)
    editor.post(f"/admin/articles/{article.pk}/move/", {"channel": a_channel("metals").pk})

    Article.objects.get(pk=article.pk).latest_revision.publish()

    article.refresh_from_db()
    assert (article.story, article.channel.slug, article.headline) == (story, "metals", "沪锡夜盘走高")


def test_tags_are_parted_by_what_people_type(editor):
    article = file(editor, labels="锡、缅甸，库存 锡", **{"action-publish": "1"})

    assert article.tags == ["锡", "缅甸", "库存"]


def test_a_correction_needs_words_and_is_signed(editor):
    article = an_article()

    editor.post(f"/admin/articles/{article.pk}/correct/", {"note": ""})
    editor.post(f"/admin/articles/{article.pk}/correct/", {"note": "“1280万”应为“1208万”。"})

    made = article.corrections.get()
    assert (made.note, made.by.username) == ("“1280万”应为“1208万”。", "editor")
    assert "已刊出更正" in editor.get(f"/admin/articles/history/{article.pk}/").text


def test_a_retraction_is_visible_and_for_good(editor, client):
    article = an_article()

    editor.post(f"/admin/articles/{article.pk}/retract/", {"note": "消息不实，予以撤稿。"})

    article.refresh_from_db()
    assert (article.live, article.is_retracted) == (False, True)
    assert "消息不实" in editor.get("/admin/retractions/").text


def test_a_retracted_article_is_not_retracted_again(editor):
    article = an_article()
    editor.post(f"/admin/articles/{article.pk}/retract/", {"note": "撤稿。"})

    assert editor.get(f"/admin/articles/{article.pk}/retract/").status_code == 404
    assert editor.post(f"/admin/articles/{article.pk}/retract/", {"note": "再撤。"}).status_code == 404


def test_an_article_is_pinned_to_the_front_page_for_some_hours(editor):
    article = an_article("置顶的稿件", published_at=clock.now())
    before = clock.now()

    editor.post(f"/admin/articles/{article.pk}/pin/", {"hours": 3})
    article = Article.objects.get(pk=article.pk)

    assert timedelta(hours=2.9) < article.pin.until - before < timedelta(hours=3.1)
    assert editor.post(f"/admin/articles/{article.pk}/pin/", {"hours": 3}).status_code == 404

    editor.post(f"/admin/articles/{article.pk}/unpin/", {})

    assert not Article.objects.filter(pin__isnull=False).exists()


def test_an_article_leaves_its_story(editor):
    first, second = an_article("甲"), an_article("乙")
    a_story_of(first, second)

    editor.post(f"/admin/articles/{second.pk}/split/", {})

    second.refresh_from_db()
    assert (second.story, second.leads) == (None, True)


@pytest.mark.parametrize("verb", ["pin", "correct", "retract", "move", "split"])
def test_a_reporter_does_nothing_to_what_is_out(reporter, verb):
    article = an_article()

    assert reporter.post(f"/admin/articles/{article.pk}/{verb}/", {"note": "x"})["Location"] == "/admin/"


def test_next_leads_back_to_the_list_and_nowhere_else(editor):
    article = an_article()
    address = f"/admin/articles/{article.pk}/correct/"

    answers = [
        editor.post(address, {"note": "x", "next": wanted})["Location"]
        for wanted in ("/admin/articles/?state=live", "https://evil.example/")
    ]

    assert answers == ["/admin/articles/?state=live", "/admin/articles/"]


@pytest.mark.parametrize(("state", "expected"), [("live", ["已"]), ("draft", ["草"]), ("retracted", ["撤"])])
def test_the_list_is_narrowed_by_state(editor, state, expected):
    an_article("已")
    an_article("草", live=False)
    Article.objects.filter(headline="草").update(first_published_at=None)
    retracted = an_article("撤")
    editor.post(f"/admin/articles/{retracted.pk}/retract/", {"note": "撤稿。"})

    found = editor.get("/admin/articles/", {"state": state}).context["object_list"]

    assert [article.headline for article in found] == expected


def test_the_list_is_searched_and_narrowed_by_channel_and_source(editor):
    wanted = an_article("沪锡夜盘走高", channel=a_channel("futures"), source=a_source("广衡期货"))
    an_article("沪锡早盘回落", channel=a_channel("metals"))

    query = {"q": "沪锡", "channel": a_channel("futures").pk, "source": wanted.source.pk}

    assert list(editor.get("/admin/articles/", query).context["object_list"]) == [wanted]


def test_a_live_article_is_found_by_words_of_its_text_and_a_draft_by_its_headline(editor, settings):
    settings.SEARCH_URL = "memory://desk"
    engine = engines.current()
    live = an_article("甲", body="<p>缅甸复产慢于预期</p>", text="缅甸复产慢于预期")
    draft = an_article("缅甸复产综述", live=False)
    with engine.writing():
        engine.rebuild([Document(key=f"article-{live.pk}", text=live.text, published_at=NOW, headline="甲")])

    found = editor.get("/admin/articles/", {"q": "缅甸复产"}).context["object_list"]

    assert list(found) == [draft, live]


def test_the_preview_is_the_page_readers_will_see(editor):
    article = an_article()
    address = f"/admin/articles/preview/{article.pk}/"

    editor.post(address, form(headline="改过的标题", source=article.source.pk))
    page = editor.get(address)

    assert page.status_code == 200
    assert "改过的标题" in page.text
    assert "public" not in page.get("Cache-Control", "")


def test_a_new_article_is_previewed_before_it_is_saved(editor):
    editor.post("/admin/articles/preview/", form(headline="未存的标题"))

    assert "未存的标题" in editor.get("/admin/articles/preview/").text


def test_no_page_of_the_desk_allows_an_inline_script(editor):
    page = editor.get(f"/admin/articles/edit/{an_article().pk}/")

    assert "script-src 'self';" in f"{page['Content-Security-Policy']};"
    scripts = [script.split(">")[0] for script in page.text.split("<script")[1:]]
    assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []
