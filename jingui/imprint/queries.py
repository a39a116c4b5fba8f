"""The pages about the site and the letters to it, asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from jingui.imprint.models import (
    LONGEST_LETTER_CHARACTERS,
    Letter,
    LetterKind,
    LetterState,
    Page,
    PageName,
)

__all__ = ["LONGEST_LETTER_CHARACTERS", "LetterKind", "PageText", "packaged", "page", "unread_letters"]
TEXTS = Path(__file__).parent / "texts"
COUNT_LIMIT = 1_000  # more unread letters are not counted to the end


@dataclass(frozen=True, slots=True)
class PageText:
    """A page about the site as it is shown; `changed_at` is None while it is the package's own text."""

    name: str
    title: str
    html: str
    changed_at: datetime | None


def page(name: str) -> PageText:
    """One of the pages about the site (one query). Raises ValueError for any other name."""
    title = PageName(name).label
    own = Page.objects.filter(name=name).exclude(body="").first()
    if own:
        return PageText(name, str(title), own.body, own.changed_at)
    return PageText(name, str(title), packaged(name), None)


@cache
def packaged(name: str) -> str:
    """The text that comes with the package, as HTML."""
    text = (TEXTS / f"{PageName(name).value}.html").read_text(encoding="utf-8")
    return text.replace("{site}", settings.SITE_NAME).strip()


def unread_letters() -> int:
    """How many letters nobody has dealt with, up to COUNT_LIMIT."""
    return Letter.objects.filter(state=LetterState.UNREAD).order_by()[:COUNT_LIMIT].count()
