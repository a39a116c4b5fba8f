"""The demo's articles, as they lie in the package: a head of `key: value` lines, and Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from markdown_it import MarkdownIt

from jingui.ops.demo.dating import Moment, expand, schedule

FOLDER = Path(__file__).parent / "articles"
MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An article of the demo; `body` is Markdown with placeholders. `channel` is what its writer expects."""

    id: str
    source: str
    channel: str
    moment: Moment
    headline: str
    byline: str
    tags: tuple[str, ...]
    body: str
    copy_of: str
    kind: str  # of a copy: copy | rewrite | follow-up


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A manuscript with its date: what a demo source sends."""

    id: str
    source: str
    section: str  # of its house: the slug of the channel that it is like
    headline: str
    byline: str
    tags: tuple[str, ...]
    html: str
    at: datetime


def read(path: Path) -> Manuscript:
    """One manuscript. Raises KeyError or ValueError for a head that is not complete."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = {
        key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())
    }
    moment = Moment(int(facts["day"]), time.fromisoformat(facts["time"]), facts.get("market_day") == "true")
    return Manuscript(
        id=facts["id"],
        source=facts["source"],
        channel=facts["channel"],
        moment=moment,
        headline=facts["headline"],
        byline=facts.get("byline", ""),
        tags=tuple(tag.strip() for tag in facts.get("tags", "").split(",") if tag.strip()),
        body=body.strip(),
        copy_of=facts.get("copy_of", ""),
        kind=facts.get("kind", ""),
    )


def all_manuscripts() -> list[Manuscript]:
    return [read(path) for path in sorted(FOLDER.glob("*.md"))]


def dispatches(now: datetime) -> list[Dispatch]:
    """Every manuscript as sent, oldest first; a copy never before its original, as their heads say."""
    manuscripts = all_manuscripts()
    moments = schedule((m.moment for m in manuscripts), now)
    return sorted(
        (_send(m, at) for m, at in zip(manuscripts, moments, strict=True)), key=lambda d: (d.at, d.id)
    )


def _send(manuscript: Manuscript, at: datetime) -> Dispatch:
    return Dispatch(
        id=manuscript.id,
        source=manuscript.source,
        section=manuscript.channel,
        headline=expand(manuscript.headline, at),
        byline=manuscript.byline,
        tags=manuscript.tags,
        html=MARKDOWN.render(expand(manuscript.body, at)),
        at=at,
    )
