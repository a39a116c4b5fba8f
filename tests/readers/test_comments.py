"""Comments are read before they are shown, are shown in threads, and are counted right whatever happens."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from jingui.accounts.models import User
from jingui.readers import actions, queries, signals
from jingui.readers.models import Comment, CommentState, Discussion
from tests.factories import NOW, an_article
from tests.readers.talking import a_comment, a_reader, reported

pytestmark = pytest.mark.django_db


def shown(article, **where):
    return [thread.comment for thread in queries.talk(article, **where).threads]


def test_a_comment_waits_for_review():
    article = an_article()
    comment = a_comment(article, shown=False)

    assert shown(article) == []
    assert list(Comment.objects.pending()) == [comment]
    assert queries.comment_count(article) == 0


def test_an_approved_comment_is_shown_and_counted():
    article = an_article()
    comment = a_comment(article)

    assert shown(article) == [comment]
    assert queries.comment_count(article) == 1


def test_a_reply_to_a_reply_joins_its_thread():
    article = an_article()
    first = a_comment(article)
    reply = a_comment(article, "同意。", parent=first)
    second = a_comment(article, "也同意。", parent=reply)

    [thread] = queries.talk(article).threads

    assert thread.replies == [reply, second]


def test_a_long_thread_says_how_much_is_not_here():
    article = an_article()
    first = a_comment(article)
    replies = [a_comment(article, f"第{n}条", parent=first) for n in range(7)]
    a_comment(article, "在等", parent=first, shown=False)

    [thread] = queries.talk(article).threads
    whole = queries.thread(article, replies[6].pk)

    assert (thread.replies, thread.more) == (replies[:5], 2)
    assert (whole.replies, whole.more) == (replies, 0)


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 1001, "\0", "\u200b\u202e", "\ud800"])
def test_a_comment_says_something_and_not_everything(text):
    with pytest.raises(actions.CommentRefused):
        a_comment(an_article(), text)


def test_what_cannot_be_seen_is_not_kept():
    comment = a_comment(an_article(), " 涨\0了\u202e\r\n\r\n\r\n\r\n真的  \n")

    assert comment.text == "涨了\n\n真的"


def test_what_is_withdrawn_is_not_commented_on():
    with pytest.raises(actions.CommentRefused):
        a_comment(an_article(live=False))


def test_a_reply_stays_with_its_article():
    elsewhere = a_comment(an_article())

    with pytest.raises(actions.CommentRefused):
        a_comment(an_article(), parent=elsewhere)


def test_the_same_words_sent_twice_are_one_comment():
    article, reader = an_article(), a_reader()
    first = a_comment(article, author=reader, shown=False)
    again = a_comment(article, author=reader, shown=False)
    other = a_comment(article, author=a_reader(), shown=False)
    later = a_comment(article, author=reader, shown=False, minutes_ago=-11)

    assert first == again
    assert len({first, other, later}) == Comment.objects.count() == 3


def test_too_many_in_a_minute_are_refused_and_none_is_lost():
    reader, article = a_reader(), an_article()
    for n in range(5):
        a_comment(article, f"第{n}条", author=reader, shown=False)

    with pytest.raises(actions.TooOften):
        a_comment(an_article(), "第六条", author=reader)

    assert a_comment(article, "第六条", author=reader, shown=False, minutes_ago=-2)
    assert Comment.objects.filter(author=reader).count() == 6


def test_an_edit_within_ten_minutes_is_judged_anew():
    article = an_article()
    comment = a_comment(article, "涨")

    actions.edit_comment(comment, by=comment.author, text="跌", at=NOW + timedelta(minutes=10))

    comment.refresh_from_db()
    assert (comment.text, comment.state) == ("跌", CommentState.PENDING)
    assert queries.comment_count(article) == 0


def test_an_edit_that_changes_nothing_leaves_the_comment_where_it_is():
    comment = a_comment(an_article(), "涨")

    assert actions.edit_comment(comment, by=comment.author, text="涨 ", at=NOW).is_shown


@pytest.mark.parametrize("why", ["late", "another", "reported", "rejected", "removed", "closed"])
def test_what_may_not_be_edited(why):
    article = an_article()
    comment, by, at = a_comment(article), None, NOW
    if why == "late":
        at += timedelta(minutes=10, seconds=1)
    elif why == "another":
        by = a_reader()
    elif why == "reported":
        reported(comment, 1)
    elif why == "rejected":
        actions.reject([comment], by=comment.author, at=NOW)
    elif why == "removed":
        actions.remove_comment(comment, by=comment.author, at=NOW)
    else:
        actions.close_comments(article)

    with pytest.raises(actions.CommentRefused):
        actions.edit_comment(comment, by=by or comment.author, text="改了", at=at)

    assert Comment.objects.get(pk=comment.pk).text == "说得在理。"


def test_its_author_takes_it_back_and_the_row_stays():
    article = an_article()
    comment = a_comment(article)

    actions.remove_comment(comment, by=comment.author, at=NOW)

    assert shown(article) == []
    assert queries.comment_count(article) == 0
    assert Comment.objects.get().text == "说得在理。"


def test_nobody_else_takes_it_back():
    comment = a_comment(an_article())

    actions.remove_comment(comment, by=a_reader(), at=NOW)

    assert Comment.objects.get().is_shown


def test_what_its_author_removed_cannot_be_approved():
    comment = a_comment(an_article())
    actions.remove_comment(comment, by=comment.author, at=NOW)

    assert actions.approve([comment], by=comment.author, at=NOW) == 0


def test_a_removed_comment_with_answers_leaves_its_place():
    article = an_article()
    comment = a_comment(article)
    reply = a_comment(article, "同意。", parent=comment)
    actions.remove_comment(comment, by=comment.author, at=NOW)

    [thread] = queries.talk(article).threads

    assert (thread.comment.is_shown, thread.replies) == (False, [reply])
    assert queries.comment_count(article) == 1
    actions.reject([reply], by=reply.author, at=NOW)
    assert queries.talk(article).threads == []


def test_the_words_of_an_account_that_is_gone_stay():
    article = an_article()
    comment = a_comment(article)
    reply = a_comment(article, "同意。", parent=comment)
    User.objects.filter(pk=comment.author_id).delete()

    [thread] = queries.talk(article).threads

    assert (thread.comment.author, thread.replies) == (None, [reply])
    assert queries.comment_count(article) == 2


def test_words_are_erased_for_good_when_their_author_asks_for_it():
    article, reader = an_article(), a_reader()
    mine = a_comment(article, author=reader)
    reply = a_comment(article, "同意。", parent=mine)
    a_comment(article, "在等", author=reader, shown=False)

    assert actions.erase_comments(reader, at=NOW) == 2

    [thread] = queries.talk(article).threads
    assert (thread.comment.is_shown, thread.replies, queries.comment_count(article)) == (False, [reply], 1)
    assert set(Comment.objects.filter(author=reader).values_list("text", flat=True)) == {"—"}


def test_three_reports_hide_a_comment_until_it_is_reviewed():
    article = an_article()
    comment = reported(a_comment(article), 2)
    assert comment.is_shown

    reported(comment, 1)

    assert (comment.state, shown(article), queries.comment_count(article)) == (CommentState.HIDDEN, [], 0)
    actions.approve([comment], by=comment.author, at=NOW)
    comment.refresh_from_db()
    assert (comment.is_shown, comment.reports, queries.comment_count(article)) == (True, 0, 1)


def test_a_reader_reports_once():
    comment, reporter = a_comment(an_article()), a_reader()

    said = [actions.report(comment, reporter=reporter, reason="spam", at=NOW) for _ in range(4)]

    comment.refresh_from_db()
    assert (said, comment.reports) == ([True, False, False, False], 1)


def test_what_cannot_be_reported():
    own, waiting = a_comment(an_article()), a_comment(an_article(), shown=False)

    for comment, reporter in ((own, own.author), (waiting, a_reader())):
        with pytest.raises(actions.CommentRefused):
            actions.report(comment, reporter=reporter, reason="spam", at=NOW)


def test_reports_have_a_limit_too():
    article, reporter = an_article(), a_reader()
    *comments, last = [a_comment(article, f"第{n}条") for n in range(21)]
    for comment in comments:
        actions.report(comment, reporter=reporter, reason="abuse", at=NOW)

    with pytest.raises(actions.TooOften):
        actions.report(last, reporter=reporter, reason="abuse", at=NOW)


def test_a_closed_discussion_takes_nothing_and_shows_what_it_has():
    article = an_article()
    comment = a_comment(article)
    actions.close_comments(article)

    with pytest.raises(actions.CommentRefused):
        a_comment(article, "还想说")

    assert shown(article) == [comment]
    actions.open_comments(article)
    assert a_comment(article, "还想说")


def test_who_shows_the_talk_hears_of_every_change_and_of_nothing_else():
    heard = []

    def hear(signal, article, **kwargs):
        heard.append(article)

    signals.talk_changed.connect(hear)
    article = an_article()
    first, second = a_comment(article, shown=False), a_comment(article, "第二条", shown=False)
    assert heard == []
    actions.approve([first, second], by=first.author, at=NOW)
    assert heard == [article.pk]
    actions.approve([first, second], by=first.author, at=NOW)
    assert heard == [article.pk]
    actions.reject([first], by=first.author, at=NOW)
    actions.remove_comment(second, by=second.author, at=NOW)
    actions.close_comments(article)
    signals.talk_changed.disconnect(hear)

    assert heard == [article.pk] * 4


def test_the_count_mends_itself():
    article = an_article()
    a_comment(article)
    Discussion.objects.update(shown=99)

    a_comment(article, "又一条")

    assert queries.comment_count(article) == 2


@pytest.mark.parametrize("comments", [1, 9])
def test_a_talk_costs_one_query(comments, django_assert_num_queries):
    article = an_article()
    for n in range(comments):
        a_comment(article, "同意。", parent=a_comment(article, f"第{n}条"))

    with django_assert_num_queries(1):
        told = [t.comment.author.username for t in queries.talk(article).threads]

    assert len(set(told)) == comments


def test_a_talk_goes_on_where_it_stopped():
    article = an_article()
    comments = [a_comment(article, f"第{n}条") for n in range(5)]

    first = queries.talk(article, size=3)
    rest = shown(article, size=3, before=first.next_cursor)

    assert [thread.comment for thread in first.threads] + rest == comments[::-1]


def test_the_database_itself_refuses_an_empty_comment():
    with pytest.raises(IntegrityError, match="comment_says_something"):
        Comment.objects.create(article=an_article(), author=a_reader(), text="", at=NOW)
