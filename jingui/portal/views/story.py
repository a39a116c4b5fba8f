"""A story (报道簇): who reported, when, and what changed."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from jingui.flash import queries as wire
from jingui.news import queries as news
from jingui.portal.public import public_page


def story(request, pk):
    """A story with its reports, their copies and corrections, and its flashes."""
    try:
        page = news.story(pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    flashes = wire.flashes_of(page.story)
    if not (page.reports or flashes):
        raise Http404
    context = {"page": page, "flashes": flashes}
    return public_page(request, "portal/story.html", context, shows=[f"story-{pk}"])
