"""A source (来源) with what it gave us."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from jingui import paging
from jingui.flash import queries as wire
from jingui.news import queries as news
from jingui.portal.public import differs_for_htmx, public_page, wants_part
from jingui.portal.reading import cursor

FLASHES_BESIDE = 12


def source(request, slug):
    """A source's page; for htmx, only the next screenful of articles."""
    try:
        found = news.source(slug)
    except ObjectDoesNotExist:
        raise Http404 from None
    shelf = news.of_source(found, before=cursor(request))
    context = {"source": found, "shelf": shelf, "more": paging.encode(shelf.next_cursor)}
    if not wants_part(request):
        own = wire.latest(source=found, size=FLASHES_BESIDE)
        context |= {"own": bool(own), "flashes": own or wire.latest(size=FLASHES_BESIDE)}
    template = "portal/articles_more.html" if wants_part(request) else "portal/source.html"
    return differs_for_htmx(public_page(request, template, context, shows=[f"source-{slug}"]))
