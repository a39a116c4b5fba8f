"""Slugs: the part of an address that people can read."""

from __future__ import annotations

from jingui.text.pinyin import syllables

MOST_CHARACTERS = 80
NAMELESS = "x"  # a headline of emoji only still has an address


def slug(text: str) -> str:
    """The pinyin of `text`, syllables parted by hyphens, cut between syllables, never empty."""
    kept: list[str] = []
    length = -1
    for syllable in syllables(text):
        length += 1 + len(syllable)
        if length > MOST_CHARACTERS:
            break
        kept.append(syllable)
    return "-".join(kept) or (syllables(text) or [NAMELESS])[0][:MOST_CHARACTERS]
