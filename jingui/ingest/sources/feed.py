"""RSS 0.9x, 1.0 and 2.0, Atom, and JSON Feed, also when they are not well-formed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin

import feedparser

from jingui.http import Response
from jingui.ingest.sources import json_feed
from jingui.ingest.sources.polled import MOST_ITEMS, Address, Get, NotAFeed, Polled, RawItem, fetched, polled
from jingui.ingest.sources.tidy import guid_of, is_plain, plain_title, web_address
from jingui.text.decode import decode

type Given = Callable[[str], str]

MOST_TTL_SECONDS = 24 * 3600
MOST_MAX_AGE_SECONDS = 3600
PERIOD_SECONDS = {"hourly": 3600, "daily": 86_400, "weekly": 86_400, "monthly": 86_400, "yearly": 86_400}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ENTRY = re.compile(r"<(item|entry)[\s>]")


def poll(feed: Address, get: Get) -> Polled:
    """Ask `feed` what is new. Raises FetchProblem, NotAFeed among them."""
    response = fetched(feed, get)
    return polled(response) if response.not_modified else parse(response)


def parse(response: Response) -> Polled:
    """The items of a feed in any of its dialects. Raises NotAFeed."""
    text = decode(response.body, response.content_type).text
    if text.lstrip().startswith("{"):
        return json_feed.parse(response, text)
    return _parse_xml(response, text)


def _parse_xml(response: Response, text: str) -> Polled:
    found = _understood(_shortened(CONTROLS.sub("", text)), response.url)
    if not found.get("version") and not found.entries:
        raise NotAFeed("这个地址返回的不是 RSS、Atom 或 JSON Feed")
    about, given = found.feed, _given_ids(text, response.url)
    return polled(
        response,
        tuple(_item(entry, response.url, given) for entry in found.entries[:MOST_ITEMS]),
        title=plain_title(about.get("title", ""))[:200],
        homepage=web_address(about.get("link", ""), response.url),
        ttl_seconds=_ttl(about, response.headers),
    )


def _understood(text: str, base: str) -> Any:
    """What feedparser makes of a feed. Raises NotAFeed."""
    try:
        return feedparser.parse(
            text.encode("utf-8", "replace"),
            response_headers={"content-type": "text/xml; charset=utf-8", "content-location": base},
            sanitize_html=False,  # the pipeline does, with a limit on size and depth
        )
    except Exception:  # it promises to raise nothing, and breaks the promise on odd declarations
        raise NotAFeed("订阅源内容残缺，无法读取") from None


def _given_ids(text: str, base: str) -> Given:
    """Undoes what feedparser does to short ids: made addresses, they would change when the feed moves."""
    host = urljoin(base, "/")
    folder = urljoin(base, ".")

    def given(name: str) -> str:
        prefix = folder if name.startswith(folder) else host
        return name if not name.startswith(prefix) or name in text else name.removeprefix(prefix)

    return given


def _shortened(text: str) -> str:
    """The feed without the entries beyond the first MOST_ITEMS: the parser's time grows with each."""
    starts = [found.start() for found in ENTRY.finditer(text)]
    if len(starts) <= MOST_ITEMS:
        return text
    name = ENTRY.match(text, starts[0])[1]  # type: ignore[index]
    end = text.rfind(f"</{name}>")
    return text[: starts[MOST_ITEMS]] + (text[end + len(name) + 3 :] if end > starts[MOST_ITEMS] else "")


def _item(entry: Mapping[str, Any], base: str, given: Given) -> RawItem:
    url = web_address(entry.get("link", ""), base)
    published = entry.get("published") or entry.get("updated") or ""
    title = _title(entry)
    body = _body(entry)
    return RawItem(
        guid=guid_of(given(entry.get("id", "")), url, title, published, body),
        url=url,
        title=title,
        html="" if is_plain(body) else body,
        text=unescape(body) if is_plain(body) else "",
        published=published,
        updated=_updated(entry),
        byline=(entry.get("author_detail") or {}).get("name", "") or entry.get("author", ""),
        tags=tuple(tag.term for tag in entry.get("tags", []) if tag.get("term"))[:20],
        picture=_picture(entry, base),
    )


def _updated(entry: Mapping[str, Any]) -> str:
    """When it was changed, if it says so: feedparser's own `get` would answer with `published`."""
    return entry["updated"] if "updated" in entry.keys() else ""  # noqa: SIM118  (`in` would do the same)


def _title(entry: Mapping[str, Any]) -> str:
    """As readers should see it: RSS titles are HTML more often than not, Atom says what its title is."""
    detail = entry.get("title_detail") or {}
    value = str(entry.get("title", ""))
    return " ".join(value.split()) if detail.get("type") == "text/plain" else plain_title(value)


def _body(entry: Mapping[str, Any]) -> str:
    """The fuller of content and summary."""
    contents = [str(part.get("value", "")) for part in entry.get("content", [])]
    return max([*contents, str(entry.get("summary", ""))], key=len).strip()


def _picture(entry: Mapping[str, Any], base: str) -> str:
    """The cover, where the feed names one: enclosure, media:content or media:thumbnail."""
    for enclosure in entry.get("enclosures", []):
        if str(enclosure.get("type", "")).startswith("image/"):
            return web_address(enclosure.get("href", ""), base)
    for media in entry.get("media_content", []):
        if media.get("medium") == "image" or str(media.get("type", "")).startswith("image/"):
            return web_address(media.get("url", ""), base)
    thumbnails = entry.get("media_thumbnail", [])
    return web_address(thumbnails[0].get("url", ""), base) if thumbnails else ""


def _ttl(about: Mapping[str, Any], headers: Mapping[str, str]) -> int:
    """How long the source itself says not to ask again, in seconds; 0 when it says nothing."""
    said = str(about.get("ttl", "")).strip()
    minutes = int(said[:6]) if said.isdigit() else 0
    period = PERIOD_SECONDS.get(str(about.get("sy_updateperiod", "")).strip().lower(), 0)
    frequency = str(about.get("sy_updatefrequency", "1")).strip()
    by_period = period // max(int(frequency[:4]), 1) if period and frequency.isdigit() else 0
    return min(max(minutes * 60, by_period, max_age(headers)), MOST_TTL_SECONDS)


def max_age(headers: Mapping[str, str]) -> int:
    """Seconds of freshness in Cache-Control, at most an hour: servers say more without meaning it."""
    found = re.search(r"max-age=(\d{1,9})", headers.get("cache-control", ""))
    return min(int(found[1]), MOST_MAX_AGE_SECONDS) if found else 0
