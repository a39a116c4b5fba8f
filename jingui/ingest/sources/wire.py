"""A wire: a feed whose items are one paragraph each and become flashes."""

from __future__ import annotations

import re
from dataclasses import replace

from jingui.ingest.sources import feed as feeds
from jingui.ingest.sources.polled import Address, Get, Polled, RawItem
from jingui.ingest.sources.tidy import plain_title

LONGEST_FLASH = 400  # characters; a wire's item is one paragraph
PARAGRAPHS = re.compile(r"<(?:p|br|li|h\d|table|div)\b", re.IGNORECASE)


def poll(feed: Address, get: Get) -> Polled:
    """Ask the wire what is new. Raises FetchProblem."""
    found = feeds.poll(feed, get)
    return replace(found, items=tuple(as_paragraph(item) for item in found.items))


def as_paragraph(item: RawItem) -> RawItem:
    """The item as plain text: a flash has no markup."""
    if not item.html or len(PARAGRAPHS.findall(item.html)) > 1:
        return item
    return replace(item, html="", text=plain_title(item.html))


def looks_like_a_wire(found: Polled) -> bool:
    """Whether nearly all items are a single short paragraph, and so would be better read as flashes."""
    items = [as_paragraph(item) for item in found.items]
    short = [item for item in items if not item.html and 0 < len(item.text) <= LONGEST_FLASH]
    return len(items) >= 3 and len(short) >= 0.9 * len(items)
