"""Subscription lists in OPML, as other readers export them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import listparser

from jingui.ingest.sources.polled import NotAFeed
from jingui.ingest.sources.tidy import plain_title, web_address
from jingui.text.decode import decode

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*|^\s+")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a subscription list."""

    url: str
    title: str


def read(material: bytes) -> list[Listed]:
    """The feeds of a list, each address once, in its order. Raises NotAFeed."""
    text = DECLARATION.sub("", decode(material).text)
    found = listparser.parse(f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode("utf-8", "replace"))
    feeds = {web_address(each.url, ""): plain_title(each.get("title")) for each in found.feeds}
    feeds.pop("", None)
    if not feeds:
        raise NotAFeed("文件里没有找到订阅源，请确认是 OPML 格式")
    return [Listed(url, title) for url, title in feeds.items()]
