"""A story (报道簇): who reported, when, and what changed."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect

from jingui.flash import queries as wire
from jingui.news import queries as news
from jingui.portal.public import public_page


def story(request, pk):
    """A story with what each report changed, the copies and the flashes; a merged one is elsewhere."""
    try:
        page = news.story(pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    if page.story.pk != pk:
        return redirect(page.story)  # for the time being: an editor may undo it
    flashes = wire.flashes_of(page.story)
    if not (page.reports or flashes):
        raise Http404
    context = {"page": page, "flashes": flashes}
    return public_page(request, "portal/story.html", context, shows=[f"story-{pk}"])
