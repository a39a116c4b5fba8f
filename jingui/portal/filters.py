"""How times, numbers and headlines are shown."""

from datetime import timedelta

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from jingui import clock
from jingui.portal import languages
from jingui.text import segment

CHARACTERS_A_MINUTE = 400  # silent reading of Chinese: 260 to 500 in the literature
TEN_THOUSAND = 10_000
HUNDRED_MILLION = 100_000_000
LONGEST_GROUP = 9  # characters without a place to break; the hero holds eleven a line
WBR = Markup("<wbr>")
SHORT_WEEKDAYS = (
    pgettext_lazy("weekday", "Mo"),
    pgettext_lazy("weekday", "Tu"),
    pgettext_lazy("weekday", "We"),
    pgettext_lazy("weekday", "Th"),
    pgettext_lazy("weekday", "Fr"),
    pgettext_lazy("weekday", "Sa"),
    pgettext_lazy("weekday", "Su"),
)


def timestamp(moment):
    """10:26 today, 昨日 18:02, 11-21 this year, 2025-11-21 before."""
    at, today = clock.in_beijing(moment), clock.in_beijing(clock.now()).date()
    if at.date() == today:
        return f"{at:%H:%M}"
    if at.date() == today - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": f"{at:%H:%M}"}
    return f"{at:%m-%d}" if at.year == today.year else f"{at:%Y-%m-%d}"


def clock_time(moment):
    """10:26, where the day stands above."""
    return f"{clock.in_beijing(moment):%H:%M}"


def full_time(moment):
    """2026-11-23 09:58."""
    return f"{clock.in_beijing(moment):%Y-%m-%d %H:%M}"


def iso(moment):
    """For machines, with +08:00."""
    return clock.in_beijing(moment).isoformat(timespec="seconds")


def long_date(day, weekday=True):
    """2026年11月23日 星期一; of a moment, its day in Beijing."""
    day = clock.in_beijing(day).date() if hasattr(day, "tzinfo") else day
    return date_format(day, "DATE_FORMAT") + (f" {date_format(day, 'l')}" if weekday else "")


def date_of_month(day):
    """2026年11月."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def month_name(day):
    """11月."""
    return _("month %(number)s") % {"number": day.month}


def count(number):
    """9860, 12.4 万, 3.1 亿."""
    if number < TEN_THOUSAND:
        return str(number)
    if get_language() == "en":  # which counts in thousands
        return f"{number:,}"
    if number < HUNDRED_MILLION:
        return _("%(number)s0 thousand") % {"number": _short(number / TEN_THOUSAND)}
    return _("%(number)s00 million") % {"number": _short(number / HUNDRED_MILLION)}


def _short(number):
    return f"{number:.1f}".removesuffix(".0")


def code(security):
    """600519.SH; 演示代码 900001 for a security that is invented."""
    return f"{_('demo code')} {security.ticker}" if security.is_demo else security.symbol


def headline(text):
    """The headline with `<wbr>` between its words, where a line may break.

    Not between 中文 and Latin or figures: a browser spaces those itself, but not across a tag.
    """
    groups = []
    for piece in segment.pieces(text):
        if groups and _is_spaced(groups[-1], piece) and len(groups[-1] + piece) <= LONGEST_GROUP:
            groups[-1] += piece
        else:
            groups.append(piece)
    broken = WBR.join(escape(group) for group in groups)
    return Markup("<span{}>{}</span>").format(in_chinese(), broken) if in_chinese() else broken


def in_chinese():
    """The attribute of what is written in Chinese inside a frame of another language; else nothing."""
    return Markup(' lang="zh-Hans"') if languages.current() is languages.ENGLISH else ""


def _is_spaced(before, after):
    """Whether one side is Latin or a figure, and the other a Chinese word."""
    left, right = before[-1], after[0]
    return left.isalnum() and right.isalnum() and left.isascii() != right.isascii()


def minutes(characters):
    """How long it takes to read, at least a minute."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def weekdays():
    """(name, short name) from Monday to Sunday."""
    return list(zip(WEEKDAYS.values(), SHORT_WEEKDAYS, strict=True))
