"""What readers see when there is nothing to see."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def not_found(request, exception=None):
    """404, with a way on."""
    response = render(request, "portal/not_found.html", status=404, using="jinja2")
    response["Cache-Control"] = "no-store"
    return response


def refused(request, exception=None):
    """403: what this reader may not see."""
    return _notice(request, "portal/refused.html", 403)


def from_elsewhere(request, reason=""):
    """403: a form without its token, or from another site (settings.CSRF_FAILURE_VIEW)."""
    return _notice(request, "portal/not_from_here.html", 403)


def too_often(request):
    """429: somebody tries too often; the limits are shared by all workers."""
    return _notice(request, "portal/too_often.html", 429)


def _notice(request, template, status):
    response = render(request, template, status=status, using="jinja2")
    response["Cache-Control"] = "no-store"
    return response


def broken(request):
    """500: a page that needs no database."""
    page = loader.get_template("portal/broken.html", using="jinja2").render({})
    return HttpResponseServerError(page, headers={"Cache-Control": "no-store"})
