"""The feeds: beside each page of news stands feed.xml, .rss and .json, with the page's own query."""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from jingui import clock
from jingui.flash import queries as wire
from jingui.markets import queries as markets
from jingui.news import queries as news
from jingui.portal import feeds, front
from jingui.portal.languages import absolute
from jingui.portal.views import search as search_page
from jingui.readers import queries as readers


def latest(request, form):
    """The newest of everything, or of a tab of the front page."""
    tab = request.GET.get("tab", "latest")
    if tab not in front.TABS:
        raise Http404
    name, motto = settings.SITE_NAME, _("Every story once, with its reasons")
    if tab == "latest":
        return _articles(
            request, form, news.latest(size=feeds.SIZE).articles, name, motto, reverse("home"), ["feed"]
        )
    title, page = f"{front.TABS[tab][0]} · {name}", f"{reverse('home')}?tab={tab}"
    if tab == "24h":
        return _flashes(request, form, title, page)
    return _articles(request, form, _of_tab(tab), title, motto, page, ["feed"])


def _of_tab(tab):
    if tab == "hot":
        return [entry.article for entry in readers.hot_week(clock.now(), size=feeds.SIZE).entries]
    channels = front.TABS[tab][1]
    shelf = news.of_channels(channels, size=feeds.SIZE) if channels else news.everything(size=feeds.SIZE)
    return shelf.articles


def of_wire(request, form):
    """The newest flashes."""
    return _flashes(request, form, f"{_('24 hours')} · {settings.SITE_NAME}", reverse("flashes"))


def of_channel(request, slug, form):
    """The newest of one channel."""
    try:
        channel = news.channel(slug)
    except ObjectDoesNotExist:
        raise Http404 from None
    title = f"{channel.name} · {settings.SITE_NAME}"
    if slug == "24h":
        return _flashes(request, form, title, channel.get_absolute_url())
    articles = news.of_channel(channel, size=feeds.SIZE).articles
    page, shows = channel.get_absolute_url(), [f"channel-{slug}"]
    return _articles(request, form, articles, title, channel.description, page, shows)


def of_source(request, slug, form):
    """The newest of one source."""
    try:
        source = news.source(slug)
    except ObjectDoesNotExist:
        raise Http404 from None
    articles = news.of_source(source, size=feeds.SIZE).articles
    title, page = f"{source.name} · {settings.SITE_NAME}", source.get_absolute_url()
    return _articles(request, form, articles, title, "", page, [f"source-{slug}"])


def of_security(request, symbol, form):
    """What names a security."""
    security = markets.security_by_symbol(symbol)
    if security is None:
        raise Http404
    articles = news.of_security(security, size=feeds.SIZE).articles
    title, page = f"{security.name} · {settings.SITE_NAME}", reverse("security", args=[security.symbol])
    return _articles(request, form, articles, title, "", page, ["feed", f"security-{security.symbol}"])


def of_search(request, form):
    """What was asked, the newest first."""
    q = search_page.question(request)
    hits = search_page.newest(request, q, size=feeds.SIZE) if q else []
    bodies = news.bodies([hit.article for hit in hits if hit.article])
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    bulletin = feeds.Bulletin(
        title=f"{_('Search “%(q)s”') % {'q': q}} · {settings.SITE_NAME}" if q else settings.SITE_NAME,
        subtitle="",
        address=absolute(reverse("search") + (f"?{query}" if query else "")),
        entries=[_entry(hit, bodies) for hit in hits],
    )
    response = feeds.feed(request, bulletin, form, shows=["feed", "wire"])
    response["X-Robots-Tag"] = "noindex"  # as the page it belongs to
    return response


def _entry(hit, bodies):
    if hit.flash:
        return feeds.of_flash(hit.flash)
    return feeds.of_article(hit.article, bodies.get(hit.article.pk, ""))


def _articles(request, form, articles, title, subtitle, page, shows):
    bodies = news.bodies(articles)
    entries = [feeds.of_article(article, bodies.get(article.pk, "")) for article in articles]
    bulletin = feeds.Bulletin(title, subtitle, absolute(page), entries)
    return feeds.feed(request, bulletin, form, shows=shows)


def _flashes(request, form, title, page):
    entries = [feeds.of_flash(flash) for flash in wire.latest(size=feeds.SIZE)]
    subtitle = _("Financial flashes round the clock, one paragraph each.")
    bulletin = feeds.Bulletin(title, subtitle, absolute(page), entries)
    return feeds.feed(request, bulletin, form, shows=["wire"])
