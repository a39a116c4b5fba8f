"""Forms on pages that everybody shares carry no token, for it would make the page one reader's.

A browser itself says which site a form was sent from (Sec-Fetch-Site; Origin in those before 2023), and no
page can make it lie. What says neither is no browser's form, and is refused.
"""

from functools import wraps

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from jingui.portal.signed_in import private


def from_our_pages(view):
    """POST only from a page of ours; in place of the token."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if request.method == "POST" and not is_from_our_pages(request):
            return private(render(request, "portal/not_from_here.html", status=403))
        return view(request, *args, **kwargs)

    return csrf_exempt(checked)


def is_from_our_pages(request):
    """Whether the browser says that one of our own pages sent this."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in ours
