"""What a page says to machines in schema.org's words (https://schema.org/NewsArticle)."""

import json
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from jingui.portal import cards, languages
from jingui.portal.filters import iso
from jingui.portal.languages import absolute

UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

LIVE_HOURS = 1  # the wire never ends: it goes on for at least so long
LIVE_PICTURE = "/icon/512.png"
LONGEST_HEADLINE = 110  # characters, as Google reads it


def script_safe(facts):
    """JSON that no `</script>` inside a headline can end."""
    return Markup(json.dumps(facts, ensure_ascii=False).translate(UNSAFE))


def article_page(article):
    """What an article's page is: the article, and the way to it."""
    return _graph(
        news_article(article), _way(article.channel, (article.headline, article.get_absolute_url()))
    )


def channel_page(channel):
    """The way to a channel."""
    return _graph(_way(channel))


def wire_page(flashes, *, now):
    """The 24 hours as a LiveBlogPosting (https://schema.org/LiveBlogPosting)."""
    page = absolute(reverse("flashes"))
    newest = max((flash.published_at for flash in flashes), default=now)
    oldest = min((flash.published_at for flash in flashes), default=now)
    blog = {
        "@type": "LiveBlogPosting",
        "@id": page,
        "url": page,
        "headline": str(_("24 hours")),
        "description": _("Financial flashes round the clock, one paragraph each."),
        "datePublished": iso(oldest),
        "dateModified": iso(newest),
        "coverageStartTime": iso(oldest),
        "coverageEndTime": iso(now + timedelta(hours=LIVE_HOURS)),
        "image": absolute(LIVE_PICTURE),
        "author": _publisher(),
        "publisher": _publisher(),
        "inLanguage": languages.current().code,
        "liveBlogUpdate": [_update(flash) for flash in flashes],
    }
    return _graph(blog, _breadcrumbs([(_("24 hours"), reverse("flashes"))]))


def _update(flash):
    return {
        "@type": "BlogPosting",
        "headline": flash.headline or flash.text[:LONGEST_HEADLINE],
        "articleBody": flash.text,
        "datePublished": iso(flash.published_at),
        "url": absolute(flash.get_absolute_url()),
        "author": _organisation(flash.source),
    }


def _graph(*facts):
    return {"@context": "https://schema.org", "@graph": list(facts)}


def _way(channel, *further):
    return _breadcrumbs([(channel.name, channel.get_absolute_url()), *further])


def _breadcrumbs(places):
    """The way from the front page, as (name, address)."""
    steps = [(_("Home"), reverse("home")), *places]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": str(name), "item": absolute(address)}
            for n, (name, address) in enumerate(steps, 1)
        ],
    }


def _publisher():
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(LIVE_PICTURE), "width": 512, "height": 512},
    }


def news_article(article):
    """The article as a NewsArticle."""
    author = {"@type": "Person", "name": article.byline} if article.byline else _organisation(article.source)
    facts = {
        "@type": "NewsArticle",
        "@id": absolute(article.get_absolute_url()),
        "headline": article.headline,
        "description": article.lead,
        "datePublished": iso(article.published_at),
        "dateModified": iso(article.revised_at or article.published_at),
        "author": author,
        "publisher": _publisher(),
        "sourceOrganization": _organisation(article.source),
        "articleSection": article.channel.name,
        "keywords": [str(tag) for tag in article.tags],
        "image": [absolute(cards.picture(article))],
        "mainEntityOfPage": absolute(article.get_absolute_url()),
        "inLanguage": languages.current().code,
    }
    return facts | ({"isBasedOn": article.canonical_url} if article.canonical_url else {})


def _organisation(source):
    return {"@type": "Organization", "name": source.name, "url": absolute(source.get_absolute_url())}
