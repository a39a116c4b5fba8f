"""Writing to the desk, as people and robots do."""

import pytest
from django.core.cache import cache

from jingui.imprint.models import Letter
from tests.accounts.members import a_member

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("signing in")]  # they share the limits
LETTER = {"kind": "mistake", "text": "第三段的数字错了。", "address": "reader@a.example", "name": "程女士"}
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def nobody_wrote_before():
    cache.clear()


def send(client, letter=LETTER, headers=HERE, to="/contact/"):
    return client.post(to, letter, headers=headers)


@pytest.mark.parametrize("address", ["/contact/", "/cooperation/"])
def test_a_letter_goes_to_the_desk_without_a_script_or_a_cookie(client, address):
    page = client.get(address)
    response = send(client, to=address)

    assert "csrf" not in page.text
    assert not page.cookies
    assert response["Location"] == "/contact/sent/"
    assert client.get("/contact/sent/").status_code == 200
    letter = Letter.objects.get()
    assert (letter.text, letter.kind, letter.address, letter.reader) == (
        LETTER["text"],
        "mistake",
        "reader@a.example",
        None,
    )


def test_a_reader_who_is_signed_in_is_noted(client):
    reader = a_member()
    client.force_login(reader)

    send(client)

    assert Letter.objects.get().reader == reader


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_what_comes_from_elsewhere_is_refused(client, headers):
    response = send(client, headers=headers)

    assert response.status_code == 403
    assert Letter.objects.count() == 0


def test_an_older_browser_that_names_its_origin_is_let_in(client):
    assert send(client, headers={"Origin": "http://testserver"}).status_code == 302


def test_a_robot_that_fills_everything_in_hears_thanks_and_is_forgotten(client):
    response = send(client, LETTER | {"homepage": "https://spam.example"})

    assert response["Location"] == "/contact/sent/"
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "字" * 3_001},
        {"text": "有\0空"},
        {"kind": "none"},
        {"address": "不是邮箱"},
        {"address": "a@a.example\r\nBcc: b@a.example"},
        {"name": "名" * 41},
    ],
    ids=lambda wrong: repr(wrong)[:30],
)
def test_a_wrong_letter_comes_back_with_its_words_and_nothing_is_kept(client, wrong):
    response = send(client, LETTER | wrong)

    assert response.status_code == 422
    assert response["Cache-Control"].count("no-store") == 1
    assert "还没有寄出" in response.text
    assert Letter.objects.count() == 0


def test_a_lone_surrogate_is_no_reason_to_fail(client):
    body = b"kind=mistake&text=%ED%A0%80%E5%AD%97"

    response = client.post("/contact/", body, content_type="application/x-www-form-urlencoded", headers=HERE)

    assert response.status_code in (302, 422)


def test_too_many_letters_are_stopped(client):
    answers = [send(client).status_code for _ in range(8)]

    assert answers == [302] * 6 + [429] * 2
    assert Letter.objects.count() == 6


def test_html_in_a_letter_is_only_words(client):
    response = send(client, LETTER | {"text": "<script>x</script>", "address": "?"})

    assert "<script>x" not in response.text
