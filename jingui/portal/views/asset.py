"""The stylesheet and the scripts."""

from django.http import Http404, HttpResponse

from jingui.portal import assets
from jingui.portal.public import for_ever, public


def asset(request, digest, name):
    """An asset; an address of yesterday gets today's content, but not for ever."""
    try:
        found = assets.asset(name)
    except KeyError:
        raise Http404 from None
    response = HttpResponse(found.content, content_type=found.content_type)
    return for_ever(response) if digest == found.digest else public(response)
