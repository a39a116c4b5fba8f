"""The pictures of articles: drawn, or cut to size."""

from django.http import Http404, HttpResponse
from wagtail.images.views.serve import ServeView

from jingui.portal import cards, covers
from jingui.portal.public import for_ever, public

DAY_SECONDS = 24 * 3600
serve = ServeView.as_view()


def cover(request, edition, pk, channel):
    """The drawing of an article; its address says all there is to know."""
    return for_ever(HttpResponse(covers.cover(channel, pk), content_type="image/svg+xml"))


def picture(request, signature, image_id, size):
    """A photograph in a size that we signed."""
    return for_ever(serve(request, signature, image_id, size))


def card(request, edition, pk, channel):
    """The drawing of an article as a JPEG, for other people's pages."""
    return for_ever(HttpResponse(cards.card(channel, pk), content_type="image/jpeg"))


def icon(request, name):
    """The mark of the house as a PNG."""
    try:
        drawn = cards.icon(name)
    except KeyError:
        raise Http404 from None
    return public(HttpResponse(drawn, content_type="image/png"), seconds=DAY_SECONDS)
