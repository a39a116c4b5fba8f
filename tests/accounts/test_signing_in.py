"""One login for readers and for the desk."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jingui.accounts import actions
from jingui.accounts.models import User
from tests.accounts.members import PASSWORD, a_member

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("signing in")]  # they share the limits
PAGES = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
OWN_PAGES = ["account_logout", "account_email", "account_change_password"]


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """The limits of allauth live in the cache, which on Redis outlives a test."""
    cache.clear()


@pytest.fixture
def reader():
    return a_member()


@pytest.fixture
def editor():
    actions.create_demo_staff()
    return User.objects.get(username="editor")


def words(response):
    """What a person sees of a page."""
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)[0]
    return re.sub(r"<[^>]+>", " ", main)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_before_the_login_is_in_chinese(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert re.findall(r"[A-Za-z]{3,}", words(response)) == []


@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_behind_the_login_is_in_chinese(client, reader, name):
    client.force_login(reader)

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert re.findall(r"[A-Za-z]{3,}", words(response).replace("reader@a.example", "")) == []


def test_no_page_of_an_account_is_public(client):
    assert "public" not in client.get(reverse("account_login")).get("Cache-Control", "")


@pytest.mark.parametrize("name", ["reader", "reader@a.example"])
def test_a_name_or_an_address_leads_where_the_reader_was_going(client, reader, name):
    form = {"login": name, "password": "桂花开了十八里路", "next": "/c/metals/"}

    response = client.post(reverse("account_login"), form)

    assert response["Location"] == "/c/metals/"


def test_next_never_leads_off_the_site(client, reader):
    form = {"login": "reader", "password": "桂花开了十八里路", "next": "https://evil.example/"}

    assert client.post(reverse("account_login"), form)["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_read_the_same(client, reader):
    said = [
        words(client.post(reverse("account_login"), {"login": name, "password": "不对"})).replace(name, "")
        for name in ("reader", "nobody")
    ]

    assert said[0] == said[1]


def test_too_many_tries_are_stopped_for_every_worker(client, reader):
    form = {"login": "reader", "password": "不对"}

    answers = [client.post(reverse("account_login"), form) for _ in range(12)]

    assert "登录" in words(answers[-1])
    assert client.post(reverse("account_login"), form | {"password": "桂花开了十八里路"}).status_code != 302


def test_the_letter_for_a_new_password_works_once(client, reader):
    client.post(reverse("account_reset_password"), {"email": "reader@a.example"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "新的密码也很长吧", "password2": "新的密码也很长吧"}

    client.post(form.redirect_chain[-1][0], new)

    assert client.login(username="reader", password="新的密码也很长吧")
    client.logout()
    assert "链接已失效" in client.get(link, follow=True).text


def test_the_letter_is_in_chinese_and_from_us(client, reader):
    client.post(reverse("account_reset_password"), {"email": "reader@a.example"})

    letter = mail.outbox[0]

    assert letter.subject.startswith("【金桂财经】")
    assert "找回密码" in letter.body
    assert "<" not in letter.body


def test_an_unknown_address_gets_the_same_answer(client, reader):
    said = [
        words(client.post(reverse("account_reset_password"), {"email": email}, follow=True))
        for email in ("reader@a.example", "nobody@a.example")
    ]

    assert said[0] == said[1]


def test_signing_out_asks_first(client, reader):
    client.force_login(reader)

    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/admin/", "/admin/queue/?source=1", "/admin/login/"])
def test_the_desk_asks_at_the_one_login(client, address):
    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=%2Fadmin%2F")


def test_the_desks_own_login_takes_no_password(client, editor):
    response = client.post("/admin/login/", {"username": "editor", "password": "jingui-demo"})

    assert response["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_the_desks_own_way_to_a_new_password_is_the_one_way(client):
    assert client.get("/admin/password_reset/")["Location"] == reverse("account_reset_password")


def test_an_editor_comes_to_the_desk(client, editor, plain_static):
    form = {"login": "editor", "password": "jingui-demo", "next": "/admin/"}

    response = client.post(reverse("account_login"), form, follow=True)

    assert response.redirect_chain[-1][0] == "/admin/"
    assert response.status_code == 200


def test_a_reader_who_knocks_at_the_desk_is_told_so(client, reader):
    client.force_login(reader)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert "没有编辑台权限" in words(response)


def test_a_form_without_its_token_is_refused_in_chinese(reader):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})

    assert response.status_code == 403
    assert re.findall(r"[A-Za-z]{3,}", words(response)) == []
    assert "_auth_user_id" not in strict.session


def test_who_asks_for_letters_too_often_is_told_in_chinese(client, reader):
    answers = [
        client.post(reverse("account_reset_password"), {"email": "reader@a.example"}) for _ in range(30)
    ]
    last = answers[-1]

    assert last.status_code == 429
    assert re.findall(r"[A-Za-z]{3,}", words(last)) == []


def test_the_same_address_behind_another_proxy_is_another_reader(client, settings):
    """Where a web server stands in front, limits count by whom it tells of, not by itself."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    form = {"login": "nobody", "password": "不对"}
    for n in range(40):
        last = client.post(
            reverse("account_login"), form | {"login": f"n{n}"}, headers={"X-Forwarded-For": "192.0.2.1"}
        )

    other = client.post(reverse("account_login"), form, headers={"X-Forwarded-For": "192.0.2.2"})

    assert (last.status_code, other.status_code) == (429, 200)


def test_adding_a_known_address_reads_the_same_as_a_new_one(client, reader):
    a_member("neighbour")
    client.force_login(reader)
    said = []
    for address in ("neighbour@a.example", "fresh@a.example"):
        form = {"email": address, "action_add": ""}
        response = client.post(reverse("account_email"), form, follow=True)
        said.append(
            (response.status_code, re.findall("邮件已发往", words(response)), address in words(response))
        )
        cache.clear()

    assert said[0] == said[1]


@pytest.mark.parametrize("name", ["profile", "bookmarks", "watchlist", "mfa_index", "usersessions_list"])
def test_own_pages_are_there_in_traditional_characters_and_in_english(client, reader, name):
    client.force_login(reader)

    for prefix in ("/hant", "/en"):
        response = client.get(prefix + reverse(name))
        assert response.status_code == 200
        assert "public" not in response["Cache-Control"]
