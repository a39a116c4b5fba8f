"""A text as terms: the same cut on both sides, so that what is written is what is found.

Words are cut by `text.segment`; beside them stand the single characters and the pairs of every run of Han
characters, so that 黄金 is found inside 黄金股 and any phrase by its pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from jingui.text import segment

MOST_CHARACTERS_ASKED = 120
MOST_WORDS_ASKED = 48
MOST_CHARACTERS_A_TERM = 40
TELLING_WORDS = 30  # kept for each document, to find what is related
HAN_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))  # Unicode: CJK Unified Ideographs and Extension A
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
CODE = re.compile(r"[a-z0-9][a-z0-9.]*")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
LETTERED = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as terms. `words` are the whole words in the order typed, each once."""

    text: str
    words: tuple[str, ...]
    searched: tuple[str, ...]  # words and the shorter ones inside them
    pairs: tuple[str, ...]  # of neighbouring characters, for ranking

    @property
    def is_empty(self) -> bool:
        return not self.words


def fold(text: str) -> str:
    """The text as it is compared: one width, lower case, simplified characters, nothing unseen."""
    text = unicodedata.normalize("NFKC", UNSEEN.sub(" ", text)).casefold()
    return text.translate(simplified())


@cache
def simplified() -> dict[int, str]:
    """Code point of each traditional character -> its simplified form (OpenCC, one at a time)."""
    convert = OpenCC("t2s").convert
    characters = [chr(point) for first, last in HAN_BLOCKS for point in range(first, last + 1)]
    plain = convert(" ".join(characters)).split(" ")
    return {ord(old): new for old, new in zip(characters, plain, strict=True) if old != new}


def words(folded: str) -> list[str]:
    """The words to index: whole ones and the shorter ones inside them."""
    return [clip(word) for word in segment.words_for_search(folded)]


def grams(folded: str) -> list[str]:
    """Every Han character and every pair of neighbours."""
    return [gram for run in HAN.findall(folded) for gram in (*run, *pairs_of(run))]


def pairs_of(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def asked(text: str) -> Asked:
    """A reader's words, whatever they typed; operators and marks are only spaces here."""
    folded = " ".join(fold(text[: 4 * MOST_CHARACTERS_ASKED])[:MOST_CHARACTERS_ASKED].split())
    whole = [word for part in folded.split() for word in ([part] if is_code(part) else segment.words(part))]
    searched = [word for part in folded.split() for word in ([part] if is_code(part) else words(part))]
    pairs = [pair for run in HAN.findall(folded) for pair in pairs_of(run)]
    return Asked(folded, once(whole), once(searched), once(pairs))


def is_code(part: str) -> bool:
    """Whether this may be a ticker or pinyin as a whole: 600519.sh, gzmt."""
    return CODE.fullmatch(part) is not None


def needed(word: str) -> list[str]:
    """The grams that a text must hold to hold `word`; none for a word without Han characters."""
    return [gram for run in HAN.findall(word) for gram in (pairs_of(run) or [run])]


def telling(headline: str, text: str) -> list[str]:
    """The words that say most what a text is about: the frequent ones, those of the headline thrice."""
    counted = Counter(LETTERED.findall(" ".join(segment.words(text))))
    for word in LETTERED.findall(" ".join(segment.words(headline))):
        counted[word] += 3
    return [clip(word) for word, _ in counted.most_common(TELLING_WORDS)]


def once(terms: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clip(term) for term in terms))[:MOST_WORDS_ASKED]


def clip(term: str) -> str:
    return term[:MOST_CHARACTERS_A_TERM]
