"""A reader says something about an article: nothing is lost or shown too early, no page becomes personal."""

import re
from datetime import timedelta

import pytest

from jingui import clock
from jingui.accounts.models import User
from jingui.news import actions as news
from jingui.readers import actions
from jingui.readers.models import Comment, CommentState, Report
from tests.factories import NOW, an_article
from tests.portal.edition import an_edition
from tests.readers.talking import a_comment, a_reader, a_trusted_reader, reported

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def article(db):
    return an_article("白鹭食品收入降利润增")


@pytest.fixture
def reader(client):
    reader = a_reader("qinghe", display_name="清禾")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    return reader


def send(client, article, text="说得在理。", **fields):
    return client.post(f"/a/{article.pk}/comments/", {"text": text, **fields}, headers=OURS)


def own(client, comment, verb, **fields):
    return client.post(f"/a/{comment.article_id}/comments/{comment.pk}/{verb}/", fields, headers=OURS)


def page_of(client, article):
    return client.get(article.get_absolute_url()).text


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, article):
    page = page_of(client, article)

    assert "登录后发表评论" in page
    assert f"/accounts/login/?next={article.get_absolute_url()}%23comments" in page
    assert "<textarea" not in page.split('id="comments"')[1]


def test_what_waits_is_seen_by_its_author_alone(client, article, reader):
    answer = send(client, article, "奶价降了，毛利自然好看。")
    comment = Comment.objects.get()

    assert (answer.status_code, answer.url) == (302, f"{article.get_absolute_url()}#comment-{comment.pk}")
    page = page_of(client, article)
    assert "评论已收到，审核通过后显示。" in page
    assert "奶价降了" in page
    assert "待审" in page
    client.logout()
    assert "奶价降了" not in page_of(client, article)


def test_after_approval_everybody_sees_it_with_its_number(client, article):
    first = a_comment(article, "奶价降了，毛利自然好看。")
    a_comment(article, "同意", parent=first)

    page = page_of(client, article)

    assert "奶价降了" in page
    assert '<a href="#comments">2 条评论</a>' in page
    assert '"commentCount": 2' in page
    assert client.get(f"/api/articles/{article.pk}").json()["comments"] == 2


def test_the_page_of_who_is_signed_in_is_kept_by_nobody_and_a_strangers_by_everybody(client, article):
    a_comment(article)
    addresses = [article.get_absolute_url(), f"/a/{article.pk}/comments/"]
    strangers = [client.get(address) for address in addresses]
    client.force_login(a_reader(), backend="django.contrib.auth.backends.ModelBackend")
    readers = [client.get(address) for address in addresses]

    for page in strangers:
        assert "public" in page["Cache-Control"]
        assert "Cookie" not in page.get("Vary", "")
        assert f"article-{article.pk}" in page["Surrogate-Key"].split()
        assert not page.cookies
    for page in readers:
        assert "private" in page["Cache-Control"]
        assert "public" not in page["Cache-Control"]


def test_a_trusted_readers_comment_is_shown_at_once(client, article):
    client.force_login(a_trusted_reader(article), backend="django.contrib.auth.backends.ModelBackend")

    answer = send(client, article, "再说一句")

    assert Comment.objects.get(text="再说一句").is_shown
    assert "评论已发表。" in client.get(answer.url).text


def test_a_form_sent_twice_is_one_comment(client, article, reader):
    first, second = send(client, article), send(client, article)

    assert first.url == second.url
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_a_form_of_another_site_is_not_taken(client, article, reader, headers):
    answer = client.post(f"/a/{article.pk}/comments/", {"text": "借刀"}, headers=headers)

    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_who_was_signed_out_meanwhile_gets_the_words_back(client, article):
    answer = send(client, article, "写了很久的一段话")

    assert answer.status_code == 403
    assert "写了很久的一段话</textarea>" in answer.text
    assert "您尚未登录" in answer.text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("text", ["", "长" * 1001, "\0", "\u202e"])
def test_what_cannot_be_taken_is_said_and_given_back(client, article, reader, text):
    answer = send(client, article, text)

    assert answer.status_code == 422
    assert "评论须为 1 至 1000 字。" in answer.text
    assert not Comment.objects.exists()


def test_too_many_are_told_to_wait_and_keep_their_words(client, article, reader):
    for n in range(5):
        send(client, article, f"第{n}条")

    answer = send(client, article, "第六条")

    assert (answer.status_code, "第六条</textarea>" in answer.text) == (429, True)


def test_markup_is_shown_and_not_run_and_an_address_is_no_link(client, article):
    a_comment(article, "<script>alert(1)</script> https://a.example/?a=1&b=2")

    page = page_of(client, article)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; https://a.example/?a=1&amp;b=2" in page
    assert 'href="https://a.example' not in page


def test_a_field_that_people_do_not_see_makes_it_wait(client, article):
    client.force_login(a_trusted_reader(article), backend="django.contrib.auth.backends.ModelBackend")

    send(client, article, "推广", homepage="https://spam.example")

    assert Comment.objects.get(text="推广").state == CommentState.PENDING


def test_a_reply_is_sent_from_the_threads_own_page(client, article, reader):
    comment = a_comment(article)
    address = f"/a/{article.pk}/comments/{comment.pk}/"
    whole, part = client.get(address).text, client.get(address, headers={"HX-Request": "true"}).text

    for page in (whole, part):
        assert f'name="parent" value="{comment.pk}"' in page
        assert f"回复 {comment.author}</label>" in page
    assert "<html" not in part
    send(client, article, "同意。", parent=comment.pk)
    assert f"回复 {comment.author}</p>" in page_of(client, article)
    assert Comment.objects.get(parent=comment).text == "同意。"


@pytest.mark.parametrize("parent", ["999999", "x", "9" * 30, "-1", "\0"])
def test_a_reply_to_nothing_is_refused_and_given_back(client, article, reader, parent):
    answer = send(client, article, "同意。", parent=parent)

    assert (answer.status_code, "同意。</textarea>" in answer.text) == (422, True)
    assert "您回复的评论已不存在。" in answer.text


def test_a_long_thread_and_a_long_list_lead_on(client, article):
    first = a_comment(article, "楼主", minutes_ago=99)
    replies = [a_comment(article, f"回{n}回", parent=first) for n in range(7)]
    for n in range(20):
        a_comment(article, f"第{n}条", minutes_ago=n)

    page = page_of(client, article)
    on = re.search(r'hx-get="(/a/\d+/comments/\?before=[^"]+)"', page)[1]
    rest, part = client.get(on), client.get(on, headers={"HX-Request": "true"})

    assert ("楼主" in page, "第19条" in page) == (False, True)
    for told in (rest.text, part.text):
        assert "楼主" in told
        assert "查看其余 2 条回复" in told
    assert "<html" not in part.text
    assert all(f"回{n}回" in client.get(f"/a/{article.pk}/comments/{replies[0].pk}/").text for n in range(7))


def test_a_removed_comment_leaves_its_place_to_its_replies(client, article):
    comment = a_comment(article, "我说错了")
    a_comment(article, "没错", parent=comment)
    actions.remove_comment(comment, by=comment.author, at=NOW)

    page = page_of(client, article)

    assert ("我说错了" in page, "该评论已删除" in page, "没错" in page) == (False, True, True)


def test_an_account_that_is_gone_or_asleep_has_no_name(client, article):
    a_comment(article, author=a_reader("laoli", display_name="老李"))
    User.objects.filter(username="laoli").update(is_active=False)
    asleep = page_of(client, article)
    User.objects.filter(username="laoli").delete()
    gone = page_of(client, article)

    assert [("老李" in page, "已注销的读者" in page) for page in (asleep, gone)] == [(False, True)] * 2


def test_its_author_changes_it_within_ten_minutes(client, article, reader, monkeypatch):
    send(client, article, "涨")
    comment = Comment.objects.get()
    edit = f"/a/{article.pk}/comments/{comment.pk}/edit/"
    assert edit in page_of(client, article)
    assert "涨</textarea>" in client.get(edit).text

    own(client, comment, "edit", text="跌")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=11))
    late = own(client, comment, "edit", text="又涨")

    comment.refresh_from_db()
    assert (comment.text, late.status_code) == ("跌", 422)
    assert "又涨</textarea>" in late.text
    assert edit not in page_of(client, article)


def test_its_author_takes_it_back_at_any_time(client, article, reader, monkeypatch):
    comment = a_comment(article, author=reader)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=99))

    assert "删除这条评论？" in client.get(f"/a/{article.pk}/comments/{comment.pk}/remove/").text
    own(client, comment, "remove")

    assert Comment.objects.get().state == CommentState.REMOVED
    assert "评论已删除。" in page_of(client, article)


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_nobody_touches_anothers_comment(client, article, reader, verb):
    comment = a_comment(article)

    assert client.get(f"/a/{article.pk}/comments/{comment.pk}/{verb}/").status_code == 404
    assert own(client, comment, verb, text="改").status_code == 404
    assert Comment.objects.get().text == "说得在理。"


@pytest.mark.parametrize("verb", ["edit", "remove", "report"])
def test_a_stranger_signs_in_first(client, article, verb):
    comment = a_comment(article)
    address = f"/a/{article.pk}/comments/{comment.pk}/{verb}/"

    assert client.get(address).url == f"/accounts/login/?next={address}"
    assert own(client, comment, verb, text="改", reason="spam").status_code == 302
    assert not Report.objects.exists()


def test_a_report_has_a_reason_and_is_taken_once(client, article, reader):
    comment = a_comment(article)

    without = own(client, comment, "report", reason="<b>")
    for _ in range(2):
        answer = own(client, comment, "report", reason="tips")

    assert (without.status_code, "请选择举报原因。" in without.text) == (422, True)
    assert "编辑会尽快复核" in client.get(answer.url).text
    assert Report.objects.get().reason == "tips"


def test_three_reports_hide_it_and_the_number_follows(client, article):
    reported(a_comment(article, "内幕消息"), 3)

    page = page_of(client, article)

    assert ("内幕消息" in page, "条评论" in page) == (False, False)


def test_a_closed_discussion_says_so_and_takes_nothing(client, article, reader):
    a_comment(article, "从前说的")
    actions.close_comments(article)

    page = page_of(client, article)

    assert ("从前说的" in page, "本文评论已关闭。" in page, "<textarea" in page) == (True, True, False)
    assert send(client, article, "还想说").status_code == 422
    assert not Comment.objects.filter(text="还想说").exists()


def test_what_is_withdrawn_has_no_comments(client, reader):
    article = an_article(live=False)
    comment = a_comment(an_article())

    assert client.get(f"/a/{article.pk}/comments/").status_code == 404
    assert send(client, article).status_code == 404
    news.retract(comment.article, note="撤回。", at=NOW)
    assert client.get(f"/a/{comment.article_id}/comments/{comment.pk}/").status_code == 404


def test_a_waiting_comment_has_no_page(client, article):
    comment = a_comment(article, shown=False)

    assert client.get(f"/a/{article.pk}/comments/{comment.pk}/").status_code == 404
    assert client.get(f"/a/{an_article().pk}/comments/{a_comment(article).pk}/").status_code == 404


@pytest.mark.parametrize("before", ["nonsense", "%00", "AAAA"])
def test_a_broken_cursor_is_not_found(client, article, before):
    assert client.get(f"/a/{article.pk}/comments/?before={before}").status_code == 404


def test_an_article_that_is_called_comments_has_its_page(client):
    article = an_article("Comments", slug="comments", body="<p>正文在此</p>")

    assert "正文在此" in page_of(client, article)


@pytest.mark.parametrize("comments", [0, 1, 30])
def test_with_comments_an_article_still_costs_at_most_eight_queries(
    client, comments, django_assert_max_num_queries
):
    article, _gone, _story = an_edition()
    for n in range(comments):
        a_comment(article, "同意。", parent=a_comment(article, f"第{n}条"))

    with django_assert_max_num_queries(8):
        page_of(client, article)
    with django_assert_max_num_queries(7):
        client.get(f"/a/{article.pk}/comments/")


@pytest.mark.parametrize("comments", [1, 30])
def test_who_is_signed_in_costs_four_queries_more(client, reader, comments, django_assert_max_num_queries):
    article, _gone, _story = an_edition()
    for n in range(comments):
        a_comment(article, f"第{n}条")

    with django_assert_max_num_queries(8 + 4):  # session, reader, bookmark, what waits of theirs
        page_of(client, article)
