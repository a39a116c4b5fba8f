"""24 小时: the wire."""

from itertools import groupby

from jingui import clock, paging
from jingui.flash import queries as wire
from jingui.portal import jsonld
from jingui.portal.month import month_of
from jingui.portal.public import differs_for_htmx, public_page, wants_part
from jingui.portal.reading import cursor


def flashes(request):
    """The wire by days, all of it or what is important; for htmx, only what comes next."""
    urgent = "urgent" in request.GET
    stretch = wire.wire(before=cursor(request), urgent=urgent)
    context = {
        "days": by_day(stretch.flashes),
        "urgent": urgent,
        "more": paging.encode(stretch.next_cursor),
    }
    template = "portal/flashes_more.html"
    if not wants_part(request):
        template = "portal/flashes.html"
        context["facts"] = jsonld.wire_page(stretch.flashes, now=clock.now())
        context["month"] = month_of(clock.now())
    return differs_for_htmx(public_page(request, template, context, shows=["wire"], seconds=20))


def by_day(flashes):
    """[(day in Beijing, its flashes)], in the order given."""
    days = groupby(flashes, key=lambda flash: clock.in_beijing(flash.published_at).date())
    return [(day, list(found)) for day, found in days]
