"""How a story went: its reports, corrections and copies in one line of time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jingui.news.queries import Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened to a story."""

    at: datetime
    who: str
    words: str
    address: str
    is_here: bool = False


def timeline_of(article, happenings):
    """What happened around `article`, oldest first, as its page tells it."""
    return [_moment(happening, article.pk) for happening in happenings]


def _moment(happening, here):
    if happening.kind is Kind.CORRECTED:
        return Moment(happening.at, _("correction"), happening.note, "")
    if happening.kind is Kind.UPDATED:
        return Moment(happening.at, _("Updated"), happening.note, "")
    if happening.kind is Kind.CARRIED:
        return Moment(happening.at, happening.source, _("carried it"), happening.url)
    address, is_here = happening.get_absolute_url(), happening.pk == here
    return Moment(happening.at, happening.source, happening.headline, address, is_here)
