"""A web page that lists articles: CSS selectors say which links, the pipeline reads what is behind them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag

import lxml.html
from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from jingui.http import Response
from jingui.ingest.sources.polled import Address, Get, NotAFeed, Polled, RawItem, fetched, polled
from jingui.ingest.sources.tidy import plain_title, web_address
from jingui.text.decode import decode

MOST_CHARACTERS = 3_000_000  # of a list page; a longer one is read to here


class BadSelector(NotAFeed):
    """The operator's selector is no CSS selector, or finds nothing."""


def poll(feed: Address, get: Get) -> Polled:
    """Ask the list page what is new. Raises FetchProblem, BadSelector among them."""
    response = fetched(feed, get, for_page=True)
    return polled(response) if response.not_modified else parse(response, feed.selectors.get("links", ""))


def parse(response: Response, selector: str) -> Polled:
    """The links that `selector` finds, in the order of the page. Raises BadSelector."""
    root = tree(response)
    items = tuple(_linked(_chosen(root, selector), response.url))
    if not items:
        raise BadSelector(f"选择器 {selector} 在页面上没有找到任何链接")
    title = root.findtext(".//title") or ""
    return polled(response, items, title=plain_title(title)[:200], homepage=response.url)


def tree(response: Response) -> etree._Element:
    """The page as a tree, read in its own charset. Raises NotAFeed."""
    text = decode(response.body, response.content_type).text[:MOST_CHARACTERS].replace("\0", "")
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NotAFeed("这个地址返回的页面是空的") from None


def _chosen(root: etree._Element, selector: str) -> Iterator[etree._Element]:
    """The links that the selector means: it may name them, or what they stand in."""
    try:
        found = CSSSelector(selector, translator="html")(root)
    except (SelectorError, etree.XPathError):
        raise BadSelector(f"选择器 {selector} 写得不对") from None
    for element in found:
        yield from [element] if element.tag == "a" else element.iterdescendants("a")


def _linked(links: Iterator[etree._Element], base: str) -> Iterator[RawItem]:
    """Each address once; a link around a picture has its title in `title` or in the next link."""
    titles: dict[str, str] = {}
    for link in links:
        url = urldefrag(web_address(link.get("href"), base))[0]
        title = plain_title("".join(link.itertext())) or plain_title(link.get("title"))
        if url and url != base:
            titles[url] = titles.get(url) or title
    for url, title in titles.items():
        yield RawItem(guid=url[:400], url=url, title=title)
