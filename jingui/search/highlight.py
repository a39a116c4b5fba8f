"""Found words marked in a text, as safe HTML."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from jingui.search.terms import Asked, simplified

EXCERPT_CHARACTERS = 110
BEFORE_CHARACTERS = 20  # shown ahead of the first found word
MOST_STARTS = 200  # found words with which an excerpt may begin
SENTENCE_END = "。！？；\n"
SPECIAL = re.compile("[&<>\"']")  # of HTML; most texts have none


def marked(text: str, asked: Asked) -> SafeString:
    """The whole text with every asked word in <mark>."""
    return _in_marks(text, _spans(text, asked))


def excerpt(text: str, asked: Asked) -> SafeString:
    """The stretch of the text that holds most of what was asked."""
    text = " ".join(text.split())
    spans = _spans(text, asked)
    start = _best_start(text, spans)
    end = start + EXCERPT_CHARACTERS
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    shown = _in_marks(text[start:end], inside)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return mark_safe(f"{before}{shown}{after}")


def _best_start(text: str, spans: list[tuple[int, int]]) -> int:
    """Where to begin so that most different words show; at the head of the sentence when it is near."""
    if len(text) <= EXCERPT_CHARACTERS or not spans:
        return 0
    start = _most_telling(text, spans)
    sentence = max(text.rfind(mark, 0, start + BEFORE_CHARACTERS) for mark in SENTENCE_END) + 1
    return sentence if start - BEFORE_CHARACTERS <= sentence <= start + BEFORE_CHARACTERS else start


def _most_telling(text: str, spans: list[tuple[int, int]]) -> int:
    """The start of the first stretch that shows most different words: a window moved over the spans once."""
    words = [text[a:b] for a, b in spans]
    shown: Counter[str] = Counter()
    first, after = 0, 0  # of the spans inside the window
    best, start_of_best = -1, 0
    for begins, _ in spans[:MOST_STARTS]:
        start = max(0, begins - BEFORE_CHARACTERS)
        while after < len(spans) and spans[after][1] <= start + EXCERPT_CHARACTERS:
            shown[words[after]] += 1
            after += 1
        while spans[first][0] < start:
            if first < after:
                shown[words[first]] -= 1
                if not shown[words[first]]:
                    del shown[words[first]]
            first += 1
        after = max(after, first)
        if len(shown) > best:
            best, start_of_best = len(shown), start
    return start_of_best


def _spans(text: str, asked: Asked) -> list[tuple[int, int]]:
    """(start, end) of the asked words in `text`, none overlapping; neighbours are one."""
    if asked.is_empty:
        return []
    folded = text.translate(FOLDS)
    spans: list[tuple[int, int]] = []
    for found in _pattern(asked.words).finditer(folded):
        if spans and spans[-1][1] == found.start():
            spans[-1] = (spans[-1][0], found.end())
        else:
            spans.append(found.span())
    return spans


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Longer words first; Latin words and figures only as a whole."""
    ways = [
        rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile("|".join(ways))


class Folds(dict[int, str]):
    """As `terms.fold`, but one character stays one, so that places in the text stay where they are.

    A table for `str.translate`, filled by the characters that come: a few thousand in Chinese news.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).casefold()
        plain = plain if len(plain) == 1 else character
        self[code] = simplified().get(ord(plain), plain)
        return self[code]


FOLDS = Folds()


def _in_marks(text: str, spans: list[tuple[int, int]]) -> SafeString:
    safe = escape if SPECIAL.search(text) else str
    parts, at = [], 0
    for start, end in spans:
        parts += [safe(text[at:start]), "<mark>", safe(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, safe(text[at:])]))
