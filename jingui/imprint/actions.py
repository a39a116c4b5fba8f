"""What can be done with the pages about the site and with letters."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from jingui.accounts.models import User
from jingui.imprint import queries, signals
from jingui.imprint.models import Letter, LetterState, Page
from jingui.text.html import sanitise

log = logging.getLogger(__name__)


@transaction.atomic
def take_letter(
    *, kind: str, text: str, at: datetime, name: str = "", address: str = "", reader: User | None = None
) -> Letter:
    """Keep a letter for the desk, and pass it on by mail once it is on disk. The fields are clean already."""
    letter = Letter.objects.create(kind=kind, name=name, address=address, text=text, at=at, reader=reader)
    transaction.on_commit(lambda: _pass_on(letter), robust=True)
    return letter


def _pass_on(letter: Letter) -> None:
    """Mail the letter to JINGUI_CONTACT_MAIL; a mail server that is away loses nothing."""
    if not settings.CONTACT_MAIL:
        return
    at_desk = f"{settings.BASE_URL.rstrip('/')}{reverse('letters:edit', args=[letter.pk])}"
    mail = EmailMessage(
        f"【{settings.SITE_NAME}】{_('Letter')}：{letter.get_kind_display()}",
        "\n\n".join(filter(None, [letter.name, letter.address, letter.text, at_desk])),
        to=[settings.CONTACT_MAIL],
        reply_to=[letter.address] if letter.address else None,
    )
    try:
        mail.send()
    except OSError:
        log.exception("letter %s is in the desk, but could not be mailed", letter.pk)


@transaction.atomic
def deal_with(letter: Letter, *, by: User, at: datetime) -> Letter:
    """Note that a letter is dealt with; doing so twice changes nothing."""
    if letter.state != LetterState.DONE or letter.done_at is None:
        letter.state, letter.done_at, letter.done_by = LetterState.DONE, at, by
        letter.save(update_fields=["state", "done_at", "done_by"])
    return letter


@transaction.atomic
def take_up_again(letter: Letter) -> Letter:
    """A letter waits again."""
    letter.state, letter.done_at, letter.done_by = LetterState.UNREAD, None, None
    letter.save(update_fields=["state", "done_at", "done_by"])
    return letter


@transaction.atomic
def write_page(page: Page, *, body: str, by: User, at: datetime) -> Page:
    """Give a page new words; the package's own words, or none, mean the package's own text."""
    body = sanitise(body).strip()
    page.body = "" if body == sanitise(queries.packaged(page.name)).strip() else body
    page.changed_at, page.changed_by = (at, by) if page.body else (None, None)
    page.save()
    signals.page_changed.send(Page, name=page.name)
    return page
