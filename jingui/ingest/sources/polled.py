"""What every kind of source takes and gives: an address to poll, and the raw items it brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from jingui.http import FetchProblem, Response

MOST_ITEMS = 2000  # of one poll: the newest, which feeds list first; a busy wire has a thousand a day


class Get(Protocol):
    """`jingui.http.get`, or a canned one in tests."""

    def __call__(
        self, url: str, *, etag: str = "", last_modified: str = "", for_page: bool = False
    ) -> Response: ...


class Address(Protocol):
    """What a poll needs to know of a feed."""

    kind: str
    url: str
    etag: str
    last_modified: str
    selectors: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An Address that is not in the database (yet)."""

    url: str
    kind: str = "feed"
    etag: str = ""
    last_modified: str = ""
    selectors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One thing as a source gave it, nothing cleaned."""

    guid: str
    url: str = ""
    title: str = ""
    html: str = ""
    text: str = ""
    published: str = ""
    updated: str = ""  # when the source says that it changed it, where it says so beside `published`
    byline: str = ""
    tags: tuple[str, ...] = ()
    picture: str = ""  # a cover the source names apart from the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one poll brought; `items` newest first, as feeds list them."""

    items: tuple[RawItem, ...] = ()
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    ttl_seconds: int = 0
    title: str = ""
    homepage: str = ""
    permanent_url: str = ""
    size: int = 0

    @property
    def not_modified(self) -> bool:
        return self.status == 304


class NotAFeed(FetchProblem):
    """The address answers, but not with anything we can poll."""


type Poll = Callable[[Address, Get], Polled]


def fetched(feed: Address, get: Get, *, for_page: bool = False) -> Response:
    """The answer to a conditional request for the address of `feed`. Raises FetchProblem."""
    return get(feed.url, etag=feed.etag, last_modified=feed.last_modified, for_page=for_page)


def polled(response: Response, items: tuple[RawItem, ...] = (), **facts: object) -> Polled:
    """What `response` says of itself, and the items found in it."""
    known = {
        "items": items[:MOST_ITEMS],
        "status": response.status,
        "etag": response.headers.get("etag", "")[:400],
        "last_modified": response.headers.get("last-modified", "")[:120],
        "permanent_url": response.permanent_url,
        "size": response.wire_bytes,
    }
    return Polled(**{**known, **facts})  # type: ignore[arg-type]
