"""收藏: the articles a reader keeps."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from jingui import clock, paging
from jingui.news import queries as news
from jingui.portal.keeping import kept
from jingui.portal.reading import cursor
from jingui.portal.same_site import from_our_pages
from jingui.portal.signed_in import own_page, reader_of
from jingui.readers import actions, belongings


@own_page
def bookmarks(request):
    """What the reader keeps, the last kept first."""
    shelf = belongings.shelf(request.user, before=cursor(request))
    more = paging.encode(shelf.next_cursor)
    return render(request, "portal/bookmarks.html", {"shelf": shelf, "more": more})


@from_our_pages
def bookmark(request, pk):
    """POST keeps the article, or with `keep=no` no longer; GET asks, for who had to sign in first."""
    try:
        article = news.article(pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    if not article.live:
        raise Http404
    return kept(
        request,
        address=reverse("bookmark", args=[pk]),
        back=article.get_absolute_url(),
        what=article.headline,
        noun="bookmark",
        is_kept=lambda reader: belongings.keeps(reader, article),
        keep=lambda reader: (
            belongings.has_room(reader) and actions.bookmark(article, reader=reader, at=clock.now())
        ),
        drop=lambda reader: actions.remove_bookmark(article, reader=reader),
    )


def state(request, article):
    """Whether the reader keeps the article; None for a stranger."""
    reader = reader_of(request)
    return belongings.keeps(reader, article) if reader else None
