"""The desk reads its letters, and writes the pages about the site."""

import pytest
from wagtail.log_actions import registry

from jingui.imprint import actions, queries
from jingui.imprint.models import Letter, LetterState, Page
from tests.factories import NOW


@pytest.fixture
def letter():
    return actions.take_letter(
        kind="mistake", text="第三段的数字错了。", name="程女士", address="reader@a.example", at=NOW
    )


def test_a_letter_is_listed_and_dealt_with_in_one_press(editor, letter):
    assert "第三段的数字错了。" in editor.get("/admin/letters/").text
    asked = editor.get(f"/admin/letters/{letter.pk}/deal-with/")
    assert asked.status_code == 200

    editor.post(f"/admin/letters/{letter.pk}/deal-with/")

    letter.refresh_from_db()
    assert (letter.state, letter.done_by.username) == (LetterState.DONE, "editor")
    assert [entry.action for entry in registry.get_logs_for_instance(letter)] == ["jingui.deal_with"]


def test_the_desk_changes_what_became_of_a_letter_and_never_its_words(editor, letter):
    page = editor.get(f"/admin/letters/edit/{letter.pk}/")
    form = {"state": "done", "remark": "已更正", "text": "另一封信", "address": "x@a.example"}
    editor.post(f"/admin/letters/edit/{letter.pk}/", form)

    assert "reader@a.example" in page.text
    kept = Letter.objects.get()
    assert (kept.text, kept.address, kept.remark) == ("第三段的数字错了。", "reader@a.example", "已更正")
    assert kept.done_by.username == "editor"


def test_letters_are_for_editors(reporter, letter):
    assert reporter.get("/admin/letters/").status_code in (302, 403)
    reporter.post(f"/admin/letters/{letter.pk}/deal-with/")

    assert Letter.objects.get().state == LetterState.UNREAD


def test_nobody_writes_a_letter_at_the_desk(editor):
    editor.post("/admin/letters/new/", {"state": "unread"})

    assert Letter.objects.count() == 0


def test_the_first_page_says_how_many_letters_wait(editor, letter):
    assert "封来信未读" in editor.get("/admin/").text


def test_an_administrator_writes_a_page_and_readers_see_it(administrator, client):
    page = Page.objects.get(name="about")
    form = administrator.get(f"/admin/site_pages/edit/{page.pk}/")
    assert "我们怎样编" in form.text  # the package's words, to begin from

    administrator.post(f"/admin/site_pages/edit/{page.pk}/", {"body": "<p>我们是金桂财经编辑部。</p>"})

    assert queries.page("about").html == "<p>我们是金桂财经编辑部。</p>"
    assert "我们是金桂财经编辑部。" in client.get("/about/").text
    assert Page.objects.get(name="about").changed_by.username == "administrator"


def test_pages_are_listed_and_neither_made_nor_removed(administrator):
    page = Page.objects.get(name="terms")
    listed = administrator.get("/admin/site_pages/").text
    administrator.post("/admin/site_pages/new/", {"body": "<p>x</p>"})
    administrator.post(f"/admin/site_pages/delete/{page.pk}/")

    assert "用户协议" in listed
    assert Page.objects.count() == 5


def test_pages_are_the_administrators(editor):
    page = Page.objects.get(name="about")

    editor.post(f"/admin/site_pages/edit/{page.pk}/", {"body": "<p>x</p>"})

    assert Page.objects.get(name="about").body == ""
