"""The sitemaps. An article that truly lives elsewhere is not in them: its own house tells of it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from jingui import clock
from jingui.news import queries as news
from jingui.portal import sitemaps
from jingui.portal.public import public

HOUR, FIVE_MINUTES = 3600, 300
STANDING = ("home", "flashes", "archive", "about")


def index(request):
    """All sitemaps, the newest articles first."""
    addresses = [reverse("sitemap_pages"), reverse("sitemap_securities")]
    for name, last in (("sitemap_articles", news.last_number()), ("sitemap_stories", news.last_story())):
        chunks = range(sitemaps.chunk_of(last), 0, -1) if last else ()
        addresses += [reverse(name, args=[chunk]) for chunk in chunks]
    return _answer(sitemaps.index(addresses), HOUR)


def pages(request):
    """What is always there: the front page, the channels, the archive."""
    addresses = [*map(reverse, STANDING), *(channel.get_absolute_url() for channel in news.channels())]
    return _answer(sitemaps.pages([(address, None) for address in dict.fromkeys(addresses)]), HOUR)


def articles(request, chunk):
    """Our own articles of one chunk."""
    last = news.last_number()
    if not last or chunk > sitemaps.chunk_of(last):
        raise Http404
    rows = news.own_between(*sitemaps.range_of(chunk))
    places = [(reverse("article", args=[pk, slug]), changed) for pk, slug, changed in rows]
    return _answer(sitemaps.pages(places), HOUR if chunk < sitemaps.chunk_of(last) else FIVE_MINUTES)


def stories(request, chunk):
    """The stories of one chunk that several sources told: what one source told is its article."""
    last = news.last_story()
    if not last or chunk > sitemaps.chunk_of(last):
        raise Http404
    told = news.told_by_several(*sitemaps.range_of(chunk))
    return _answer(sitemaps.pages([(reverse("story", args=[pk]), newest) for pk, newest in told]), HOUR)


def securities(request):
    """The securities that are written about."""
    named = news.named_securities(size=sitemaps.MOST)
    places = [(reverse("security", args=[security.symbol]), newest) for security, newest in named]
    return _answer(sitemaps.pages(places), HOUR)


def latest(request):
    """Our own articles of the last two days."""
    found = news.own_latest(clock.now(), hours=sitemaps.NEWS_HOURS, size=sitemaps.NEWS_MOST)
    return _answer(sitemaps.news(found, settings.SITE_NAME), FIVE_MINUTES, shows=["feed"])


def _answer(written, seconds, shows=("sitemap",)):
    response = HttpResponse(written, content_type="application/xml; charset=utf-8")
    return public(response, shows=shows, seconds=seconds)
