"""One button for 收藏 and 自选: without JavaScript too, and from a page that everybody shares."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from jingui.portal.public import wants_part
from jingui.portal.signed_in import private, reader_of


def kept(request, *, address, back, what, noun, is_kept, keep, drop):
    """The answer to the button: for htmx the button anew, otherwise the page it stood on.

    `is_kept`, `keep` and `drop` each take the reader; `keep` says whether there was room.
    """
    reader = reader_of(request)
    if reader is None:
        return _sign_in_first(request, address)
    if request.method == "POST":
        if not ratelimit.consume(request, action="keep", user=reader):
            return ratelimit.respond_429(request)
        if request.POST.get("keep") == "no":
            drop(reader)
        elif not keep(reader):
            messages.error(request, _("There is no room for more: remove something first."))
        if not wants_part(request):
            return redirect(back)
    context = {"address": address, "back": back, "what": what, "noun": noun, "state": is_kept(reader)}
    part = "portal/keep_button.html" if wants_part(request) else "portal/keep.html"
    return private(render(request, part, context))


def _sign_in_first(request, address):
    to = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}"
    if wants_part(request):
        return private(HttpResponse(headers={"HX-Redirect": to}))
    return private(redirect(to))
