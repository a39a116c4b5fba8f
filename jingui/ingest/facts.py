"""What does a text state? Telling words, numbers, dates, places; no titles, datelines, source lines."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jingui.ingest.places import PLACES
from jingui.ingest.rarity import STEPS_A_NAT, rarity
from jingui.text import segment
from jingui.text.fingerprint import bare

TELLING_CHARACTERS = 500  # an event is told in the first paragraphs; what follows is background
READ_CHARACTERS = 2 * TELLING_CHARACTERS  # of a text, its title, dateline and source line among them
REMEMBERED_TEXTS = 512  # those of an hour of three busy wires
REMEMBERED_SKETCHES = 8192  # a third of a kilobyte each
LEVEL_BITS = 6  # of a sketch: the rarity of a word, in the steps of its table
LEVEL_MASK = (1 << LEVEL_BITS) - 1
LEAST_RARITY = 1.5
CODE_BITS = np.uint64(16)  # of a character; beyond the basic plane two runs may look alike

TITLE = re.compile(r"^\s*【[^】\n]{2,100}】\s*")
# 财联社5月14日电， 新华社北京11月22日电（记者 张三） 每经AI快讯， 证券时报网讯， 智通财经APP获悉，
DATELINE = re.compile(
    r"^\s*(?:(?:据)?[\w·]{2,14}?\s*\d{1,2}月\d{1,2}日(?:上午|下午|晚间?)?(?:电|讯|消息)"
    r"|[\w·]{2,10}(?:社|网|报|财经|快讯|财讯|通讯社)\w{0,6}(?:电|讯|快讯|获悉)"
    r"|[\w·]{2,10}APP获悉)"
    r"\s*(?:[（(][^（）()]{2,30}[）)])?\s*[，,：:|丨]?\s*"
)
# （新华社） (财联社记者 朱万平) （来源：央视新闻） ◆来源：央视新闻 责任编辑：…
SOURCE_LINE = re.compile(
    r"\s*(?:[（(](?:[^（）()\d]{2,24})[）)]|[◆■●]?\s*(?:来源|责任编辑|编辑)[：:]\s*[\w·、/ ]{2,24})[。\s]*$"
)
SOURCE_LINE_CHARACTERS = 120  # at the end of a text, where one stands
DATE = re.compile(r"(?:(?:20)?\d{2}年)?(\d{1,2})月(?:(\d{1,2})[日号])?|(?<![\d月])(\d{1,2})[日号](?!均线)")
CLOCK = re.compile(r"\d{1,2}(?::\d{2}){1,2}|\d{1,2}时(?:\d{1,2}分)?|(?:20)\d{2}年?")
TICKER = re.compile(
    r"(?<!\d)(?:s[hz]|bj)?\d{6}(?:\.(?:s[hz]|bj|hk))?(?!\d|[元股吨万亿手%])|\d{4,5}\.hk", re.IGNORECASE
)
NUMBER = re.compile(
    r"(?<![a-z\d.])(\d[\d,]{0,18}(?:\.\d{1,9})?)\s*"
    r"(万亿|千亿|百亿|十亿|亿|千万|百万|万|千|%|‰|个?百分点|个?基点|bp)?",
    re.IGNORECASE,
)
SCALES = {"千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10}
SCALES |= {"千亿": 1e11, "万亿": 1e12}
KINDS = {"%": "%", "百分点": "%", "个百分点": "%", "‰": "‰", "bp": "bp", "基点": "bp", "个基点": "bp"}
OF_A_NUMBER = "0123456789.,%百千万亿"
HAS_DIGIT = re.compile(r"\d")
PLACE = re.compile("|".join(sorted(map(re.escape, PLACES), key=len, reverse=True)))


type Runs = NDArray[np.uint64]  # a fifteenth of what a set of strings would weigh


@dataclass(frozen=True)
class Facts:
    """What one text states, as events are compared; each kind is read from it when it is first asked for.

    Most candidates are put aside by their words alone.
    """

    essence: str  # the beginning of the text, normalised, in lower case

    @cached_property
    def bigrams(self) -> Runs:
        """Every two characters of the bare essence."""
        return grams(bare(self.essence), 2)

    @cached_property
    def trigrams(self) -> Runs:
        """Every three characters of the bare essence."""
        return grams(bare(self.essence), 3)

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Telling word -> its rarity."""
        return telling_words(self.essence)

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """Each value with its kind -> how telling it is (0.3..2)."""
        return numbers(TICKER.sub(" ", CLOCK.sub(" ", DATE.sub(" ", self.essence))))

    @cached_property
    def dates(self) -> frozenset[str]:
        """Month-day or day, as printed."""
        return dates(self.essence)

    @cached_property
    def places(self) -> frozenset[str]:
        """Countries to cities."""
        return frozenset(PLACE.findall(self.essence))


@dataclass(frozen=True, slots=True)
class Sketch:
    """The telling words of a text as numbers: 26 bits of a word's CRC-32, then its rarity."""

    words: array[int]
    mass: int  # the sum of the squared rarities

    def cosine(self, other: Sketch) -> float:
        """How alike the telling words of two texts are, 0..1, each word weighed by its rarity."""
        shared = frozenset(self.words).intersection(other.words)
        product = sum((word & LEVEL_MASK) ** 2 for word in shared)
        return product / sqrt(self.mass * other.mass) if product else 0.0


def sketched(text: str) -> Sketch:
    """The sketch of a text; of many more texts than their facts it is remembered."""
    return _sketched(text[:READ_CHARACTERS])


@lru_cache(maxsize=REMEMBERED_SKETCHES)
def _sketched(text: str) -> Sketch:
    levels = {word: round(weight * STEPS_A_NAT) for word, weight in stated(text).words.items()}
    words = (
        crc32(word.encode("utf-8", "replace")) << LEVEL_BITS & 0xFFFFFFFF | level
        for word, level in levels.items()
    )
    return Sketch(array("I", words), sum(level**2 for level in levels.values()))


def essence(text: str) -> str:
    """The text without the 【title】, the dateline and the source line that another outlet would change."""
    stripped = DATELINE.sub("", TITLE.sub("", text, count=1), count=1)
    tail = max(0, len(stripped) - SOURCE_LINE_CHARACTERS)
    stripped = stripped[:tail] + SOURCE_LINE.sub("", stripped[tail:], count=1)
    return stripped.strip() or text.strip()


def stated(text: str) -> Facts:
    """The facts of a text; remembered, for a text is compared with many."""
    return _stated(text[:READ_CHARACTERS])


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _stated(text: str) -> Facts:
    kernel = essence(text)
    beginning = kernel[:TELLING_CHARACTERS]
    if len(kernel) > TELLING_CHARACTERS:
        beginning = beginning.rstrip(OF_A_NUMBER)  # half a number is another number
    return Facts(unicodedata.normalize("NFKC", beginning).lower())


def grams(text: str, size: int) -> Runs:
    """Every run of `size` characters, four at most, once, as a number; in ascending order."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    runs: Runs = codes[: max(0, len(codes) - size + 1)]
    for start in range(1, size):
        runs = (runs << CODE_BITS) + codes[start : start + len(runs)]
    return np.unique(runs)


def common(a: Runs, b: Runs) -> int:
    """How many runs both have."""
    return len(np.intersect1d(a, b, assume_unique=True))


def telling_words(text: str) -> dict[str, float]:
    """Each word that is not on every page, with its rarity; numbers are counted elsewhere."""
    words = (word for word in dict.fromkeys(segment.words(text)) if len(word) > 1)
    weights = {word: weight for word in words if (weight := rarity(word)) >= LEAST_RARITY}
    return {word: weight for word, weight in weights.items() if word.isalpha() or not HAS_DIGIT.search(word)}


def numbers(text: str) -> dict[str, float]:
    """Numbers by value and kind: 1.5亿元 and 15000万元 are one, 5% and 5 are two."""
    found = {}
    for digits, unit in NUMBER.findall(text):
        value = float(digits.replace(",", ""))
        found[f"{value * SCALES.get(unit, 1):.6g}{KINDS.get(unit, '')}"] = _telling(digits, unit)
    return found


def dates(text: str) -> frozenset[str]:
    """The days a text names, as day numbers with the month where it is printed: 5-26, 26."""
    return frozenset(
        f"{month}-{day}" if month and day else day or alone
        for month, day, alone in DATE.findall(text)
        if day or alone
    )


def _telling(digits: str, unit: str) -> float:
    significant = len(digits.replace(",", "").replace(".", "").strip("0"))
    return 0.3 if significant < 2 and not unit else min(2.0, 0.5 * significant)
