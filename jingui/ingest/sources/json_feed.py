"""JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1), read generously."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jingui.http import Response
from jingui.ingest.sources.polled import MOST_ITEMS, NotAFeed, Polled, RawItem, polled
from jingui.ingest.sources.tidy import guid_of, plain_title, web_address


def parse(response: Response, text: str) -> Polled:
    """The items of a JSON Feed. Raises NotAFeed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeed("JSON 内容不完整，无法读取") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NotAFeed("这个地址返回的 JSON 不是 JSON Feed")
    entries = [entry for entry in feed["items"][:MOST_ITEMS] if isinstance(entry, dict)]
    return polled(
        response,
        tuple(_item(entry, response.url) for entry in entries),
        title=plain_title(feed.get("title"))[:200],
        homepage=web_address(feed.get("home_page_url"), response.url),
    )


def _item(entry: Mapping[str, Any], base: str) -> RawItem:
    url = web_address(entry.get("url") or entry.get("external_url"), base)
    title, html = plain_title(entry.get("title")), _string(entry, "content_html")
    text = _string(entry, "content_text") or ("" if html else _string(entry, "summary"))
    published = _string(entry, "date_published") or _string(entry, "date_modified")
    return RawItem(
        guid=guid_of(entry.get("id"), url, title, published, html or text),
        url=url,
        title=title,
        html=html,
        text="" if html else text,
        published=published,
        updated=_string(entry, "date_modified"),
        byline=_byline(entry),
        tags=tuple(tag for tag in _list(entry, "tags") if isinstance(tag, str))[:20],
        picture=_picture(entry, base),
    )


def _byline(entry: Mapping[str, Any]) -> str:
    """Version 1.1 has `authors`, version 1 `author`."""
    people = _list(entry, "authors") or [entry.get("author")]
    names = [person.get("name") for person in people if isinstance(person, dict)]
    return " ".join(name for name in names if isinstance(name, str))


def _picture(entry: Mapping[str, Any], base: str) -> str:
    for attachment in _list(entry, "attachments"):
        if isinstance(attachment, dict) and str(attachment.get("mime_type", "")).startswith("image/"):
            return web_address(attachment.get("url"), base)
    return web_address(_string(entry, "image") or _string(entry, "banner_image"), base)


def _string(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _list(entry: Mapping[str, Any], name: str) -> list[Any]:
    value = entry.get(name)
    return value if isinstance(value, list) else []
