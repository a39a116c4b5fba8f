"""Who is reading: asked only of a browser with a session, so that a stranger's page is everybody's."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache


def has_session(request):
    """Whether Django may know the reader; the edge asks the same of every request."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def reader_of(request):
    """The reader who is signed in, or None."""
    if not has_session(request) or not request.user.is_authenticated:
        return None
    return request.user


def context(request):
    """For every template: `reader`, who is signed in, or None."""
    return {"reader": reader_of(request)}


def private(response):
    """No cache between us and this one browser may keep `response`."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def own_page(view):
    """A page of a reader's own: only for who is signed in, kept by nobody."""
    return never_cache(login_required(view))
