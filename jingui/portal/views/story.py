"""A story (报道簇): who reported, when, and what changed."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect

from jingui.news import queries as news
from jingui.portal.public import public_page


def story(request, pk):
    """A story: its reports, flashes among them, what each changed, the copies; a merged one is elsewhere."""
    try:
        page = news.story(pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    if page.story.pk != pk:
        return redirect(page.story)  # for the time being: an editor may undo it
    if not page.told:
        raise Http404
    return public_page(request, "portal/story.html", {"page": page}, shows=[f"story-{pk}"])
