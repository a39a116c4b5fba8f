"""What does a text state? Telling words, numbers, dates, places; no titles, datelines, source lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from math import sqrt

import numpy as np
from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick
from numpy.typing import NDArray

from jingui.ingest import rarity
from jingui.ingest.bags import Bag, Figures, bag, figures
from jingui.ingest.places import PLACES
from jingui.text import segment
from jingui.text.characters import normalised
from jingui.text.fingerprint import bare

TELLING_CHARACTERS = 500  # an event is told in the first paragraphs; what follows is background
READ_CHARACTERS = 2 * TELLING_CHARACTERS  # of a text, its title, dateline and source line among them
REMEMBERED_TEXTS = 2560  # all that a busy stream comes back to; six kilobytes each
AT_HAND = (
    16  # texts that are on their way: of these also what weighs more than all that is kept of the others
)
REMEMBERED_SKETCHES = 8192  # two thirds of a kilobyte each
LEVEL_BITS = 6  # of a sketch: the rarity of a word, in the steps of its table
LEVEL_MASK = (1 << LEVEL_BITS) - 1
LEAST_RARITY = 1.5
CODE_BITS = 16  # of a character; beyond the basic plane two runs may look alike

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
SOURCE_LINE_SIGNS = ("（", "(", "来源", "编辑")  # without one of them there is none
# These begin with a digit and look at what stands before it afterwards: so they are looked for at once.
DATE = re.compile(r"\d(?:(?:(?<=2)0\d{2}年\d|\d年\d)?\d?月(?:\d{1,2}[日号])?|(?<![\d月].)\d?[日号](?!均线))")
CLOCK = re.compile(r"\d(?:\d?(?::\d{2}){1,2}|\d?时(?:\d{1,2}分)?|(?<=2)0\d{2}年?)")
TICKER = re.compile(r"(?<!\d)(?:s[hz]|bj)?\d{6}(?:\.(?:s[hz]|bj|hk))?(?!\d|[元股吨万亿手%])|\d{4,5}\.hk")
HAS_TICKER = re.compile(r"\d(?:(?<!\d.)\d{5}(?:\.(?:s[hz]|bj|hk))?(?!\d|[元股吨万亿手%])|\d{3,4}\.hk)")
NUMBER = re.compile(
    r"(\d(?<![a-z\d.].)[\d,]{0,18}(?:\.\d{1,9})?)\s*"
    r"(万亿|千亿|百亿|十亿|亿|千万|百万|万|千|%|‰|个?百分点|个?基点|bp)?"
)
SCALES = {"千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10}
SCALES |= {"千亿": 1e11, "万亿": 1e12}
KINDS = {"%": "%", "百分点": "%", "个百分点": "%", "‰": "‰", "bp": "bp", "基点": "bp", "个基点": "bp"}
KINDS_IN_ORDER = ("", *dict.fromkeys(KINDS.values()))
OF_A_NUMBER = "0123456789.,%百千万亿"
HAS_DIGIT, HAS_LETTER = re.compile(r"\d"), re.compile(r"\w")
PLACE = AhoCorasick(sorted(PLACES), matchkind=MATCHKIND_LEFTMOST_LONGEST)


type Runs = NDArray[np.unsignedinteger]  # a fifteenth of what a set of strings would weigh


@dataclass(frozen=True)
class Facts:
    """What one text states, as events are compared; each kind is read from it when it is first asked for.

    Most candidates are put aside by their words alone.
    """

    essence: str  # the beginning of the text, normalised, in lower case

    @property
    def bare(self) -> str:
        """The essence without spaces and punctuation."""
        return _bare(self.essence)

    @cached_property
    def bigrams(self) -> Runs:
        """Every two characters of the bare essence."""
        return grams(self.bare, 2)

    @cached_property
    def trigrams(self) -> Runs:
        """Every three characters of the bare essence."""
        return grams(self.bare, 3)

    @property
    def words(self) -> Mapping[str, float]:
        """Telling word -> its rarity."""
        return _words(self.essence)

    @cached_property
    def bag(self) -> Bag:
        """The telling words, packed."""
        return bag(self.words)

    @property
    def numbers(self) -> Mapping[str, float]:
        """Each value with its kind -> how telling it is (0.3..2)."""
        return _numbers(self.essence)

    @cached_property
    def figures(self) -> Figures:
        """The numbers, taken apart."""
        return figures(self.numbers, KINDS_IN_ORDER)

    @cached_property
    def dates(self) -> frozenset[str]:
        """Month-day or day, as printed."""
        return dates(self.essence)

    @cached_property
    def places(self) -> frozenset[str]:
        """Countries to cities."""
        # Encoded here, for the library would leave its UTF-8 beside the string, and takes no stray surrogate.
        copied = self.essence.encode("utf-8", "replace").decode("utf-8")
        return frozenset(PLACE.find_matches_as_strings(copied))


@dataclass(frozen=True, slots=True)
class Sketch:
    """The telling words of a text as numbers, ascending: 26 bits of a word's CRC-32, then its rarity."""

    words: Runs
    mass: int  # the sum of the squared rarities

    def cosines(self, others: Sequence[Sketch]) -> list[float]:
        """How alike the telling words of this and other texts are, 0..1, each word weighed by its rarity."""
        if not others or not len(self.words):
            return [0.0] * len(others)
        words = np.concatenate([other.words for other in others])
        met = self.words.take(self.words.searchsorted(words), mode="clip") == words
        levels = (words & LEVEL_MASK) * met
        until = np.zeros(len(words) + 1, np.int64)
        (levels * levels).cumsum(out=until[1:])
        ends = until.take([0, *accumulate(len(other.words) for other in others)])
        products = (ends[1:] - ends[:-1]).tolist()
        return [
            product / sqrt(self.mass * other.mass) if product else 0.0
            for product, other in zip(products, others, strict=True)
        ]


def sketched(text: str) -> Sketch:
    """The sketch of a text; of many more texts than their facts it is remembered."""
    return _sketched(beginning(text))


@lru_cache(maxsize=REMEMBERED_SKETCHES)
def _sketched(text: str) -> Sketch:
    packed = stated(text).bag
    levels = np.rint(packed.weights * rarity.STEPS_A_NAT).astype(np.uint32)
    words = packed.checksums.astype(np.uint32) << np.uint32(LEVEL_BITS) | levels
    return Sketch(_once(words), int(levels @ levels))


def essence(text: str) -> str:
    """The text without the 【title】, the dateline and the source line that another outlet would change."""
    stripped = DATELINE.sub("", TITLE.sub("", text, count=1), count=1)
    tail = max(0, len(stripped) - SOURCE_LINE_CHARACTERS)
    if any(stripped.find(sign, tail) >= 0 for sign in SOURCE_LINE_SIGNS):
        stripped = stripped[:tail] + SOURCE_LINE.sub("", stripped[tail:], count=1)
    return stripped.strip() or text.strip()


def stated(text: str) -> Facts:
    """The facts of a text; remembered, for a text is compared with many."""
    return _stated(beginning(text))


def beginning(text: str) -> str:
    """As much of a text as is read for its facts."""
    return text if len(text) <= READ_CHARACTERS else _beginning(text)


@lru_cache(maxsize=AT_HAND)  # one string, though many remember it
def _beginning(text: str) -> str:
    return text[:READ_CHARACTERS]


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _stated(text: str) -> Facts:
    kernel = essence(text)
    told = kernel[:TELLING_CHARACTERS]
    if len(kernel) > TELLING_CHARACTERS:
        told = told.rstrip(OF_A_NUMBER)  # half a number is another number
    return Facts(normalised(told).lower())


def grams(text: str, size: int) -> Runs:
    """Every run of `size` characters, four at most, once, as a number; in ascending order."""
    codes: Runs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if size > 2 or (codes >> np.uint32(CODE_BITS)).any():
        codes = codes.astype(np.uint64)
    bits = codes.dtype.type(CODE_BITS)
    runs = codes[: max(0, len(codes) - size + 1)]
    for start in range(1, size):
        runs = (runs << bits) + codes[start : start + len(runs)]
    return _once(runs)


def _once(numbers: Runs) -> Runs:
    """Each number once, in ascending order: `numpy.unique` in a quarter of the time."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered.compress(first)


def common(a: Runs, b: Runs) -> int:
    """How many runs both have."""
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    if not len(few):
        return 0
    return int(np.count_nonzero(many.take(many.searchsorted(few), mode="clip") == few))


@lru_cache(maxsize=AT_HAND)
def _bare(text: str) -> str:
    return bare(text)


@lru_cache(maxsize=AT_HAND)
def _words(text: str) -> dict[str, float]:
    return telling_words(text)


@lru_cache(maxsize=AT_HAND)
def _numbers(text: str) -> dict[str, float]:
    without = CLOCK.sub(" ", DATE.sub(" ", text))
    return numbers(TICKER.sub(" ", without) if HAS_TICKER.search(without) else without)


def telling_words(text: str) -> dict[str, float]:
    """Each word that is not on every page, with its rarity; numbers are counted elsewhere."""
    known = rarity.table().get
    return {
        word: weight
        for word in segment.cut(text)
        if len(word) > 1
        and (weight := known(word, rarity.UNSEEN)) >= LEAST_RARITY
        and (word.isalpha() or _is_word(word))
    }


def _is_word(word: str) -> bool:
    return bool(HAS_LETTER.search(word)) and not HAS_DIGIT.search(word)


def numbers(text: str) -> dict[str, float]:
    """Numbers by value and kind: 1.5亿元 and 15000万元 are one, 5% and 5 are two."""
    found = {}
    for digits, unit in NUMBER.findall(text):
        value = float(digits.replace(",", ""))
        found[f"{value * SCALES.get(unit, 1):.6g}{KINDS.get(unit, '')}"] = _telling(digits, unit)
    return found


def dates(text: str) -> frozenset[str]:
    """The days a text names, as day numbers with the month where it is printed: 5-26, 26."""
    return frozenset(filter(None, map(_day, DATE.findall(text))))


def _day(date: str) -> str:
    """A date as `DATE` finds it, as 5-26 or 26; empty for a month."""
    before, month, day = date.rpartition("月")
    if not day:
        return ""
    return f"{before.rpartition('年')[2]}-{day[:-1]}" if month else day[:-1]


def _telling(digits: str, unit: str) -> float:
    significant = len(digits.replace(",", "").replace(".", "").strip("0"))
    return 0.3 if significant < 2 and not unit else min(2.0, 0.5 * significant)
