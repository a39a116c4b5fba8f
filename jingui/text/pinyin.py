"""Pinyin of Chinese text: whole, and by initials, as readers type it."""

from __future__ import annotations

import re

NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def full(text: str) -> str:
    """`贵州茅台` → `guizhoumaotai`; Latin letters and digits stay, in lower case, all else goes."""
    return "".join(syllables(text))


def initials(text: str) -> str:
    """`贵州茅台` → `gzmt`; a run of Latin letters or digits stays whole."""
    letters = _pinyin(text, "FIRST_LETTER")
    return NOT_PLAIN.sub("", "".join(letters).lower())


def syllables(text: str) -> list[str]:
    """The syllables and Latin runs of `text`, in order, in lower case; heteronyms read as in their word."""
    return [part for part in (NOT_PLAIN.sub("", s.lower()) for s in _pinyin(text, "NORMAL")) if part]


def _pinyin(text: str, style: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  (0.3 s and 60 MB that serving pages does without)

    # pypinyin's annotation forgets that `errors` may give several parts; its documentation says so.
    return lazy_pinyin(text, style=getattr(Style, style), errors=_plain_parts)  # type: ignore[arg-type]


def _plain_parts(other: str) -> list[str]:
    """What is not Chinese, cut at everything that no address or query would keep."""
    return NOT_PLAIN.sub(" ", other.lower()).split()
