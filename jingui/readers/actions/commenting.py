"""Writing comments, changing and removing one's own, and reporting others'."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jingui.accounts.models import User
from jingui.news.models import Article
from jingui.readers import queries
from jingui.readers.actions.counting import count_again, discussion_of
from jingui.readers.judging import Judgement, judge
from jingui.readers.models import Comment, CommentRules, CommentState, Level, Report
from jingui.text.characters import clean

LONGEST_COMMENT_CHARACTERS = 1_000
AGAIN_MINUTES = 10  # the same words in the same place are the same comment, sent twice
MOST_COMMENTS = ((timedelta(minutes=1), 5), (timedelta(hours=1), 30), (timedelta(days=1), 100))
MOST_REPORTS = ((timedelta(hours=1), 20),)
ERASED = "—"  # stands for words that their author had erased
GAP = re.compile(r"\n{3,}")


class CommentRefused(ValueError):
    """The comment cannot be taken, in words for its author."""


class TooOften(CommentRefused):
    """Not now: too many in a short time."""


@transaction.atomic
def post_comment(
    article: Article,
    *,
    author: User,
    text: str,
    at: datetime,
    parent: Comment | None = None,
    is_trap: bool = False,
) -> Comment:
    """Hand in a comment; whether it is shown at once, the rules say. Raises CommentRefused.

    A reply to a reply joins the thread it stands in: threads are two deep. The same words sent twice are one
    comment. `is_trap`: a field that people do not see was filled in.
    """
    text = _words(text)
    discussion = discussion_of(article.pk)  # locked: two copies of one request come one after the other
    thread = (parent.parent or parent) if parent else None
    known = _sent_before(article, author, thread, text, at)
    if known:
        return known
    _may_write(article, discussion.closed, author)
    if parent is not None and (parent.article_id != article.pk or not parent.is_shown):
        raise CommentRefused(_("The comment you reply to is no longer there."))
    _not_too_often(Comment.objects.filter(author=author), MOST_COMMENTS, at)
    comment = Comment(article=article, author=author, text=text, at=at, parent=thread)
    comment.by_newsroom = queries.is_of_the_newsroom(author)
    _take(comment, judge(comment, now=at, is_trap=is_trap))
    comment.save(force_insert=True)
    comment.thread = thread.pk if thread else comment.pk
    comment.save(update_fields=["thread"])
    if comment.is_shown:
        count_again([article.pk])
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, by: User, text: str, at: datetime) -> Comment:
    """Its author changes the words, for a few minutes; they are judged anew. Raises CommentRefused."""
    text = _words(text)
    discussion = discussion_of(comment.article_id)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not queries.may_edit(comment, by, at):
        raise CommentRefused(_("This comment can no longer be changed."))
    if text == comment.text:
        return comment
    _may_write(comment.article, discussion.closed, by)
    comment.text, comment.edited_at = text, at
    comment.decided_at = comment.decided_by = None
    was_shown = comment.is_shown
    _take(comment, judge(comment, now=at))
    comment.save()
    if was_shown or comment.is_shown:
        count_again([comment.article_id])
    return comment


@transaction.atomic
def remove_comment(comment: Comment, *, by: User, at: datetime) -> None:
    """Its author takes a comment back, at any time; the row stays, its words are shown no more."""
    discussion_of(comment.article_id)
    mine = Comment.objects.filter(pk=comment.pk, author=by).exclude(state=CommentState.REMOVED)
    if mine.update(state=CommentState.REMOVED, removed_at=at, reports=0):
        count_again([comment.article_id])


@transaction.atomic
def erase_comments(author: User, *, at: datetime) -> int:
    """All that a reader wrote goes for good, because they ask for it: only the places stay. How many."""
    mine = Comment.objects.filter(author=author)
    articles = sorted(set(mine.values_list("article_id", flat=True)))
    for article in articles:
        discussion_of(article)
    erased = mine.update(text=ERASED, detail="", state=CommentState.REMOVED, removed_at=at, reports=0)
    count_again(articles)
    return erased


@transaction.atomic
def report(comment: Comment, *, reporter: User, reason: str, at: datetime) -> bool:
    """Ask the newsroom to look at a comment, once a reader; enough of them hide it. Raises CommentRefused."""
    discussion_of(comment.article_id)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not comment.is_shown or comment.author_id == reporter.pk:
        raise CommentRefused(_("This comment cannot be reported."))
    if queries.level_of(reporter) == Level.BARRED:
        raise CommentRefused(_("Your account may not report comments at present."))
    _not_too_often(Report.objects.filter(reporter=reporter), MOST_REPORTS, at)
    if Report.objects.filter(comment=comment, reporter=reporter).exists():
        return False
    Report.objects.create(comment=comment, reporter=reporter, reason=reason, at=at)
    comment.reports += 1
    if comment.reports >= CommentRules.load().reports and not comment.by_newsroom:
        comment.state = CommentState.HIDDEN
    comment.save(update_fields=["reports", "state"])
    if not comment.is_shown:
        count_again([comment.article_id])
    return True


def _words(text: str) -> str:
    """The text as it is kept. Raises CommentRefused."""
    lines = (line.rstrip() for line in clean(text).strip().split("\n"))
    text = GAP.sub("\n\n", "\n".join(lines))
    if not text.strip() or len(text) > LONGEST_COMMENT_CHARACTERS:
        raise CommentRefused(
            _("A comment has 1 to %(most)d characters.") % {"most": LONGEST_COMMENT_CHARACTERS}
        )
    return text


def _may_write(article: Article, closed: bool, author: User) -> None:
    if closed or not article.live:
        raise CommentRefused(_("This article cannot be commented on."))
    if queries.level_of(author) == Level.BARRED:
        raise CommentRefused(_("Your account may not comment at present."))


def _sent_before(
    article: Article, author: User, thread: Comment | None, text: str, at: datetime
) -> Comment | None:
    since = at - timedelta(minutes=AGAIN_MINUTES)
    mine = Comment.objects.filter(article=article, author=author, parent=thread, text=text, at__gte=since)
    return mine.exclude(state=CommentState.REMOVED).first()


def _not_too_often(written, limits, at: datetime) -> None:  # type: ignore[no-untyped-def]
    for stretch, most in limits:
        if written.filter(at__gt=at - stretch)[:most].count() >= most:
            raise TooOften(_("That was a lot in a short time; please wait a little."))


def _take(comment: Comment, judgement: Judgement) -> None:
    comment.state, comment.cause, comment.detail = judgement.state, judgement.cause, judgement.detail[:80]
