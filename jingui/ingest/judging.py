"""One line of `jingui judge`: a record read as a Draft, a judged Draft told as a record."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from jingui.ingest.draft import Draft, Scored, SourceFacts, Verdict
from jingui.ingest.events import Told, contradict, likeness, same_event, told
from jingui.ingest.names import SecurityNames

BEIJING = timezone(timedelta(hours=8))
MOST_TEXT_CHARACTERS = 200_000  # no news is longer; the rest is cut and the desk is told
MOST_TITLE_CHARACTERS = 1_000
MOST_PAGE_BYTES = 15 * 1024 * 1024
MOST_ID_CHARACTERS = 400
SHORT_TEXT_CHARACTERS = 12  # of a pair: less is read together with its title
TEXTS = ("url", "title", "text", "html", "body_base64", "content_type", "published", "source")


class Malformed(ValueError):
    """A record that cannot be read as an item, and why."""


def draft_of(record: object, *, now: datetime, as_of_now: bool = False) -> Draft:
    """A record as an item on its way; judged as if fetched when it was published, unless `as_of_now`.

    Raises Malformed for what is not an object, has no id, or holds anything but words.
    """
    fields = _fields(record)
    text, html = fields["text"], fields["html"]
    long = len(text or "")
    return Draft(
        id=identity(record),
        fetched_at=now if as_of_now else (_moment(fields["published"], now) or now),
        source=SourceFacts(slug=fields["source"] or "unknown", name=fields["source"] or ""),
        url=fields["url"] or "",
        raw_title=(fields["title"] or "")[:MOST_TITLE_CHARACTERS],
        raw_text=text[:MOST_TEXT_CHARACTERS] if text is not None else None,
        raw_html=html[:MOST_PAGE_BYTES] if html is not None else None,
        raw_body=_page(fields["body_base64"]),
        content_type=fields["content_type"] or "",
        raw_published=fields["published"] or "",
        doubts=(f"正文过长（{long} 字）",) if long > MOST_TEXT_CHARACTERS else (),
    )


def identity(record: object) -> str:
    """The id of a record as text; Malformed when there is none."""
    if not isinstance(record, Mapping):
        raise Malformed("not a JSON object")
    found = record.get("id")
    if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
        raise Malformed("id: text or a whole number is needed")
    return str(found)[:MOST_ID_CHARACTERS]


def record_of(draft: Draft) -> dict[str, Any]:
    """A judged item as `jingui judge` prints it."""
    return {
        "id": draft.id,
        "headline": draft.headline,
        "text": draft.text,
        "published_at": draft.published_at.astimezone(BEIJING).isoformat() if draft.published_at else None,
        "byline": draft.byline,
        "topics": [{"topic": topic.name, "score": _rounded(topic)} for topic in draft.topics],
        "channels": [{"slug": channel.name, "score": _rounded(channel)} for channel in draft.channels],
        "securities": [
            {"ticker": named.ticker, "exchange": named.exchange, "name": named.name}
            for named in draft.securities
        ],
        "importance": draft.importance,
        "importance_score": round(draft.importance_score, 4),
        "story": draft.story or draft.id,
        "duplicate_of": draft.duplicate_of,
        "verdict": (draft.verdict or Verdict.HOLD).value,
        "trail": list(draft.trail),
    }


def pair_record(record: object, names: SecurityNames) -> dict[str, Any]:
    """How alike the two texts of a pair are: the same story, and one the copy of the other, 0..1 each."""
    one, two = (_telling(record, side, names) for side in ("a", "b"))
    alike = likeness(one, two)
    return {
        "id": identity(record),
        "same_story": round(max(same_event(one, two), 0.0), 6),
        "duplicate": round(alike / 2 if contradict(one, two) else alike, 6),
    }


def _telling(record: object, side: str, names: SecurityNames) -> Told:
    identity(record)
    assert isinstance(record, Mapping)
    part = record.get(side)
    if not isinstance(part, Mapping):
        raise Malformed(f"{side}: an object is needed")
    title, text = _words(part, "title") or "", _words(part, "text") or ""
    told_text = text if len(text) >= SHORT_TEXT_CHARACTERS else f"{title}\n{text}".strip()
    told_text = told_text[:MOST_TEXT_CHARACTERS]
    return told(told_text, frozenset(f"{m.ticker}.{m.exchange}" for m in names.find(told_text)))


def _fields(record: object) -> dict[str, str | None]:
    identity(record)
    assert isinstance(record, Mapping)
    return {name: _words(record, name) for name in TEXTS}


def _words(record: Mapping[Any, Any], name: str) -> str | None:
    """A field of words, its lone surrogates replaced; None where there is none."""
    found = record.get(name)
    if found is None:
        return None
    if not isinstance(found, str):
        raise Malformed(f"{name}: text is needed, not {type(found).__name__}")
    return found if found.isascii() else found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _page(encoded: str | None) -> bytes | None:
    if encoded is None:
        return None
    if len(encoded) > MOST_PAGE_BYTES * 4 / 3:
        raise Malformed("body_base64: larger than 15 MiB")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Malformed(f"body_base64: {problem}") from None


def _moment(published: str | None, now: datetime) -> datetime | None:
    """When the record says it was published, never after `now`; naive means Beijing."""
    try:
        found = datetime.fromisoformat((published or "").strip())
    except ValueError:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=BEIJING)
    return min(aware, now)


def _rounded(scored: Scored) -> float:
    return round(scored.score, 4)
