"""Flashes, stories, sources and their feeds, and the first page: what the desk does with them."""

import pytest
from wagtail.admin.menu import admin_menu

from jingui.accounts.models import User
from jingui.desk.home import figures
from jingui.flash import signals
from jingui.flash.models import Flash
from jingui.ingest.models import Feed
from jingui.news.models import Regrouping, Source, Story
from tests.desk.held import a_held_item
from tests.factories import NOW, a_channel, a_feed, a_flash, a_security, a_source, a_story_of, an_article
from tests.readers.talking import a_comment


@pytest.fixture
def heard():
    """What was announced of flashes while the test ran, as (word, text)."""
    said = []

    def listener(word):
        def hear(flash, **kwargs):
            said.append((word, flash.text))

        return hear

    ears = {word: listener(word) for word in ("reported", "updated", "retracted")}
    for word, ear in ears.items():
        getattr(signals, word).connect(ear)
    yield said
    for word, ear in ears.items():
        getattr(signals, word).disconnect(ear)


def flash_form(**facts):
    return {"text": "央行开展逆回购。", "headline": "", "urgency": 2, "source": "", "url": "", **facts}


def test_a_flash_is_on_the_wire_when_it_is_saved(editor, heard):
    editor.post("/admin/flashes/new/", flash_form(channels=[a_channel("global").pk]))

    flash = Flash.objects.get()
    assert (flash.text, flash.source.name, flash.channels.get().slug) == (
        "央行开展逆回购。",
        "金桂财经",
        "global",
    )
    assert heard == [("reported", "央行开展逆回购。")]


def test_a_mended_flash_is_announced(editor, heard):
    flash = a_flash("错字")

    editor.post(f"/admin/flashes/edit/{flash.pk}/", flash_form(text="对字", source=flash.source.pk))

    assert heard == [("updated", "对字")]


def test_a_flash_is_taken_off_the_wire_once(editor, heard):
    flash = a_flash("误发")

    editor.post(f"/admin/flashes/{flash.pk}/withdraw/")

    assert heard == [("retracted", "误发")]
    assert editor.post(f"/admin/flashes/{flash.pk}/withdraw/").status_code == 404


def test_a_story_goes_into_another(editor):
    into, other = a_story_of(an_article("甲")), a_story_of(an_article("乙"))

    editor.post(f"/admin/stories/{other.pk}/merge/", {"into": into.pk})

    assert list(Story.objects.standing()) == [into]
    assert into.articles.count() == 2


def test_a_merge_is_on_record_with_who_did_it_and_is_undone_once(editor):
    into, other = a_story_of(an_article("甲")), a_story_of(an_article("乙"))
    editor.post(f"/admin/stories/{other.pk}/merge/", {"into": into.pk})
    record = Regrouping.objects.get()

    listed = editor.get("/admin/regroupings/").text
    undone = editor.post(f"/admin/regroupings/{record.pk}/undo/")
    again = editor.get(f"/admin/regroupings/{record.pk}/undo/")

    record.refresh_from_db()
    assert f"/admin/regroupings/{record.pk}/undo/" in listed
    assert (record.by.username, record.undone_by.username) == ("editor", "editor")
    assert (undone.status_code, again.status_code) == (302, 404)
    assert Story.objects.standing().count() == 2


def test_what_has_gone_elsewhere_since_is_not_undone_and_the_editor_reads_why(editor):
    first, second = an_article("甲"), an_article("乙")
    a_story_of(first, second)
    editor.post(f"/admin/articles/{second.pk}/split/")
    a_story_of(second, an_article("丙"))

    answer = editor.post(f"/admin/regroupings/{Regrouping.objects.get().pk}/undo/")

    assert "无法撤销" in answer.text
    assert Regrouping.objects.get().undone_at is None


def test_a_flash_is_taken_out_of_its_story(editor):
    flash = a_flash("误并", story=a_story_of(an_article("甲")))

    editor.post(f"/admin/flashes/{flash.pk}/split/")

    flash.refresh_from_db()
    assert flash.story is None
    assert editor.get(f"/admin/flashes/{flash.pk}/split/").status_code == 404


def test_a_reporter_sees_what_was_merged_and_undoes_nothing(reporter, editor):
    into, other = a_story_of(an_article("甲")), a_story_of(an_article("乙"))
    editor.post(f"/admin/stories/{other.pk}/merge/", {"into": into.pk})
    record = Regrouping.objects.get()

    assert reporter.get("/admin/regroupings/").status_code == 200
    assert reporter.post(f"/admin/regroupings/{record.pk}/undo/")["Location"] == "/admin/"
    assert Regrouping.objects.get().undone_at is None


def test_a_story_does_not_go_into_itself(editor):
    story = a_story_of(an_article("甲"))

    answer = editor.post(f"/admin/stories/{story.pk}/merge/", {"into": story.pk})

    assert answer.status_code == 200
    assert Story.objects.exists()


def test_the_lead_that_an_editor_chose_stays(editor):
    trusted, chosen = an_article("甲", source=a_source(trust=5)), an_article("乙", source=a_source(trust=1))
    story = a_story_of(trusted, chosen)

    editor.post(f"/admin/stories/{story.pk}/lead/", {"article": chosen.pk})
    editor.post(f"/admin/articles/{trusted.pk}/correct/", {"note": "x"})
    editor.post(f"/admin/stories/{a_story_of(an_article('丙')).pk}/merge/", {"into": story.pk})

    story.refresh_from_db()
    assert story.lead_article == chosen


def test_an_administrator_adds_a_source_and_its_feed(administrator):
    facts = {"name": "广衡期货", "slug": "guangheng", "homepage": "", "rights": "full", "trust": 4}
    administrator.post("/admin/sources/new/", facts)
    source = Source.objects.get(slug="guangheng")

    administrator.post(
        "/admin/feeds/new/",
        {
            "source": source.pk,
            "url": "https://g.example/feed.xml",
            "title": "",
            "kind": "feed",
            "interval_seconds": 900,
            "body_selector": "div.article > p",
            "channels": ["metals"],
            "channel_threshold": "0.6",
            "most_unpaired": "0",
            "needs_picture": "on",
        },
    )

    feed = Feed.objects.get()
    assert feed.next_poll_at is not None
    assert feed.selectors == {"body": "div.article > p"}
    assert feed.rules == {
        "channels": ["metals"], "channel_threshold": 0.6, "needs_picture": True, "most_unpaired": 0,
    }  # fmt: skip


def test_the_form_of_a_feed_shows_the_rules_of_the_gate_and_refuses_impossible_ones(administrator):
    feed = a_feed(rules={"max_age_hours": 24, "channels": ["metals"], "of_another_version": 1})
    page = administrator.get(f"/admin/feeds/edit/{feed.pk}/").text
    facts = {"source": feed.source_id, "url": feed.url, "kind": "feed", "interval_seconds": 900}
    refused = administrator.post(f"/admin/feeds/edit/{feed.pk}/", {**facts, "channel_threshold": "2"})
    administrator.post(f"/admin/feeds/edit/{feed.pk}/", {**facts, "copy_likeness": "0.9"})

    feed.refresh_from_db()
    assert 'name="max_age_hours" value="24"' in page
    assert "超过多少小时算旧闻" in page
    assert "留空即 72。" in page
    assert refused.status_code == 200
    assert feed.rules == {"copy_likeness": 0.9, "of_another_version": 1}


def test_what_is_no_css_selector_is_refused_where_it_was_written(administrator):
    feed = a_feed(selectors={"links": "ul.news a"})
    facts = {"source": feed.source_id, "url": feed.url, "kind": "page", "interval_seconds": 900}

    refused = administrator.post(f"/admin/feeds/edit/{feed.pk}/", {**facts, "links_selector": "ul..news"})

    feed.refresh_from_db()
    assert "这不是有效的选择器。" in refused.text
    assert 'value="ul..news"' in refused.text
    assert feed.selectors == {"links": "ul.news a"}


def test_a_feeds_trouble_is_said_in_words(administrator):
    a_feed(last_error="连接超时（20 秒）", failures=3)

    page = administrator.get("/admin/feeds/").text

    assert [words for words in ("出错", "连接超时（20 秒）") if words not in page] == []


def test_a_feed_is_paused_resumed_and_polled_at_once(administrator):
    feed = a_feed(next_poll_at=NOW.replace(year=2099))

    administrator.post(f"/admin/feeds/{feed.pk}/pause/")
    assert Feed.objects.get().paused

    administrator.post(f"/admin/feeds/{feed.pk}/resume/")
    assert not Feed.objects.get().paused

    administrator.post(f"/admin/feeds/{feed.pk}/poll/")
    assert Feed.objects.get().next_poll_at.year != 2099
    assert "已手动采集" in administrator.get(f"/admin/feeds/history/{feed.pk}/").text


@pytest.mark.parametrize("verb", ["pause", "resume", "poll"])
def test_an_editor_sees_feeds_and_leaves_them_alone(editor, verb):
    feed = a_feed()

    assert editor.get("/admin/feeds/").status_code == 200
    assert editor.post(f"/admin/feeds/{feed.pk}/{verb}/")["Location"] == "/admin/"
    assert editor.get(f"/admin/feeds/{feed.pk}/{verb}/").status_code in (302, 405)


def test_a_security_is_found_by_name_code_and_initials(editor):
    security = a_security("600519", name="贵州茅台")
    type(security).objects.update(pinyin="gzmt")
    a_security("000001", exchange="SZSE", name="平安银行")

    found = [
        editor.get("/admin/securities/", {"q": q}).context["object_list"] for q in ("茅台", "600519", "gzmt")
    ]

    assert [list(rows) for rows in found] == [[security]] * 3


def test_the_first_page_counts_what_waits(editor):
    a_held_item()
    a_feed(last_error="连接超时")
    a_flash("沪指早盘高开")
    a_comment(an_article(minutes_ago=24 * 60), shown=False)

    told = {figure.label: figure.number for figure in figures(User.objects.get(username="editor"), NOW)}

    assert told == {
        "条来稿待定": 1,
        "今日发布": 0,
        "今日快讯": 1,
        "条评论待审": 1,
        "封来信未读": 0,
        "篇稿件来源有改动": 0,
        "异常订阅源": 1,
    }
    assert "沪指早盘高开" in editor.get("/admin/").text


def test_a_reporter_is_not_counted_what_is_not_theirs():
    told = [figure.label for figure in figures(User.objects.get(username="reporter"), NOW)]

    assert told == ["今日发布", "今日快讯"]


EVERYONES = {
    "稿件",
    "快讯",
    "报道簇",
    "并簇与拆簇",
    "频道",
    "来源",
    "来源改动",
    "证券",
    "更正",
    "撤稿",
    "图片",
}


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("reporter", set()),
        ("editor", {"待定", "评论", "来信"}),
        ("administrator", {"待定", "评论", "来信", "页面", "广告", "推送记录", "设置"}),
    ],
)
def test_the_menu_holds_what_a_role_may_do(request, role, more):
    page = request.getfixturevalue(role).get("/admin/")

    shown = {str(item.label) for item in admin_menu.menu_items_for_request(page.wsgi_request)}
    assert shown == EVERYONES | more


LISTS = (
    "articles",
    "flashes",
    "stories",
    "channels",
    "feeds",
    "sources",
    "securities",
    "corrections",
    "retractions",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_reader_sees_nothing_of_the_desk(client, django_user_model, name):
    client.force_login(django_user_model.objects.create_user("reader"))

    assert client.get(f"/admin/{name}/").status_code == 302


ADMINISTRATORS = ("channels/new/", "sources/new/", "feeds/new/", "securities/new/", "users/", "users/new/")


@pytest.mark.parametrize("address", ADMINISTRATORS)
def test_only_an_administrator_opens_what_is_an_administrators(editor, administrator, address):
    assert editor.get(f"/admin/{address}").status_code == 302
    assert administrator.get(f"/admin/{address}").status_code == 200
