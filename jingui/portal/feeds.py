"""What the portal says to feed readers, in Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

One Bulletin, three ways to write it. A source's licence holds here as on the page: the full text, the
lead, or the headline with its link.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import http_date
from lxml import etree, html

from jingui import clock
from jingui.portal.filters import iso
from jingui.portal.languages import absolute, current
from jingui.portal.public import public
from jingui.text.characters import clean

FEED_SECONDS = 120
SIZE = 40
ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
GENERATOR = "Jingui"
NEVER = datetime(1970, 1, 1, tzinfo=clock.BEIJING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a feed. `summary` is plain text; `content` is HTML, only where the licence allows it."""

    id: str
    address: str
    title: str
    published: datetime
    updated: datetime
    author: str
    author_address: str
    summary: str = ""
    content: str = ""
    original: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A feed before it is written. `address` is where people read the same."""

    title: str
    subtitle: str
    address: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def updated(self):
        """When the newest entry changed; of an empty feed, the beginning of time: it never did."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def feed(request, bulletin, form, *, shows):
    """The answer to a request for `bulletin` as `form` (xml, rss, json)."""
    write, kind = FORMS[form]
    response = HttpResponse(write(bulletin, absolute(request.get_full_path())), content_type=kind)
    if bulletin.entries:
        response["Last-Modified"] = http_date(bulletin.updated.timestamp())
    return public(response, shows=shows, seconds=FEED_SECONDS)


def of_article(article, body=""):
    """An article as its licence lets a feed show it; `body` is its HTML."""
    rights = article.rights
    return Entry(
        id=absolute(f"{current().prefix}/a/{article.pk}/"),
        address=absolute(article.get_absolute_url()),
        title=clean(article.headline),
        published=article.published_at,
        updated=article.revised_at or article.published_at,
        author=clean(article.byline or article.source.name),
        author_address=absolute(article.source.get_absolute_url()),
        summary="" if rights == "link" else clean(article.lead),
        content=_with_whole_addresses(body) if rights == "full" else "",
        original=article.canonical_url,
        categories=(article.channel.name, *(clean(str(tag)) for tag in article.tags if str(tag).strip())),
    )


def of_flash(flash):
    """A flash: its own text is all there is."""
    return Entry(
        id=absolute(f"{current().prefix}/24h/#flash-{flash.pk}"),
        address=absolute(flash.get_absolute_url()),
        title=clean(flash.headline or flash.text)[:120],
        published=flash.published_at,
        updated=flash.published_at,
        author=clean(flash.source.name),
        author_address=absolute(flash.source.get_absolute_url()),
        summary=clean(flash.text),
    )


def _with_whole_addresses(body):
    """The HTML with addresses that hold outside our pages as well."""
    if not body.strip():
        return ""
    root = html.fragment_fromstring(clean(body), create_parent="div")
    root.make_links_absolute(absolute("/"))
    return (html.tostring(root, encoding="unicode")[len("<div>") : -len("</div>")]).strip()


def atom(bulletin, own):
    """The bulletin in Atom."""
    root = etree.Element("feed", {"{http://www.w3.org/XML/1998/namespace}lang": current().code}, {None: ATOM})
    _say(root, "id", own)
    _say(root, "title", bulletin.title)
    if bulletin.subtitle:
        _say(root, "subtitle", bulletin.subtitle)
    _say(root, "updated", iso(bulletin.updated))
    etree.SubElement(root, "link", rel="self", type="application/atom+xml", href=own)
    etree.SubElement(root, "link", rel="alternate", type="text/html", href=bulletin.address)
    _person(root, settings.SITE_NAME, absolute("/"))
    _say(root, "icon", absolute("/icon/192.png"))
    _say(root, "generator", GENERATOR)
    for entry in bulletin.entries:
        _atom_entry(etree.SubElement(root, "entry"), entry)
    return _written(root)


def _atom_entry(element, entry):
    _say(element, "id", entry.id)
    _say(element, "title", entry.title)
    etree.SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    if entry.original:
        etree.SubElement(element, "link", rel="via", href=entry.original)
    _say(element, "published", iso(entry.published))
    _say(element, "updated", iso(entry.updated))
    _person(element, entry.author, entry.author_address)
    for category in entry.categories:
        etree.SubElement(element, "category", term=category)
    if entry.summary:
        _say(element, "summary", entry.summary)
    if entry.content:
        _say(element, "content", entry.content, type="html")


def _person(parent, name, address):
    author = etree.SubElement(parent, "author")
    _say(author, "name", name)
    _say(author, "uri", address)


def rss(bulletin, own):
    """The bulletin in RSS 2.0."""
    root = etree.Element("rss", {"version": "2.0"}, {"atom": ATOM, "dc": DUBLIN_CORE, "content": CONTENT})
    channel = etree.SubElement(root, "channel")
    _say(channel, "title", bulletin.title)
    _say(channel, "link", bulletin.address)
    _say(channel, "description", bulletin.subtitle or bulletin.title)
    _say(channel, "language", {"zh-Hant": "zh-tw"}.get(current().code, "zh-cn"))  # RSS's own list of codes
    if bulletin.entries:
        _say(channel, "lastBuildDate", _mail_date(bulletin.updated))
    _say(channel, "generator", GENERATOR)
    _say(channel, "docs", "https://www.rssboard.org/rss-specification")
    _say(channel, "ttl", str(FEED_SECONDS // 60))
    etree.SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=own)
    for entry in bulletin.entries:
        _rss_item(etree.SubElement(channel, "item"), entry)
    return _written(root)


def _rss_item(element, entry):
    _say(element, "title", entry.title)
    _say(element, "link", entry.address)
    _say(element, "guid", entry.id, isPermaLink="false")
    _say(element, "pubDate", _mail_date(entry.published))
    _say(element, f"{{{DUBLIN_CORE}}}creator", entry.author)
    for category in entry.categories:
        _say(element, "category", category)
    if entry.summary:
        _say(element, "description", escape(entry.summary))  # its readers take it for HTML
    if entry.content:
        _say(element, f"{{{CONTENT}}}encoded", entry.content)


def json_feed(bulletin, own):
    """The bulletin as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    facts = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": bulletin.title,
        "home_page_url": bulletin.address,
        "feed_url": own,
        "description": bulletin.subtitle,
        "icon": absolute("/icon/512.png"),
        "favicon": absolute("/icon/192.png"),
        "authors": [{"name": settings.SITE_NAME, "url": absolute("/")}],
        "language": current().code,
        "items": [_json_item(entry) for entry in bulletin.entries],
    }
    return json.dumps({name: value for name, value in facts.items() if value != ""}, ensure_ascii=False)


def _json_item(entry):
    facts = {
        "id": entry.id,
        "url": entry.address,
        "external_url": entry.original,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "content_text": "" if entry.content else entry.summary or entry.title,
        "date_published": iso(entry.published),
        "date_modified": iso(entry.updated),
        "authors": [{"name": entry.author, "url": entry.author_address}],
        "tags": list(entry.categories),
    }
    return {name: value for name, value in facts.items() if value not in ("", [])}


def _say(parent, name, text, **attributes):
    etree.SubElement(parent, name, attributes).text = clean(text)


def _mail_date(moment):
    return format_datetime(clock.in_beijing(moment))


def _written(root):
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


FORMS = {  # the end of an address -> how it is written
    "xml": (atom, "application/atom+xml; charset=utf-8"),
    "rss": (rss, "application/rss+xml; charset=utf-8"),
    "json": (json_feed, "application/feed+json; charset=utf-8"),
}
