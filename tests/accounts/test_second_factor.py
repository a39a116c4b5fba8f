"""A second factor: codes from an app, passkeys, and codes for the day the phone is lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from jingui.accounts.actions import create_demo_staff
from jingui.accounts.models import User
from jingui.accounts.sealing import Unopened, open_sealed, seal
from tests.accounts.members import PASSWORD, a_member

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("signing in")]  # they share the limits
PAGES = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list")


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def reader(client):
    """Signed in, and the password given once more, as everything that guards an account asks."""
    reader = a_member()
    client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return reader


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def switch_on(client):
    """Codes from an app, as a reader switches them on; the key."""
    page = client.get(reverse("mfa_activate_totp")).text
    secret = re.search(r'account__key">(\w+)<', page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    return secret


def words(response):
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)[0]
    return re.sub(r"<[^>]+>", " ", main)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_chinese(client, reader, name):
    response = client.get(reverse(name))
    shown = re.sub(r"PIN|\b[A-Z2-7]{32}\b", "", words(response))

    assert response.status_code == 200
    assert re.findall(r"[A-Za-z]{3,}", shown) == []


def test_the_picture_for_the_camera_is_drawn_here(client, reader):
    page = client.get(reverse("mfa_activate_totp")).text

    assert re.search(r'<img class="account__code" src="data:image/svg\+xml', page)


def test_with_codes_on_a_password_is_not_enough(client, reader):
    secret = switch_on(client)
    client.post(reverse("account_logout"))

    first = client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})
    assert first["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "验证码" in words(wrong)
    assert "_auth_user_id" not in client.session

    cache.clear()  # a code works once, and this one has just switched the app on
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert "_auth_user_id" in client.session


def test_a_recovery_code_works_once(client, reader):
    switch_on(client)
    spare = re.findall(r"<li><code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).text)
    assert len(spare) == 10

    reached = []
    for _ in range(2):
        client.post(reverse("account_logout"))
        client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": spare[0]})
        reached.append("_auth_user_id" in client.session)

    assert reached == [True, False]


def test_the_spare_codes_can_be_saved(client, reader):
    switch_on(client)

    response = client.get(reverse("mfa_download_recovery_codes"))

    assert len(re.findall(r"^\d{8}$", response.text, re.MULTILINE)) == 10
    assert "恢复码" in response.text


def test_a_key_in_the_database_opens_nothing_without_the_houses_own(client, reader):
    secret = switch_on(client)

    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert secret not in kept
    assert open_sealed(kept) == secret


def test_with_another_secret_key_no_code_fits_and_no_page_breaks(client, reader, settings):
    secret = switch_on(client)
    client.post(reverse("account_logout"))
    settings.SECRET_KEY = "another"
    client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})
    cache.clear()

    response = client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert "验证码不正确" in words(response)
    with pytest.raises(Unopened):
        open_sealed(Authenticator.objects.get(type="totp").data["secret"])


def test_what_was_sealed_opens_to_the_same_words_only():
    assert open_sealed(seal("桂花")) == "桂花"
    assert seal("桂花") != seal("桂花")


@pytest.mark.parametrize("answer", ["", "{}", "null", "[]", '{"id": 1}', "不是", '{"rawId": "\\ud800"}'])
def test_a_passkeys_answer_that_makes_no_sense_is_no_login(client, answer):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    response = client.post(reverse("mfa_login_webauthn"), {"credential": answer})

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_login_offers_a_passkey(client):
    page = client.get(reverse("account_login")).text
    asked = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()

    assert "<pass-key" in page
    assert asked["request_options"]["publicKey"]["challenge"]


def test_a_new_passkey_that_makes_no_sense_is_refused(client, reader):
    client.get(reverse("mfa_add_webauthn"))

    for answer in (
        "{}",
        "[]",
        '{"id": 1}',
        '{"id": "x", "rawId": "eA", "type": "public-key", "response": {}}',
    ):
        response = client.post(reverse("mfa_add_webauthn"), {"name": "手机", "credential": answer})
        assert response.status_code == 200, answer
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_what_guards_the_account_asks_for_the_password_once_more(client, name):
    a_member()
    client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})

    assert client.get(reverse(name))["Location"].startswith("/accounts/reauthenticate/")


def test_where_it_is_asked_of_the_staff_the_desk_opens_with_it_only(client, settings, plain_static):
    create_demo_staff()
    client.force_login(
        User.objects.get(username="editor"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/admin/").status_code == 200

    settings.STAFF_SECOND_FACTOR = True
    assert client.get("/admin/")["Location"] == reverse("mfa_index")
    Authenticator.objects.create(
        user=User.objects.get(username="editor"), type="totp", data={"secret": seal("A" * 32)}
    )
    assert client.get("/admin/").status_code == 200


def test_signing_out_everywhere_else_leaves_this_one(client, reader):
    elsewhere = client.__class__()
    elsewhere.post(
        reverse("account_login"),
        {"login": "reader", "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18) MicroMessenger/8"},
    )
    assert "微信 · iPhone" in client.get(reverse("usersessions_list")).text

    client.post(reverse("usersessions_list"))

    assert client.get(reverse("profile")).status_code == 200
    assert elsewhere.get(reverse("profile")).status_code == 302
