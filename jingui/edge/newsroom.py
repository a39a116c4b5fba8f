"""What the live streams ask of the newsroom. Every function here reads the database, in a thread."""

from __future__ import annotations

from django.db import close_old_connections
from django.template.loader import get_template

from jingui.edge.live import Said, frame
from jingui.flash import queries
from jingui.flash.models import Flash
from jingui.portal.languages import SIMPLIFIED, Language, in_script, speaking


def frame_of(pk: int, event: str, *, language: Language = SIMPLIFIED) -> bytes:
    """The frame for an announcement: the flash as the page shows it, or only its number when it is gone."""
    try:
        return frame(event, pk, html_of(queries.flash(pk), language)) if event != "retracted" else _gone(pk)
    except Flash.DoesNotExist:
        return _gone(pk)


def frames_after(after: int, limit: int, *, language: Language = SIMPLIFIED) -> list[Said]:
    """The frames of the newest `limit` flashes numbered above `after`, oldest first."""
    flashes = queries.since(after, size=limit)
    return [(flash.pk, frame("flash", flash.pk, html_of(flash, language))) for flash in flashes]


def missed(after: int, limit: int, *, language: Language = SIMPLIFIED) -> list[Said]:
    """`frames_after`, in a thread of the pool, which may have lain idle since its connection was cut."""
    close_old_connections()
    try:
        return frames_after(after, limit, language=language)
    finally:
        close_old_connections()


def html_of(flash: Flash, language: Language) -> str:
    """A flash as every page of a language shows it."""
    with speaking(language):
        return in_script(language, get_template("portal/flash_item.html").render({"flash": flash}))


def _gone(pk: int) -> bytes:
    return frame("retracted", pk, str(pk))
