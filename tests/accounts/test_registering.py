"""Registering tells nobody who else is here."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from jingui.accounts.models import User
from tests.accounts.members import PASSWORD, a_member

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("signing in")]  # they share the limits
FORM = {"email": "new@a.example", "username": "newcomer", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def register(client, **changes):
    return client.post(reverse("account_signup"), FORM | changes)


def link_in(letter):
    return re.search(r"http://testserver(/accounts/confirm-email/\S+)", letter.body)[1]


def words(response):
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)[0]
    return re.sub(r"<[^>]+>", " ", main)


def test_who_registers_confirms_the_address_before_the_first_login(client):
    register(client)
    assert "_auth_user_id" not in client.session

    link = link_in(mail.outbox[0])
    asked = client.get(link)
    assert not EmailAddress.objects.get().verified  # a mail scanner that follows links confirms nothing
    assert "确认" in words(asked)
    client.post(link)

    assert EmailAddress.objects.get().verified
    client.post(reverse("account_login"), {"login": "newcomer", "password": PASSWORD})
    assert client.get(reverse("profile")).status_code == 200


def test_a_login_before_that_only_sends_the_letter_again(client):
    a_member(confirmed=False)

    response = client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_a_known_address_reads_the_same_as_a_new_one(client):
    a_member()
    new = register(client)
    new_page = words(client.get(new["Location"])).replace("new@a.example", "")
    other = client.__class__()
    known = register(other, email="reader@a.example", username="another")
    known_page = words(other.get(known["Location"])).replace("reader@a.example", "")

    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert new_page == known_page
    assert not User.objects.filter(username__startswith="another").exists()


def test_the_owner_of_a_known_address_is_told(client):
    a_member()

    register(client, email="reader@a.example", username="another")

    assert mail.outbox[0].to == ["reader@a.example"]
    assert mail.outbox[0].subject == "【金桂财经】您已有账号"


def test_a_known_address_costs_the_same_hashing(client, monkeypatch):
    hashed = []
    monkeypatch.setattr("jingui.accounts.forms.make_password", hashed.append)
    a_member()

    register(client, email="reader@a.example", username="another")

    assert hashed == [PASSWORD]


def test_a_robot_that_fills_in_the_trap_gets_the_same_page_and_no_account(client):
    response = register(client, homepage="https://spam.example")

    assert response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 0


def test_people_do_not_meet_the_trap(client):
    page = client.get(reverse("account_signup")).text

    trap = re.search(r'<div class="[^"]*visually-hidden" aria-hidden="true">.*?</div>', page, re.DOTALL)[0]
    assert 'name="homepage"' in trap
    assert 'tabindex="-1"' in trap
    assert "style=" not in page


@pytest.mark.parametrize(
    "changes",
    [
        {"username": "a" * 151},
        {"username": "有\0空"},
        {"username": "<b>"},
        {"username": ""},
        {"email": "x" * 300 + "@a.example"},
        {"email": "a@a.example\nBcc: b@a.example"},
        {"password1": "12345678", "password2": "12345678"},
        {"password2": "另一个密码也很长"},
    ],
    ids=lambda changes: repr(changes)[:30],
)
def test_a_wrong_form_says_what_is_wrong_and_opens_nothing(client, changes):
    response = register(client, **changes)

    assert response.status_code == 200
    assert "form__wrong" in response.text
    assert re.findall(r"[A-Za-z]{3,}", re.sub(r"value=\S+|name=\S+", "", words(response))) == []
    assert User.objects.count() == 0


def test_a_mail_server_that_is_away_breaks_no_page(client, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},  # nobody listens there
        }
    }

    assert register(client).status_code == 302


def test_staff_without_an_address_may_come_in(client):
    User.objects.create_user("staff", password=PASSWORD)

    client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD})

    assert client.get(reverse("profile")).status_code == 200
