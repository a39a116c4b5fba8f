"""自选: the securities a reader follows, and what is new about them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from jingui import clock
from jingui.markets import queries as markets
from jingui.portal.keeping import kept
from jingui.portal.same_site import from_our_pages
from jingui.portal.signed_in import own_page, reader_of
from jingui.readers import actions, belongings
from jingui.readers import queries as readers


@own_page
def watchlist(request):
    """The securities, and the newest that names any of them."""
    context = {
        "securities": readers.watchlist(request.user),
        "articles": belongings.news_of_watched(request.user),
    }
    return render(request, "portal/watchlist.html", context)


@from_our_pages
def watch(request, symbol):
    """POST follows the security, or with `keep=no` no longer; GET asks, for who had to sign in first."""
    security = markets.security_by_symbol(symbol)
    if security is None:
        raise Http404
    return kept(
        request,
        address=reverse("watch", args=[security.symbol]),
        back=reverse("security", args=[security.symbol]),
        what=security.name,
        noun="watch",
        is_kept=lambda reader: belongings.watches(reader, security),
        keep=lambda reader: (
            belongings.has_room(reader) and actions.watch(security, reader=reader, at=clock.now())
        ),
        drop=lambda reader: actions.unwatch(security, reader=reader),
    )


def state(request, security):
    """Whether the reader follows the security; None for a stranger."""
    reader = reader_of(request)
    return belongings.watches(reader, security) if reader else None
