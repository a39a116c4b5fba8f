"""Letters to the desk: on disk first, by mail when somebody wants them so."""

import pytest
from django.core import mail
from django.db import IntegrityError

from jingui.accounts.models import User
from jingui.imprint import actions, queries
from jingui.imprint.models import Letter
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def a_letter(text="第三段的数字错了。", **facts):
    return actions.take_letter(**{"kind": "mistake", "text": text, "at": NOW, **facts})


def test_a_letter_waits_until_somebody_deals_with_it():
    letter, editor = a_letter(), User.objects.create_user("editor")
    assert queries.unread_letters() == 1

    actions.deal_with(letter, by=editor, at=NOW)
    actions.deal_with(letter, by=User.objects.create_user("other"), at=NOW)

    assert queries.unread_letters() == 0
    assert Letter.objects.get().done_by == editor


def test_a_letter_can_wait_again():
    letter = actions.deal_with(a_letter(), by=User.objects.create_user("editor"), at=NOW)

    actions.take_up_again(letter)

    assert (queries.unread_letters(), Letter.objects.get().done_by) == (1, None)


def test_a_letter_is_mailed_with_the_writers_address_to_answer_to(
    settings, django_capture_on_commit_callbacks
):
    settings.CONTACT_MAIL = "desk@a.example"
    with django_capture_on_commit_callbacks(execute=True):
        a_letter(address="reader@a.example", name="程女士")

    sent = mail.outbox[0]
    assert (sent.to, sent.reply_to) == (["desk@a.example"], ["reader@a.example"])
    assert "程女士" in sent.body
    assert "/admin/letters/edit/" in sent.body


def test_a_mail_server_that_is_away_loses_no_letter(settings, django_capture_on_commit_callbacks):
    settings.CONTACT_MAIL = "desk@a.example"
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},  # nobody listens there
        }
    }
    with django_capture_on_commit_callbacks(execute=True):
        a_letter()

    assert Letter.objects.count() == 1


def test_the_database_keeps_no_empty_letter():
    with pytest.raises(IntegrityError, match="letter_says_something"):
        a_letter("")
