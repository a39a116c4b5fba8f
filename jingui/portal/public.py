"""What makes a page public: every cache may keep it, and it says what it shows, to be dropped by."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from jingui.portal.signed_in import has_session, private

PAGE_SECONDS = 60
FOR_EVER_SECONDS = 365 * 24 * 3600


def public_page(request, template, context=None, *, shows, status=200, seconds=PAGE_SECONDS):
    """A rendered page that names what it shows (surrogate keys: `home`, `article-12`, `channel-stocks` …).

    Who may be signed in gets it from Django, with what is theirs, and no cache on the way may keep that.
    """
    response = render(request, template, context, status=status, using="jinja2")
    if has_session(request):
        return private(response)
    return public(response, shows=[*shows, *_listed(context or {})], seconds=seconds)


def _listed(context):
    """The ads, and the articles of the list: one that moves elsewhere drops the page that it leaves."""
    ads = ["ads"] if context.get("ads") else []
    return ads + [f"article-{a.pk}" for a in context["shelf"].articles] if "shelf" in context else ads


def public(response, *, shows=(), seconds=PAGE_SECONDS):
    """Let `response` be kept by shared caches for `seconds`, and be dropped by what it shows.

    A browser asks each time whether its copy still holds (304 from the edge's memory): nobody's news is old.
    """
    patch_cache_control(response, public=True, max_age=0, s_maxage=seconds)
    if shows:
        response["Surrogate-Key"] = " ".join(dict.fromkeys(shows))
    return response


def for_ever(response):
    """Let `response` be kept for good: its address changes with its content."""
    response["Cache-Control"] = f"public, max-age={FOR_EVER_SECONDS}, immutable"
    return response


def differs_for_htmx(response):
    """The same address answers htmx with a part of the page."""
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_part(request):
    """Whether htmx asks for a part (our htmx reloads the page itself when its history is lost)."""
    return bool(request.htmx)
