"""The demo's four sources and their feeds: what the pipeline reads is bytes, as from any address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from jingui.ops.demo.manuscripts import Dispatch
from jingui.ops.demo.telegrams import Telegram


@dataclass(frozen=True, slots=True)
class House:
    """An invented outlet."""

    slug: str
    name: str
    trust: int

    def address(self, feed: str) -> str:
        return f"https://{self.slug}.example/{feed}"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One feed of a house. As anywhere, a column has a feed of its own, and the desk has a rule for it."""

    house: House
    path: str
    section: str = ""  # the only section in it; the house's main feed has all that have no feed of their own

    @property
    def url(self) -> str:
        return self.house.address(self.path)

    @property
    def is_wire(self) -> bool:
        return self.path == WIRE


WIRE = "wire.json"
DONGAN = House("dongan", "东岸财讯", 5)
LANJIANG = House("lanjiang", "澜江证券报", 4)
GUANGHENG = House("guangheng", "广衡期货", 4)
LINGANG = House("lingang", "临港科技观察", 3)
HOUSES = (DONGAN, LANJIANG, GUANGHENG, LINGANG)
OUTLETS = (
    Outlet(DONGAN, "news.xml"),
    Outlet(DONGAN, "columns.xml", "insight"),
    Outlet(DONGAN, "research.xml", "futures-research"),
    Outlet(DONGAN, WIRE),
    Outlet(LANJIANG, "news.xml"),
    Outlet(LANJIANG, "research.xml", "futures-research"),
    Outlet(LANJIANG, WIRE),
    Outlet(GUANGHENG, "news.xml"),
    Outlet(GUANGHENG, "research.xml", "futures-research"),
    Outlet(GUANGHENG, WIRE),
    Outlet(LINGANG, "news.xml"),
    Outlet(LINGANG, "columns.xml", "insight"),
)
APART = {(outlet.house.slug, outlet.section) for outlet in OUTLETS if outlet.section}


def carries(outlet: Outlet, dispatch: Dispatch) -> bool:
    """Whether an article of the house is in this feed of it."""
    if dispatch.source != outlet.house.slug or outlet.is_wire:
        return False
    apart = (dispatch.source, dispatch.section) in APART
    return outlet.section == dispatch.section if apart else not outlet.section


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text of each item in content:encoded."""

    def root_attributes(self) -> dict[str, str]:
        attributes = super().root_attributes()
        return attributes | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])


def rss(house: House, dispatches: Iterable[Dispatch]) -> bytes:
    """The article feed of a house, newest first."""
    feed = FullTextFeed(
        title=house.name, link=house.address(""), description=f"{house.name}（演示）", language="zh-cn"
    )
    for dispatch in sorted(dispatches, key=lambda d: d.at, reverse=True):
        address = address_of(dispatch)
        feed.add_item(
            title=dispatch.headline,
            link=address,
            unique_id=address,
            description="",
            author_name=dispatch.byline or None,
            pubdate=dispatch.at,
            categories=dispatch.tags,
            html=dispatch.html,
        )
    return feed.writeString("utf-8").encode()


def address_of(dispatch: Dispatch) -> str:
    """Where an article would be, if its house had a site."""
    return f"https://{dispatch.source}.example/{dispatch.at:%Y/%m/%d}/{dispatch.id}"


def wire(house: House, telegrams: Iterable[Telegram]) -> bytes:
    """The wire of a house as a JSON Feed of one-paragraph items, newest first."""
    items = [
        {
            "id": telegram.id,
            "url": house.address(f"flash/{telegram.id}"),
            "title": telegram.headline,
            "content_text": telegram.text,
            "date_published": _iso(telegram.at),
        }
        for telegram in sorted(telegrams, key=lambda t: t.at, reverse=True)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"{house.name}快讯", "items": items}
    return json.dumps(feed, ensure_ascii=False).encode()


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
