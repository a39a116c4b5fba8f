"""首页."""

from django.http import Http404

from jingui import clock, paging
from jingui.portal import front, slots
from jingui.portal.public import differs_for_htmx, public_page, wants_part
from jingui.portal.reading import cursor


def home(request):
    """The front page; for htmx, the open tab and the blocks below it, or only what "more" adds."""
    tab = request.GET.get("tab", "latest")
    if tab not in front.TABS:
        raise Http404
    page = front.compose(now=clock.now(), tab=tab, before=cursor(request))
    context = {"page": page, "tabs": front.tabs(), "more": paging.encode(page.listed.next_cursor)}
    template = _part(request)
    if not wants_part(request):
        template = "portal/home.html"
        context["ads"] = slots.ads_for()
    return differs_for_htmx(public_page(request, template, context, shows=["home", "wire"]))


def _part(request):
    return "portal/home_more.html" if "before" in request.GET else "portal/home_tab.html"
