"""What sources changed in texts that are out, at the desk."""

import pytest

from jingui.ingest.draft import Verdict
from jingui.ingest.keeping import judged_of
from jingui.ingest.models import Change, Item, Outcome
from jingui.news.models import Article
from tests.desk.test_chinese import english
from tests.factories import NOW, a_source, an_article, an_item
from tests.ingest.drafts import judged


@pytest.fixture
def change():
    source = a_source("甲报", rights="full")
    article = an_article("利润增长12%", body="<p>利润增长12%。</p><p>第二段。</p>", source=source)
    Article.objects.filter(pk=article.pk).update(text="利润增长12%。\n第二段。")
    item = an_item(title="利润增长14%", state="judged", verdict="publish", article=article)
    draft = judged(item, verdict=Verdict.PUBLISH, text="利润增长14%。\n第二段。")
    return Change.objects.create(
        item=item,
        article=article,
        at=NOW,
        reason="编辑改过这篇稿件",
        note="来源更新了本文：…。",
        was={"headline": "利润增长12%", "text": "利润增长12%。\n第二段。"},
        judged=judged_of(draft),
    )


def test_both_versions_stand_side_by_side_with_what_differs_marked(editor, change):
    page = editor.get(f"/admin/changes/{change.pk}/").text

    assert "<del>12%。</del>" in page
    assert "<ins>14%。</ins>" in page
    assert page.count("第二段。") == 2
    assert "本站现在的版本" in page
    assert "编辑改过这篇稿件" in page
    assert english(page) == set()


def test_an_editor_takes_the_sources_version_in_one_press(editor, change):
    page = editor.post(f"/admin/changes/{change.pk}/", {"do": "take"}, follow=True).text

    article = Article.objects.get()
    assert (article.headline, article.text) == ("利润增长14%", "利润增长14%。\n第二段。")
    assert "已采用来源新版：" in page
    history = editor.get(f"/admin/articles/history/{article.pk}/").text
    assert "已随来源更新" in history
    assert english(history) == set()


def test_the_form_of_the_article_leads_to_what_waits(editor, change):
    page = editor.get(f"/admin/articles/edit/{change.article.pk}/").text

    assert f"/admin/changes/{change.pk}/" in page
    assert "来源已修改" in page


def test_an_editor_keeps_ours(editor, change):
    editor.post(f"/admin/changes/{change.pk}/", {"do": "keep"})

    change.refresh_from_db()
    assert (change.outcome, change.settled_by.username) == (Outcome.KEPT, "editor")
    assert "改动前的版本" in editor.get(f"/admin/changes/{change.pk}/").text
    assert Article.objects.get().headline == "利润增长12%"


def test_what_a_colleague_decided_first_is_said(editor, change):
    editor.post(f"/admin/changes/{change.pk}/", {"do": "keep"})

    page = editor.post(f"/admin/changes/{change.pk}/", {"do": "take"}, follow=True).text

    assert "这处改动已经处理过了" in page
    assert Article.objects.get().headline == "利润增长12%"


def test_a_reporter_reads_and_decides_nothing(reporter, change):
    page = reporter.get(f"/admin/changes/{change.pk}/")

    assert page.status_code == 200
    assert 'value="take"' not in page.text
    assert reporter.post(f"/admin/changes/{change.pk}/", {"do": "take"}).status_code == 302
    assert Change.objects.waiting().exists()


def test_the_list_speaks_chinese_and_is_narrowed_to_what_waits(editor, change):
    Change.objects.create(
        item=an_item(), article=an_article("另一篇"), at=NOW, outcome=Outcome.FOLLOWED, judged=change.judged
    )

    assert "另一篇" in editor.get("/admin/changes/").text
    page = editor.get("/admin/changes/?outcome=waiting").text
    assert "利润增长12%" in page
    assert "另一篇" not in page
    assert english(page) == set()


def test_the_first_page_counts_what_waits(editor, change):
    page = editor.get("/admin/").text

    assert "changes/?outcome=waiting" in page
    assert english(page) == set()


def test_a_list_of_changes_costs_the_same_however_many(editor, change, django_assert_max_num_queries):
    editor.get("/admin/changes/")
    for number in range(12):
        article = an_article(f"第{number}篇")
        Change.objects.create(item=Item.objects.get(pk=an_item().pk), article=article, at=NOW)

    with django_assert_max_num_queries(16):
        editor.get("/admin/changes/")
