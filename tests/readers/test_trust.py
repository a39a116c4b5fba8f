"""先审后发: trust is earned, given, and lost; terms and links hold what trust would show."""

from datetime import timedelta

import pytest

from jingui.accounts.actions import create_demo_staff
from jingui.accounts.models import User
from jingui.readers import actions
from jingui.readers.models import Comment, CommentRules, CommentState, TermList
from tests.factories import NOW, an_article
from tests.readers.talking import a_comment, a_reader, a_trusted_reader, reported

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def said(article, reader, text="再说一句", *, at=LATER):
    comment = actions.post_comment(article, author=reader, text=text, at=at)
    return comment.state, comment.cause


def a_list(outcome, *terms):
    return TermList.objects.create(name=f"{outcome}{terms}", outcome=outcome, terms="\n".join(terms))


@pytest.fixture
def article(db):
    return an_article()


@pytest.fixture
def trusted(article):
    return a_trusted_reader(article)


def test_a_new_reader_is_held(article):
    assert said(article, a_reader()) == (CommentState.PENDING, "new")


def test_after_three_approved_comments_a_reader_is_trusted(article, trusted):
    other = a_reader()
    for n in range(2):
        a_comment(article, f"第{n}条", author=other)

    assert said(article, trusted) == (CommentState.APPROVED, "")
    assert said(article, other) == (CommentState.PENDING, "new")


def test_what_trust_let_through_earns_no_more_trust(article, trusted):
    Comment.objects.filter(author=trusted).first().delete()
    actions.vouch(trusted, by=trusted, at=NOW)
    said(article, trusted)
    actions.reject([a_comment(an_article(), author=trusted)], by=trusted, at=NOW - timedelta(days=31))

    assert said(article, trusted, "第三句", at=NOW + timedelta(minutes=5)) == (CommentState.PENDING, "new")


def test_a_rejection_costs_the_trust_and_time_alone_does_not_bring_it_back(article, trusted):
    comment = a_comment(article, "不该说的", author=trusted)
    actions.reject([comment], by=trusted, at=NOW)

    assert said(article, trusted, "一天后") == (CommentState.PENDING, "new")
    assert said(article, trusted, "两月后", at=NOW + timedelta(days=60)) == (CommentState.PENDING, "new")


def test_removing_a_rejected_comment_hides_no_rejection(article, trusted):
    comment = a_comment(article, "不该说的", author=trusted)
    actions.reject([comment], by=trusted, at=NOW)
    actions.remove_comment(comment, by=trusted, at=NOW)

    assert said(article, trusted) == (CommentState.PENDING, "new")


def test_a_rejection_taken_back_costs_nothing(article, trusted):
    comment = a_comment(article, "误会了", author=trusted)
    actions.reject([comment], by=trusted, at=NOW)
    actions.approve([comment], by=trusted, at=NOW)

    assert said(article, trusted)[0] == CommentState.APPROVED


def test_an_upheld_report_costs_the_trust(article, trusted):
    comment = reported(a_comment(article, "荐股", author=trusted), 3)
    actions.reject([comment], by=trusted, at=NOW)

    assert said(article, trusted)[0] == CommentState.PENDING


def test_whom_an_editor_trusts_is_shown_until_one_is_rejected(article):
    reader = a_reader()
    actions.vouch(reader, by=reader, at=NOW)
    assert said(article, reader)[0] == CommentState.APPROVED

    actions.reject(list(Comment.objects.filter(author=reader)), by=reader, at=NOW)

    assert said(article, reader, "另一句")[0] == CommentState.PENDING


def test_who_is_barred_writes_nothing_and_nothing_of_theirs_waits(article):
    reader = a_reader()
    comment = a_comment(article, author=reader, shown=False)

    assert actions.bar(reader, by=reader, at=NOW) == 1

    comment.refresh_from_db()
    assert comment.state == CommentState.REJECTED
    with pytest.raises(actions.CommentRefused):
        said(article, reader)
    actions.unbar(reader)
    assert said(article, reader)[0] == CommentState.PENDING


def test_the_newsroom_is_shown_at_once_and_marked(article):
    create_demo_staff()
    comment = actions.post_comment(
        article, author=User.objects.get(username="reporter"), text="感谢指正", at=NOW
    )

    assert (comment.is_shown, comment.by_newsroom) == (True, True)


@pytest.mark.parametrize(
    ("policy", "states"), [("all", ["pending", "pending"]), ("open", ["approved", "approved"])]
)
def test_the_operator_chooses_the_policy(article, trusted, policy, states):
    CommentRules.load()
    CommentRules.objects.update(policy=policy)

    assert [said(article, reader)[0] for reader in (a_reader(), trusted)] == states


@pytest.mark.parametrize(
    "text", ["看这里 https://a.example/x", "加 www.a.example", "进群看 abc.com", "abc。com 有料", "abc . top"]
)
def test_a_link_waits_even_with_earned_trust(article, trusted, text):
    assert said(article, trusted, text) == (CommentState.PENDING, "link")


def test_an_editor_is_told_of_the_link_of_a_new_reader(article):
    assert said(article, a_reader(), "https://a.example") == (CommentState.PENDING, "link")


def test_what_only_looks_like_a_link_does_not_wait(article, trusted):
    assert said(article, trusted, "市盈率 12.5 倍，A 股. B 股，U.S. 股市")[0] == CommentState.APPROVED


def test_a_field_that_people_do_not_see_makes_it_wait(article, trusted):
    comment = actions.post_comment(article, author=trusted, text="推广", at=LATER, is_trap=True)

    assert (comment.state, comment.cause) == (CommentState.PENDING, "trap")


@pytest.mark.parametrize(
    "text",
    ["加微信领牛股", "加 微 信", "加*微-信", "加\u200b微\u200b信", "加微信", "加WEI信", "请加微信！"],
)
def test_a_listed_term_is_found_however_it_is_dressed(article, trusted, text):
    a_list("hold", "# 引流", "加微信", "wei信  # 谐音")

    assert said(article, trusted, text) == (CommentState.PENDING, "term")


@pytest.mark.parametrize(
    ("text", "is_held"), [("穩賺不賠", True), ("ＶＩＰ群", True), ("vip", True), ("vipers", False)]
)
def test_script_and_width_do_not_hide_a_term_and_short_latin_is_a_word(article, trusted, text, is_held):
    a_list("hold", "稳赚不赔", "VIP")

    assert (said(article, trusted, text)[1] == "term") is is_held


def test_a_list_that_refuses_goes_before_one_that_holds(article, trusted):
    a_list("hold", "配资")
    a_list("reject", "场外配资")

    assert said(article, trusted, "场外 配资，十倍杠杆") == (CommentState.REJECTED, "term")
    assert Comment.objects.get(cause="term").detail == "场外配资"


def test_a_refusal_by_a_list_is_nobodys_judgement_and_costs_no_trust(article, trusted):
    a_list("reject", "场外配资")
    said(article, trusted, "场外配资")

    assert said(article, trusted)[0] == CommentState.APPROVED


def test_a_list_out_of_use_holds_nothing(article, trusted):
    listed = a_list("hold", "配资")
    listed.enabled = False
    listed.save()

    assert said(article, trusted, "配资")[0] == CommentState.APPROVED


def test_nobody_edits_a_term_into_what_was_shown(article, trusted):
    a_list("hold", "配资")
    comment = a_comment(article, "好文", author=trusted)

    actions.edit_comment(comment, by=trusted, text="配 资", at=NOW)

    comment.refresh_from_db()
    assert comment.state == CommentState.PENDING
