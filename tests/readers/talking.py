"""Readers who talk, for tests of comments."""

from datetime import timedelta
from itertools import count

from jingui.accounts.models import User
from jingui.readers import actions
from tests.factories import NOW

numbers = count(1)


def a_reader(name="", **facts):
    return User.objects.create_user(name or f"reader-{next(numbers)}", **facts)


def a_comment(article, text="说得在理。", *, author=None, parent=None, shown=True, minutes_ago=0):
    """A comment by somebody new; `shown`: an editor has approved it."""
    author = author or a_reader()
    at = NOW - timedelta(minutes=minutes_ago)
    comment = actions.post_comment(article, author=author, text=text, at=at, parent=parent)
    if shown:
        actions.approve([comment], by=author, at=at)
    comment.refresh_from_db()
    return comment


def a_trusted_reader(article, name=""):
    """Three comments of theirs were approved, an hour ago."""
    reader = a_reader(name)
    for n in range(3):
        a_comment(article, f"从前的第{n}条", author=reader, minutes_ago=60 + n)
    return reader


def reported(comment, times, reason="spam"):
    for _ in range(times):
        actions.report(comment, reporter=a_reader(), reason=reason, at=NOW)
    comment.refresh_from_db()
    return comment
