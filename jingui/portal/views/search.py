"""Search (搜索)."""

from datetime import timedelta

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from jingui import clock
from jingui.news import queries as news
from jingui.portal import slots
from jingui.portal.public import public_page
from jingui.search import queries as search_queries

LONGEST_QUESTION = 80  # characters
PAGE_SIZE = 20
KINDS = ("article", "flash")
SPANS = {"1": _("Past day"), "7": _("Past week"), "31": _("Past month"), "366": _("Past year")}  # days
FEW = 3  # hits, and a reader may have meant something else


def question(request):
    """What was typed into a search box."""
    return " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]


def search(request):
    """What was asked, the securities it may mean, and what was found."""
    q = question(request)
    asked = _asked(request)
    context = {
        "q": q, "found": None, "securities": [], "meant": None, "asked": asked, "spans": SPANS,
        "is_topic": False,
        "source": news.source_or_none(asked["source"]), "ads": slots.in_lists(),
    }  # fmt: skip
    if q:
        context["found"] = _found(q, asked, page=_page(request))
        context["securities"] = search_queries.securities(q, size=4)
        if context["found"].total < FEW and not context["securities"]:
            context["meant"] = search_queries.meant(q)
        context["is_topic"] = _is_topic(context["found"], asked)
    return public_page(request, "portal/search.html", context, shows=["home", "wire"])


def newest(request, q, *, size):
    """What was found for its feed: the filters of the address hold, but for the order."""
    return _found(q, _asked(request) | {"newest": True}, page=1, size=size).hits


def _is_topic(found, asked):
    """Whether the first page of a plain question is worth a place in other search engines.

    What nobody wrote about is not: anybody can link to a search for anything.
    """
    return found.total >= FEW and found.page == 1 and not any(asked.values())


def _found(q, asked, *, page, size=PAGE_SIZE):
    now = clock.now()
    filters = {name: asked[name] for name in ("channel", "source", "kind", "newest")}
    since = now - timedelta(days=int(asked["days"])) if asked["days"] else None
    return search_queries.find(q, now=now, since=since, page=page, size=size, **filters)


def _asked(request):
    """The filters of the address; an unknown one is none."""
    kind, days = request.GET.get("kind"), request.GET.get("days")
    return {
        "channel": request.GET.get("channel") or None,
        "source": request.GET.get("source") or None,
        "kind": kind if kind in KINDS else None,
        "days": days if days in SPANS else None,
        "newest": request.GET.get("sort") == "newest",
    }


def _page(request):
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdecimal() and 1 <= int(page[:4]) <= search_queries.LAST_PAGE):
        raise Http404
    return int(page[:4])
