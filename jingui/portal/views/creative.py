"""An advertiser's own HTML, alone in its frame, where it may only show; and previews for the desk."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from jingui.ads import queries as ads
from jingui.portal.public import public

MAY_SHOW_ONLY = {
    "default-src": [CSP.NONE],
    "img-src": [CSP.SELF, "data:"],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": True,
}
MAY_PREVIEW = "ads.view_creative"


@csp_override(MAY_SHOW_ONLY)
@xframe_options_sameorigin
def creative(request, booking):
    """The HTML of a booking's creative, without scripts, links or the sender's cookies."""
    response = _shown(ads.html_of(booking))
    return public(response, shows=[f"creative-{booking}"])


@never_cache
@csp_override(MAY_SHOW_ONLY)
@xframe_options_sameorigin
def draft(request, pk):
    """The HTML of a creative that is perhaps not booked yet, for who may see it."""
    _only_staff(request)
    return _shown(ads.html_of_creative(pk))


@never_cache
@xframe_options_sameorigin
def preview(request, pk):
    """A creative in every slot, as readers will see it."""
    _only_staff(request)
    shown = ads.in_every_slot(pk)
    if not shown:
        raise Http404
    return render(request, "portal/creative_preview.html", {"shown": shown}, using="jinja2")


def _shown(html):
    if not html:
        raise Http404
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    return response


def _only_staff(request):
    if not request.user.has_perm(MAY_PREVIEW):
        raise Http404
