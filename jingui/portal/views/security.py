"""A security (证券) with what names it."""

from django.http import Http404
from django.shortcuts import redirect

from jingui import paging
from jingui.flash import queries as wire
from jingui.markets import queries as markets
from jingui.news import queries as news
from jingui.portal.public import differs_for_htmx, public_page, wants_part
from jingui.portal.reading import cursor
from jingui.portal.views import watchlist

FLASHES_BESIDE = 12


def security(request, symbol):
    """A security's page at its one right address; for htmx, only the next screenful."""
    found = markets.security_by_symbol(symbol)
    if found is None:
        raise Http404
    if symbol != found.symbol:
        return redirect("security", found.symbol, permanent=True)
    shelf = news.of_security(found, before=cursor(request))
    context = {"security": found, "shelf": shelf, "more": paging.encode(shelf.next_cursor)}
    template = "portal/articles_more.html"
    if not wants_part(request):
        template = "portal/security.html"
        context["kept"] = watchlist.state(request, found)
        context["flashes"] = wire.wire(security=found, size=FLASHES_BESIDE).flashes
    return differs_for_htmx(public_page(request, template, context, shows=["home", f"security-{symbol}"]))
