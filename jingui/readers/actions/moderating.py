"""What editors do about comments and those who write them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from jingui.accounts.models import User
from jingui.news.models import Article
from jingui.readers.actions.counting import count_again, discussion_of
from jingui.readers.models import Comment, CommentState, Level, Report, Standing
from jingui.readers.signals import talk_changed


@transaction.atomic
def approve(comments: Collection[Comment], *, by: User | None, at: datetime) -> int:
    """Show comments, and settle what was reported; return how many were not shown before."""
    return _decide(comments, CommentState.APPROVED, by=by, at=at)


@transaction.atomic
def reject(comments: Collection[Comment], *, by: User | None, at: datetime) -> int:
    """Do not show comments, or no longer; their authors lose trust. Return how many changed."""
    changed = _decide(comments, CommentState.REJECTED, by=by, at=at)
    authors = {comment.author_id for comment in comments}
    Standing.objects.filter(reader__in=authors, level=Level.VOUCHED).delete()
    return changed


@transaction.atomic
def vouch(reader: User, *, by: User, at: datetime) -> None:
    """信任: what the reader writes is shown at once, until one of it is rejected."""
    _place(reader, Level.VOUCHED, by=by, at=at)


@transaction.atomic
def bar(reader: User, *, by: User, at: datetime) -> int:
    """禁言: the reader may not comment, and what of theirs waits is rejected; return how many."""
    waiting = Comment.objects.waiting().filter(author=reader)
    number = _decide(waiting, CommentState.REJECTED, by=by, at=at)
    _place(reader, Level.BARRED, by=by, at=at)
    return number


@transaction.atomic
def unbar(reader: User) -> None:
    """The reader may comment again, as anybody new."""
    Standing.objects.filter(reader=reader, level=Level.BARRED).delete()


@transaction.atomic
def close_comments(article: Article) -> bool:
    """Take no more comments on an article; what is shown stays. Whether it was open."""
    return _set_closed(article, closed=True)


@transaction.atomic
def open_comments(article: Article) -> bool:
    """Take comments again. Whether it was closed."""
    return _set_closed(article, closed=False)


def _set_closed(article: Article, *, closed: bool) -> bool:
    discussion = discussion_of(article.pk)
    if discussion.closed == closed:
        return False
    discussion.closed = closed
    discussion.save(update_fields=["closed"])
    talk_changed.send(type(discussion), article=article.pk)
    return True


def _place(reader: User, level: Level, *, by: User, at: datetime) -> None:
    facts = {"level": level, "at": at, "by": by}
    Standing.objects.update_or_create(reader=reader, defaults=facts)


def _decide(comments: Collection[Comment], state: CommentState, *, by: User | None, at: datetime) -> int:
    """Decide what can be decided: what its author removed stays removed. How many changed their state."""
    pks = [comment.pk for comment in comments]
    articles = set(Comment.objects.filter(pk__in=pks).values_list("article_id", flat=True))
    for article in sorted(articles):
        discussion_of(article)
    rows = Comment.objects.select_for_update().filter(pk__in=pks).exclude(state=CommentState.REMOVED)
    before = {comment.pk: comment for comment in rows}
    changed = [comment for comment in before.values() if comment.state != state]
    rejected_at = at if state == CommentState.REJECTED else None
    Comment.objects.filter(pk__in=before).update(
        state=state, reports=0, decided_at=at, decided_by=by, rejected_at=rejected_at
    )
    Report.objects.filter(comment__in=before, settled_at=None).update(settled_at=at)
    count_again(comment.article_id for comment in changed if comment.is_shown or not rejected_at)
    return len(changed)
