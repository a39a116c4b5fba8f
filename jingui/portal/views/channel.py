"""A channel (频道)."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect

from jingui import clock, paging
from jingui.flash import queries as wire
from jingui.news import queries as news
from jingui.portal import happenings, jsonld, slots
from jingui.portal.month import month_of
from jingui.portal.public import differs_for_htmx, public_page, wants_part
from jingui.portal.reading import cursor

FLASHES_BESIDE = 6


def channel(request, slug):
    """A channel page; for htmx, only the next screenful of articles."""
    try:
        shelf_of = news.channel(slug)
    except ObjectDoesNotExist:
        raise Http404 from None
    if slug == "24h":
        return redirect("flashes", permanent=True)
    before = cursor(request)
    shelf = news.of_channel(shelf_of, before=before)
    context = {
        "channel": shelf_of,
        "shelf": shelf,
        "more": paging.encode(shelf.next_cursor),
        "first": not before,
    }
    template, shows = "portal/articles_more.html", [f"channel-{slug}"]
    if not wants_part(request):
        context["facts"] = jsonld.channel_page(shelf_of)
        template = "portal/channel.html"
        own = wire.latest(channel=shelf_of, size=FLASHES_BESIDE)
        shows += [] if own else ["wire"]
        context["flashes"] = own or wire.latest()
        context["ads"] = slots.ads_for(slug)
        context["month"] = month_of(clock.now())
        context["happenings"] = happenings.besides(shelf.articles)
    return differs_for_htmx(public_page(request, template, context, shows=shows))
