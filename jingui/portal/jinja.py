"""The Jinja2 environment of the public pages: what every template may call."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from jingui import clock
from jingui.accounts.adapter import sign_in_houses
from jingui.accounts.devices import device
from jingui.accounts.outbox import letters_open_to
from jingui.imprint.licences import licences
from jingui.markets import calendar as markets_calendar
from jingui.portal import assets, cards, covers, english, filters, jsonld, languages, slots
from jingui.portal.frame import frame

FILTERS = {
    "timestamp": filters.timestamp,
    "clock_time": filters.clock_time,
    "full_time": filters.full_time,
    "iso": filters.iso,
    "long_date": filters.long_date,
    "date_of_month": filters.date_of_month,
    "month_name": filters.month_name,
    "count": filters.count,
    "code": filters.code,
    "headline": filters.headline,
    "minutes": filters.minutes,
    "jsonld": jsonld.script_safe,
    "channel_name": english.channel_name,
    "without_prefix": languages.without_prefix,
    "device": device,
}


def environment(**options):
    """Strict: a name that a view forgot is an error, not an empty place."""
    options["undefined"] = StrictUndefined
    env = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)
    env.install_gettext_callables(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.filters.update(FILTERS)
    env.globals.update(
        url=url,
        asset=assets.address,
        first_script=assets.first_script,
        picture=covers.picture,
        ad_link=slots.ad_link,
        ad_frame=slots.ad_frame,
        ad_picture=slots.ad_picture,
        ad_narrow_picture=slots.ad_narrow_picture,
        frame=frame,
        now=lambda: clock.now(),  # asked each time, not bound once
        market_session=market_session,
        weekdays=filters.weekdays,
        sign_in_houses=sign_in_houses,
        letters_open_to=letters_open_to,
        licences=licences,
        site_name=settings.SITE_NAME,
        in_chinese=filters.in_chinese,
        card=cards.picture,
        language=languages.current,
        language_ways=languages.ways,
        canonical=languages.canonical,
        alternates=languages.alternates,
        base_url=settings.BASE_URL.rstrip("/"),
    )
    return env


def url(name, *args):
    """The address of a named page."""
    return reverse(name, args=args)


def market_session():
    """What the mainland exchanges are doing now."""
    return english.said_of(markets_calendar.session(clock.now()))
