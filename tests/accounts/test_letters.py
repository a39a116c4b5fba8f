"""Every letter: Chinese, from us, with the same words in both parts; and where they are kept."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core import mail
from django.core.mail import EmailMessage
from django.test import RequestFactory

import jingui.portal
from jingui.accounts import letters, outbox
from jingui.env import mailer
from jingui.portal import languages
from tests.accounts.members import a_member
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TEMPLATES = Path(jingui.portal.__file__).parent / "templates"
EVERY = sorted(
    f"{path.parts[-3]}/email/{path.name.removesuffix('_subject.txt')}"
    for path in TEMPLATES.glob("*/email/*_subject.txt")
)
FACTS = {
    "activate_url": "https://a.example/confirm/",
    "password_reset_url": "https://a.example/reset/",
    "signup_url": "https://a.example/signup/",
    "from_email": "old@a.example",
    "to_email": "new@a.example",
    "deleted_email": "old@a.example",
    "username": "读者",
    "timestamp": NOW,
    "ip": "192.0.2.1",
    "user_agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140 <b>",
}


def sent(template):
    request = RequestFactory().get("/")
    with context.request_context(request):
        get_adapter(request).send_mail(template, "reader@a.example", FACTS)
    return mail.outbox[-1]


def test_a_letter_asked_for_behind_hant_is_in_traditional_characters():
    with languages.speaking(languages.TRADITIONAL):
        letter = sent("account/email/password_reset_key")

    assert "密碼" in letter.subject + letter.body
    assert "密码" not in letter.subject + letter.body + letter.alternatives[0].content


def text_of(html):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html.partition("</h1>")[2]))


def test_there_is_a_template_for_each_of_allauths_letters():
    ours = {name for name in EVERY if not name.endswith("_code")}
    import allauth  # noqa: PLC0415  (only to find its templates)

    theirs = {
        f"{path.parts[-3]}/email/{path.name.removesuffix('_subject.txt')}"
        for path in (Path(allauth.__file__).parent / "templates").glob("*/email/*_subject.txt")
    }
    assert {name for name in theirs if not name.endswith("_code")} == ours


@pytest.mark.parametrize("template", EVERY)
def test_a_letter_is_in_chinese_in_both_parts_and_they_agree(template):
    letter = sent(template)
    html = letter.alternatives[0].content
    shown = re.sub(r"https?://\S+|\S+@\S+|Chrome|Windows|192\S+|IP|<[^>]*>", "", letter.body)

    assert letter.subject.startswith("【金桂财经】")
    assert re.findall(r"[A-Za-z]{3,}", letter.subject + shown) == []
    for paragraph in letters.blocks(letter.body.partition("\n— ")[0]):
        assert re.sub(r"\s+", "", paragraph.words) in text_of(html)


@pytest.mark.parametrize("template", EVERY)
def test_the_html_part_loads_nothing_and_needs_no_stylesheet(template):
    html = sent(template).alternatives[0].content

    assert "class=" not in html
    assert re.findall(r"<(?:img|script|link|style)\b|url\(", html) == []
    assert html.count("style=") > 5


def test_what_a_browser_calls_itself_is_only_words():
    letter = sent("account/email/password_changed")

    assert "Chrome · Windows" in letter.body
    assert "<b>" not in letter.alternatives[0].content


@pytest.fixture
def kept(settings, tmp_path):
    """Letters are kept in a folder, as they are while no mail server is set."""
    settings.HOME, settings.MAIL = tmp_path, ""
    settings.MAILERS = {"default": mailer("", tmp_path / "mail")}


def test_kept_letters_are_read_back_newest_first(kept):
    EmailMessage(
        "【金桂财经】确认邮箱", "请点开链接。\n\n" + "-" * 79 + "\n\n落款", to=["reader@a.example"]
    ).send()

    letter = outbox.letters()[0]

    assert (letter.subject, letter.to) == ("【金桂财经】确认邮箱", "reader@a.example")
    assert letter.text.strip().endswith("落款")
    assert outbox.letter(letter.name) == letter


@pytest.mark.parametrize("name", ["../secrets/secret_key", "none.log", "20260101-000000-1.log", "", "a\0b"])
def test_only_letters_are_read(kept, name):
    with pytest.raises(LookupError):
        outbox.letter(name)


@pytest.mark.parametrize(
    ("changes", "sender", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "192.0.2.1", 403),
        ({"BASE_URL": "https://news.example"}, "127.0.0.1", 403),
        ({"ALLOWED_HOSTS": ["localhost", "news.example"]}, "127.0.0.1", 403),
        ({"ALLOWED_HOSTS": ["*"]}, "127.0.0.1", 403),
        ({"HOST": "0.0.0.0"}, "127.0.0.1", 403),
        ({"MAIL": "smtp://mail.example"}, "127.0.0.1", 404),
    ],
    ids=str,
)
def test_letters_are_shown_on_ones_own_machine_only(client, kept, settings, changes, sender, status):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    for name, value in changes.items():
        setattr(settings, name, value)

    response = client.get("/accounts/mail/", REMOTE_ADDR=sender, headers={"Host": "localhost"})

    assert response.status_code == status


def test_a_reader_may_not_read_letters_and_an_administrator_may(client, kept, settings):
    settings.BASE_URL = "https://news.example"
    reader = a_member()
    client.force_login(reader)
    assert client.get("/accounts/mail/").status_code == 403

    reader.is_superuser = True
    reader.save()
    assert client.get("/accounts/mail/").status_code == 200
