"""What did a source change in a text that we have published? Nothing that counts, or this, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from jingui.ingest.extraction.boilerplate import is_furniture
from jingui.ingest.facts import common, grams
from jingui.text.changes import changes
from jingui.text.fingerprint import bare
from jingui.text.novelty import added

TAG = re.compile(r"<[^>]{0,2000}>")
BLOCK = re.compile(
    r"</?(?:p|div|br|li|tr|h[1-6]|section|article|blockquote|figure)\b[^>]{0,2000}>", re.IGNORECASE
)
WORDS = ("title", "html", "text")  # of a raw item; a byline, a label or an address makes no other text
ADDED_MOST = 2  # sentences that the note to readers quotes
KEPT = 0.5  # share of the old text that a new version keeps; with less it is another text
SHORTEST_COMPARED = 40  # characters; of a shorter text the share says nothing


@dataclass(frozen=True, slots=True)
class Version:
    """A text as readers see it, or would."""

    headline: str
    text: str


def may_differ(was: Mapping[str, Any], now: Mapping[str, Any], *, by_date: bool = False) -> bool:
    """Whether the words of two raw items differ, so that the newer is worth reading.

    Addresses, and so what tracks readers in them, are no words; nor is what stands between the words, or
    furniture of the newsroom.
    `by_date`: a new date of change counts too, because the text itself is behind the link.
    """
    if by_date and was.get("updated") and now.get("updated") not in (None, was["updated"]):
        return True
    return any(_words(was.get(name)) != _words(now.get(name)) for name in WORDS)


def is_another_version(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two raw items tell the same, so that the newer is a version of the older."""
    before, after = ("".join(_words(raw.get(name)) for name in WORDS) for raw in (was, now))
    return kept(before, after) >= KEPT and kept(after, before) >= KEPT and bool(before)


def _words(markup: object) -> str:
    return _told(unescape(TAG.sub("", BLOCK.sub("\n", str(markup or "")))))


def is_same(was: Version, now: Version) -> bool:
    """Whether nothing but spaces, punctuation, letter case or a newsroom's furniture is different."""
    return bare(was.headline) == bare(now.headline) and _told(was.text) == _told(now.text)


def _told(text: str) -> str:
    return bare("\n".join(line for line in text.split("\n") if not is_furniture(line.strip())))


def kept(was: str, now: str) -> float:
    """Share (0..1) of the old text's pairs of characters that the new one still has."""
    before, after = grams(bare(was), 2), grams(bare(now), 2)
    return common(before, after) / len(before) if len(was) >= SHORTEST_COMPARED and len(before) else 1.0


def note(was: Version, now: Version) -> str:
    """What readers are told. What was taken out is not repeated: the source may have had its reasons."""
    said = [*_of_headline(was, now), *_of_text(was.text, now.text)]
    return f"来源更新了本文：{'；'.join(said)}。"


def _of_headline(was: Version, now: Version) -> list[str]:
    return [] if bare(was.headline) == bare(now.headline) else [f"标题原为《{was.headline}》"]


def _of_text(was: str, now: str) -> list[str]:
    if _told(was) == _told(now):
        return []
    figures = changes([was, now])[1].figures
    said = [f"“{one.label}{one.was}”改为“{one.now}”" for one in figures]
    sentences = added([was, now], most=ADDED_MOST)[1]
    said += [f"新增“{_quoted(one)}”" for one in sentences if not any(f.now in one for f in figures)]
    if kept(now, was) > kept(was, now):
        said.append("删去部分内容")
    return said or ["文字有改动"]


def _quoted(sentence: str) -> str:
    """A sentence inside “”: without its own end, its own quotes one level down."""
    return sentence.rstrip("。").replace("“", "‘").replace("”", "’")
