"""The real input: captured feeds as they are, parsed feeds and wires made into feeds again."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.feedgenerator import Rss201rev2Feed

WIRES = ("cls", "eastmoney", "ths")
DAYS = ("2026-07-01", "2026-07-02", "2026-07-03")
PICTURE = re.compile(rb"(?:https?:)?//[\w.-]+(/[\w./%-]+\.(?:jpe?g|png|gif|webp))", re.IGNORECASE)
PICTURES = b"http://pictures.example"  # stands for the replaying server, whose port is not known yet
STRETCH = 200  # items that a wire shows at a time
ARCHIVE = ("2026-07-01", "2026-07-03")


type Page = tuple[list[bytes], str]  # its bodies one after the other, and their content type


def pages(data: Path, now: datetime) -> dict[str, Page]:
    """Path -> page of everything that the server has.

    The captured feeds keep their bytes and their old dates, but their pictures are ours; the wires and
    the archive are moved as a whole so that they end now, as if they were polled on their own day.
    """
    return {**captured(data), **archive(data, now), **wires(data, now)}


def captured(data: Path) -> dict[str, Page]:
    return {
        f"/feed/{path.stem}.xml": (
            [PICTURE.sub(PICTURES + rb"/picture\1", path.read_bytes())],
            "application/xml",
        )
        for path in sorted((data / "feeds").glob("*.xml"))
    }


def archive(data: Path, now: datetime) -> dict[str, Page]:
    """The parsed finance feeds of two days, one RSS feed a publisher."""
    by_source: dict[str, dict[str, dict]] = {}
    for day in ARCHIVE:
        for entry in _entries(data / "feeds" / "financialreport-archive" / f"{day}.json.gz"):
            by_source.setdefault(_name(entry), {})[entry.get("link", "")] = entry
    return {
        f"/feed/archive-{number}.xml": ([_rss(name, list(entries.values()), now)], "application/rss+xml")
        for number, (name, entries) in enumerate(sorted(by_source.items()))
    }


def wires(data: Path, now: datetime) -> dict[str, Page]:
    """Three days of each wire as JSON Feeds, one stretch after the other, the last item at `now`."""
    found = {}
    for wire in WIRES:
        with gzip.open(data / "flash" / f"{wire}-{DAYS[0][:7]}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row["datetime"].startswith(DAYS)]
        shift = now - max(datetime.fromisoformat(row["datetime"]) for row in rows)
        stretches = [rows[n : n + STRETCH] for n in range(0, len(rows), STRETCH)]
        bodies = [_json_feed(wire, stretch, shift) for stretch in stretches]
        found[f"/feed/{wire}.json"] = (bodies, "application/feed+json")
    return found


def _json_feed(wire: str, rows: list[dict], shift: timedelta) -> bytes:
    items = [
        {
            "id": row["id"],
            "url": row["url"],
            "title": row["title"],
            "content_text": row["content"],
            "date_published": (datetime.fromisoformat(row["datetime"]) + shift).isoformat(),
        }
        for row in rows
    ]
    items.sort(key=lambda item: item["date_published"], reverse=True)
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": wire, "items": items}
    return json.dumps(feed, ensure_ascii=False).encode()


def _entries(path: Path) -> Iterator[dict]:
    """Every entry of a day's file, whatever it is nested in."""
    todo = [json.loads(gzip.decompress(path.read_bytes()))]
    while todo:
        thing = todo.pop()
        if isinstance(thing, dict) and "title" in thing and "link" in thing:
            yield thing
        elif isinstance(thing, dict):
            todo.extend(thing.values())
        elif isinstance(thing, list):
            todo.extend(thing)


def _name(entry: dict) -> str:
    source = entry.get("source") or "unknown"
    return (
        str(source.get("title") or source.get("name") or "unknown")
        if isinstance(source, dict)
        else str(source)
    )


def _rss(name: str, entries: list[dict], now: datetime) -> bytes:
    feed = Rss201rev2Feed(title=name, link="https://archive.example/", description=name)
    for number, entry in enumerate(entries):
        feed.add_item(
            title=entry["title"] or "",
            link=entry["link"] or f"https://archive.example/{number}",
            description=entry.get("summary") or "",
            unique_id=entry["link"] or f"{name}-{number}",
            pubdate=now - timedelta(minutes=3 * number),
        )
    return feed.writeString("utf-8").encode()
