"""What is a reader's own: the name, all the data to take away, and the way out."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from jingui.accounts import actions
from jingui.accounts.models import User
from jingui.readers import actions as readers
from jingui.readers.models import Bookmark, Comment, CommentState, Watch
from tests.accounts.members import PASSWORD, a_member
from tests.factories import NOW, a_security, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("signing in")]  # they share the limits


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def reader(client):
    """Signed in, with something of each kind."""
    reader = a_member()
    client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})
    article = an_article("沪指早盘高开")
    readers.bookmark(article, reader=reader, at=NOW)
    readers.watch(a_security("600519", name="贵州茅台"), reader=reader, at=NOW)
    readers.post_comment(article, author=reader, text="说得在理。", at=NOW)
    return reader


def close(client, **form):
    return client.post(reverse("close_account"), {"password": PASSWORD} | form)


@pytest.mark.parametrize("name", ["profile", "bookmarks", "watchlist", "my_data", "close_account"])
def test_what_is_ones_own_needs_a_login_and_is_kept_by_no_cache(client, name):
    asked = client.get(reverse(name))
    client.force_login(a_member())
    shown = client.get(reverse(name))

    assert asked["Location"].startswith("/accounts/login/?next=")
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]


def test_the_name_that_others_see_can_be_changed(client, reader):
    client.post(reverse("profile"), {"display_name": "  程  以宁 "})

    assert User.objects.get().display_name == "程 以宁"
    assert "程 以宁" in client.get("/").text


@pytest.mark.parametrize("name", ["名" * 41, "有\0空"])
def test_a_name_that_cannot_be_is_refused_and_nothing_changes(client, reader, name):
    response = client.post(reverse("profile"), {"display_name": name})

    assert response.status_code == 200
    assert "form__wrong" in response.text
    assert User.objects.get().display_name == ""


def test_everything_can_be_taken_away_and_no_secret_is_in_it(client, reader):
    response = client.get(reverse("my_data"))
    told = json.loads(response.content)

    assert "attachment" in response["Content-Disposition"]
    assert told["account"]["addresses"] == [
        {"address": "reader@a.example", "confirmed": True, "primary": True}
    ]
    assert len(told["account"]["sessions"]) == 1
    assert [row["headline"] for row in told["bookmarks"]] == ["沪指早盘高开"]
    assert [row["symbol"] for row in told["watches"]] == ["600519.SH"]
    assert [row["text"] for row in told["comments"]] == ["说得在理。"]
    assert reader.password not in response.text


def test_closing_takes_everything_with_it_but_what_was_said(client, reader):
    elsewhere = client.__class__()
    elsewhere.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})

    response = close(client)

    assert response["Location"] == reverse("closed")
    assert client.get(reverse("closed")).status_code == 200
    left = [model.objects.count() for model in (User, EmailAddress, Bookmark, Watch)]
    assert left == [0, 0, 0, 0]
    assert Comment.objects.get().author is None
    assert elsewhere.get(reverse("profile")).status_code == 302
    assert not Session.objects.filter(session_key=elsewhere.session.session_key).exists()


def test_what_was_said_can_go_too(client, reader):
    close(client, with_words="on")

    assert Comment.objects.get().state == CommentState.REMOVED


@pytest.mark.parametrize("password", ["", "不对"])
def test_an_account_is_not_closed_without_its_password(client, reader, password):
    response = close(client, password=password)

    assert response.status_code == 200
    assert User.objects.count() == 1


def test_guessing_the_password_there_is_stopped(client, reader):
    answers = [close(client, password="不对").status_code for _ in range(7)]

    assert answers == [200] * 5 + [429] * 2


def test_a_member_of_the_newsroom_is_told_to_ask(client):
    actions.create_demo_staff()
    client.force_login(User.objects.get(username="editor"))

    assert client.get(reverse("close_account")).status_code == 403
    assert close(client).status_code == 403
    with pytest.raises(actions.AccountKept):
        actions.close_account(User.objects.get(username="editor"), with_words=False, at=NOW)
