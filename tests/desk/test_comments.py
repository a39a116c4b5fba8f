"""The comment queue: what readers wrote, with what an editor needs to decide."""

from datetime import timedelta

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingui.readers import actions, queries
from jingui.readers.models import Comment, CommentState, Discussion, Standing, TermList
from tests.desk.test_chinese import english
from tests.factories import NOW, an_article
from tests.readers.talking import a_comment, a_reader, a_trusted_reader, reported

QUEUE = "/admin/comments/"
JSON = {"accept": "application/json"}


@pytest.fixture
def article(db):
    return an_article("白鹭食品收入降利润增")


def waiting(article, text="奶价降了。", **facts):
    return a_comment(article, text, shown=False, **facts)


def state(comment):
    comment.refresh_from_db()
    return comment.state


def rows(browser, **query):
    return [row.comment for row in browser.get(QUEUE, query).context["page"].rows]


def test_a_row_says_what_an_editor_needs_to_decide(editor, article):
    author = a_reader("qinghe", display_name="清禾")
    actions.reject([waiting(article, "先前一条", author=author)], by=author, at=NOW)
    first = a_comment(article, "楼主说的")
    waiting(article, "奶价降了。", author=author, parent=first)

    page = editor.get(QUEUE).text

    said = ("奶价降了。", "清禾", "通过 0 条，拒绝 1 条", "白鹭食品收入降利润增", "新读者", "楼主说的")
    assert [words for words in said if words not in page] == []


def test_one_click_approves_and_is_signed(editor, article):
    comment = waiting(article)

    editor.post(QUEUE, {"do": f"approve {comment.pk}"})

    assert state(comment) == CommentState.APPROVED
    assert comment.decided_by.username == "editor"
    assert queries.comment_count(article) == 1


def test_many_are_decided_at_once(editor, article):
    chosen = [waiting(article, f"第{n}条") for n in range(3)]
    other = waiting(article, "留着")

    answer = editor.post(QUEUE, {"do": "reject", "item": [c.pk for c in chosen]}, follow=True)

    assert list(Comment.objects.pending()) == [other]
    assert "已拒绝 3 条" in answer.text


def test_trusting_the_author_shows_this_one_and_the_next(editor, article):
    comment = waiting(article)

    editor.post(QUEUE, {"do": f"vouch {comment.pk}"})

    assert state(comment) == CommentState.APPROVED
    assert waiting(article, "下一条", author=comment.author).is_shown


def test_barring_the_author_hides_all_that_waits(editor, article):
    author = a_reader()
    comments = [waiting(article, f"第{n}条", author=author) for n in range(2)]

    editor.post(QUEUE, {"do": f"bar {comments[0].pk}"})

    assert [state(comment) for comment in comments] == [CommentState.REJECTED] * 2
    editor.post(QUEUE, {"do": f"unbar {comments[0].pk}"})
    assert not Standing.objects.exists()


def test_an_articles_comments_are_closed_from_the_queue(editor, article):
    comment = waiting(article)

    answer = editor.post(QUEUE, {"do": f"close {comment.pk}"}, headers=JSON)

    assert answer.json() == {"done": [], "problems": [], "said": ["已关闭 1 篇稿件的评论"], "waiting": 1}
    assert queries.discussion(type(article).objects.get(pk=article.pk)).closed


def test_each_tab_shows_its_own(editor, article):
    comments = {
        "waiting": waiting(article, "甲"),
        "shown": a_comment(article, "乙"),
        "rejected": waiting(article, "丙"),
        "reported": reported(a_comment(article, "丁"), 3, reason="tips"),
    }
    actions.reject([comments["rejected"]], by=comments["rejected"].author, at=NOW)

    assert {tab: rows(editor, tab=tab) for tab in comments} == {tab: [c] for tab, c in comments.items()}
    assert rows(editor, tab="nonsense") == [comments["waiting"]]
    assert "非法荐股 3" in editor.get(QUEUE, {"tab": "reported"}).text


@pytest.mark.parametrize("nobody", ["0", "x", "9" * 30, "\0", "²"])
def test_one_authors_comments_can_be_seen_alone(editor, article, nobody):
    mine, other = waiting(article, "甲"), waiting(article, "乙")

    assert rows(editor, author=mine.author_id) == [mine]
    assert f"仅看 {mine.author}" in editor.get(QUEUE, {"author": mine.author_id}).text
    assert rows(editor, author=nobody) == [mine, other]


def test_what_is_kept_after_reports_is_shown_again(editor, article):
    comment = reported(a_comment(article), 3)

    editor.post(QUEUE, {"do": f"approve {comment.pk}"})

    assert (state(comment), comment.reports) == (CommentState.APPROVED, 0)
    assert rows(editor, tab="reported") == []


def test_what_its_author_changed_meanwhile_is_not_decided_unread(editor, article):
    comment = waiting(article, "好文")
    seen = comment.version
    actions.edit_comment(comment, by=comment.author, text="加我好友", at=NOW + timedelta(seconds=1))

    answer = editor.post(QUEUE, {"do": f"approve {comment.pk}", f"seen-{comment.pk}": seen}, headers=JSON)

    assert answer.json()["problems"] == ["加我好友：作者刚刚改过，请重新看一遍"]
    assert state(comment) == CommentState.PENDING


def test_what_is_gone_meanwhile_is_said_and_the_rest_goes_on(editor, article):
    removed, other = waiting(article, "甲"), waiting(article, "乙")
    actions.remove_comment(removed, by=removed.author, at=NOW)

    answer = editor.post(QUEUE, {"do": "approve", "item": [removed.pk, 99999, other.pk]}, headers=JSON)

    assert answer.json()["done"] == [other.pk]
    assert answer.json()["problems"] == ["甲：作者已自行删除", "这条评论已不存在。"]


@pytest.mark.parametrize(
    "do", ["delete 1", "approve abc", "approve", "《》", "approve ²", "approve " + "9" * 40]
)
def test_nonsense_decides_nothing(editor, article, do):
    comment = waiting(article)

    assert editor.post(QUEUE, {"do": do}).status_code == 302
    assert state(comment) == CommentState.PENDING


@pytest.mark.parametrize("before", ["nonsense", "%00", "AAAA"])
def test_a_broken_cursor_starts_from_the_top(editor, article, before):
    comment = waiting(article)

    assert rows(editor, before=before) == [comment]


@pytest.mark.parametrize("tab", ["waiting", "shown"])
def test_the_queue_goes_on_where_the_page_ended(editor, article, tab):
    for n in range(33):
        a_comment(article, f"第{n}条", shown=tab == "shown", minutes_ago=n)

    first = editor.get(QUEUE, {"tab": tab})
    second = editor.get(QUEUE + first.context["more"])

    both = [row.comment.text for page in (first, second) for row in page.context["page"].rows]
    assert len(both) == len(set(both)) == 33


@pytest.mark.parametrize("comments", [1, 12])
def test_the_queue_costs_the_same_however_much_waits(
    editor, article, comments, django_assert_max_num_queries
):
    for n in range(comments):
        reported(a_comment(article, f"第{n}条"), 1)
    editor.get(QUEUE)

    with django_assert_max_num_queries(16):
        editor.get(QUEUE, {"tab": "reported"})


def test_markup_in_a_comment_is_shown_and_not_run(editor, article):
    waiting(article, "<script>alert(1)</script>")

    assert "<script>alert(1)" not in editor.get(QUEUE).text


def test_a_reporter_has_no_queue(reporter, article):
    comment = waiting(article)

    assert reporter.get(QUEUE)["Location"] == "/admin/"
    assert reporter.post(QUEUE, {"do": f"approve {comment.pk}"})["Location"] == "/admin/"
    assert state(comment) == CommentState.PENDING


def test_a_term_list_is_typed_in_or_taken_from_a_file(administrator, article):
    file = SimpleUploadedFile("词.txt", "场外配资\r\n加微信\r\n".encode("gb18030"))

    administrator.post(
        "/admin/term-lists/new/",
        {"name": "荐股", "outcome": "reject", "enabled": "on", "terms": "老师带单", "file": file},
    )

    assert TermList.objects.get().terms == "老师带单\n场外配资\n加微信"
    for text in ("加 微信", "老師帶單"):
        assert state(waiting(article, text)) == CommentState.REJECTED
    assert "荐股" in administrator.get("/admin/term-lists/").text


def test_an_editor_reads_the_lists_and_an_administrator_changes_them_and_the_rules(
    editor, administrator, article
):
    rules = administrator.get("/admin/settings/readers/commentrules/", follow=True)
    address = rules.redirect_chain[-1][0]
    trusted = a_trusted_reader(article)

    assert editor.get("/admin/term-lists/").status_code == 200
    assert editor.get("/admin/term-lists/new/")["Location"] == "/admin/"
    assert editor.get(address)["Location"] == "/admin/"
    assert "先审后发，受信任的读者即时显示" in rules.text
    administrator.post(address, {"policy": "all", "approvals": 3, "reports": 3})
    assert state(waiting(article, author=trusted)) == CommentState.PENDING


def test_every_page_about_comments_speaks_chinese(administrator, article):
    comment = reported(a_comment(article, "内幕"), 3)
    a_comment(article, "一条", shown=False, author=comment.author)
    TermList.objects.create(name="荐股", outcome="hold", terms="配资")
    addresses = [f"{QUEUE}?tab={tab}" for tab in ("waiting", "reported", "shown", "rejected")]
    addresses += ["/admin/term-lists/", "/admin/term-lists/new/", f"/admin/articles/edit/{article.pk}/"]
    addresses += ["/admin/settings/readers/commentrules/"]

    pages = {address: administrator.get(address, follow=True).text for address in addresses}

    found = {address: english(page) - {"reader", "UTF"} for address, page in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}


def form_of(browser, article):
    """What the article's form holds, as a browser would send it back."""
    page = lxml.html.fromstring(browser.get(f"/admin/articles/edit/{article.pk}/").text)
    return dict(page.xpath("//form[@data-edit-form]")[0].form_values())


def test_an_editor_closes_an_articles_comments_on_its_form_and_a_reporter_cannot(editor, reporter, article):
    address = f"/admin/articles/edit/{article.pk}/"

    editor.post(address, {**form_of(editor, article), "comments_closed": "on"})
    assert Discussion.objects.get(article=article).closed
    form = form_of(reporter, article)
    assert "comments_closed" not in form
    reporter.post(address, form)
    assert Discussion.objects.get(article=article).closed
    open_again = {
        name: value for name, value in form_of(editor, article).items() if name != "comments_closed"
    }
    editor.post(address, open_again)
    assert not Discussion.objects.get(article=article).closed
