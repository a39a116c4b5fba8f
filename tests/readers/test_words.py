"""Bookmarks and watches are kept once."""

import pytest

from jingui.accounts.models import User
from jingui.readers import actions, queries
from tests.factories import NOW, a_security, an_article

pytestmark = pytest.mark.django_db


def a_reader(name="reader"):
    return User.objects.create_user(name)


def test_a_bookmark_is_kept_once_and_can_go():
    reader, article = a_reader(), an_article()
    for _ in range(2):
        actions.bookmark(article, reader=reader, at=NOW)

    assert queries.bookmarked(reader) == [article]
    actions.remove_bookmark(article, reader=reader)
    assert queries.bookmarked(reader) == []


def test_a_security_is_watched_once_and_can_go():
    reader, security = a_reader(), a_security()
    for _ in range(2):
        actions.watch(security, reader=reader, at=NOW)

    assert queries.watchlist(reader) == [security]
    actions.unwatch(security, reader=reader)
    assert queries.watchlist(reader) == []
