"""How a story went: its reports, flashes and corrections in one line of time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jingui.news.queries import reports_of


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened to a story."""

    at: datetime
    who: str
    words: str
    address: str
    is_here: bool = False


def timeline_of(article):
    """The story of `article` as its page tells it, oldest first (one query, none without a story)."""
    moments = [Moment(c.at, _("correction"), c.note, "") for c in article.corrections.all()]
    moments += [Moment(c.published_at, c.source.name, _("carried it"), c.url) for c in article.copies.all()]
    if article.story:
        moments += [_report(report, article.pk) for report in reports_of(article.story)]
    elif moments:
        moments.append(_report(article, article.pk))
    return sorted(moments, key=lambda moment: moment.at)


def _report(report, here):
    return Moment(
        report.published_at, report.source.name, report.headline, report.get_absolute_url(), report.pk == here
    )
