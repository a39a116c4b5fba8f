"""An article (稿件)."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect, render

from jingui import clock
from jingui.flash import queries as wire
from jingui.news import queries as news
from jingui.portal import bodies, jsonld, slots, talk
from jingui.portal.frame import frame
from jingui.portal.minutely import for_a_minute
from jingui.portal.public import public, public_page
from jingui.portal.timeline import timeline_of
from jingui.portal.views import bookmarks
from jingui.readers import queries as readers
from jingui.search import queries as search_queries

FLASHES_BESIDE = 5
NOT_SAVED = 10**17  # the number of no article, so it has no copies, corrections or mentions


def article(request, pk, slug=None):
    """The article at its one right address; 410 with the note when it was retracted."""
    try:
        found = news.article(pk, also=readers.DISCUSSION)
    except ObjectDoesNotExist:
        raise Http404 from None
    shows = _shows(found)
    if found.is_retracted:
        return public_page(request, "portal/retracted.html", {"article": found}, shows=shows, status=410)
    if not found.live:
        raise Http404
    if slug != found.slug:
        return public(redirect(found, permanent=True), shows=shows)
    context = {**_context(found), "counted": True, "ads": slots.ads_for(found.channel.slug)}
    context["kept"] = bookmarks.state(request, found)
    section = talk.section(request, found)
    context["facts"]["commentCount"] = section.number
    return talk.answer(request, "portal/article.html", section, shows=shows, **context)


def preview(request, article):
    """The page as it will be, of an article that is perhaps not saved yet (settings.ARTICLE_PREVIEW)."""
    article.pk = article.pk or NOT_SAVED
    article.published_at = article.published_at or clock.now()
    if article.channel_id is None:
        article.channel = frame().channels[-1]
    return render(request, "portal/article.html", {**_context(article), "section": None})


def _context(article):
    related = search_queries.related(article) or news.related(article)
    around = news.around(article)
    return {
        "article": article,
        "counted": False,
        "body": bodies.shown(article),
        "characters": len(article.text),
        "timeline": timeline_of(article, around.happenings),
        "suggested": related[0] if related else None,
        "related": related[1:],
        "around": around,
        "flashes": flashes_beside(),
        "facts": jsonld.article_page(article),
    }


@for_a_minute
def flashes_beside():
    """The newest flashes; the page is kept for a minute too, and not dropped for them."""
    return wire.latest(size=FLASHES_BESIDE)


def _shows(article):
    story = [f"story-{article.story_id}"] if article.story_id else []
    return [f"article-{article.pk}", *story]
