"""What kind of source is behind an address? Asked once, when an operator adds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from jingui.http import Response
from jingui.ingest.sources import feed as feeds
from jingui.ingest.sources import page as pages
from jingui.ingest.sources import wire
from jingui.ingest.sources.polled import Get, NotAFeed, Polled
from jingui.ingest.sources.tidy import web_address

ALTERNATES = ("application/feed+json", "application/atom+xml", "application/rss+xml", "application/json")
COMMENTS = ("comment", "评论")  # WordPress offers a second feed of comments


@dataclass(frozen=True, slots=True)
class Discovered:
    """An address we can poll, its kind (feed, wire, page), and what it has just now."""

    url: str
    kind: str
    polled: Polled


def discover(url: str, get: Get, *, links: str = "") -> Discovered:
    """Find out what `url` is; `links` is a CSS selector that makes it a list page. Raises FetchProblem."""
    response = get(url, for_page=bool(links))
    if links:
        return Discovered(_lasting(url, response), "page", pages.parse(response, links))
    try:
        return _of_feed(url, response)
    except NotAFeed:
        alternate = _alternate(response)
        if not alternate:
            raise NotAFeed(
                "这里没有订阅源，页面也没有指向订阅源；列表页请用 --selector 指明文章链接"
            ) from None
    return _of_feed(alternate, get(alternate))


def _of_feed(url: str, response: Response) -> Discovered:
    found = feeds.parse(response)
    kind = "wire" if wire.looks_like_a_wire(found) and _is_json(response) else "feed"
    if kind == "wire":
        found = replace(found, items=tuple(wire.as_paragraph(item) for item in found.items))
    return Discovered(_lasting(url, response), kind, found)


def _is_json(response: Response) -> bool:
    return response.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _lasting(url: str, response: Response) -> str:
    return response.permanent_url or url.strip()


def _alternate(response: Response) -> str:
    """The page's own feed, the richest format first, comment feeds last; "" when it names none."""
    offers = [_offer(link, response.url) for link in _links(response)]
    usable = [offer for offer in offers if offer[2] and offer[1] < len(ALTERNATES)]
    return min(usable, key=lambda offer: offer[:2], default=(True, 0, ""))[2]


def _links(response: Response) -> list[etree._Element]:
    return [
        link for link in pages.tree(response).iter("link") if "alternate" in (link.get("rel") or "").split()
    ]


def _offer(link: etree._Element, base: str) -> tuple[bool, int, str]:
    kind = (link.get("type") or "").split(";")[0].strip().lower()
    told = f"{link.get('title') or ''} {link.get('href') or ''}".lower()
    rank = ALTERNATES.index(kind) if kind in ALTERNATES else len(ALTERNATES)
    return any(word in told for word in COMMENTS), rank, web_address(link.get("href"), base)
