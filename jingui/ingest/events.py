"""Do two texts tell the same event? Words, names, numbers, dates and places, weighed by a learned scorer."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from jingui.ingest.bags import Bag, Figures
from jingui.ingest.facts import DATELINE, TELLING_CHARACTERS, Facts, Runs, common, grams, stated
from jingui.ingest.forest import forest
from jingui.ingest.lexicon import lexical
from jingui.ingest.wording import WORDING, wording
from jingui.text.fingerprint import bare

PAIR_SCORER = "pairs.json"
STREAM_SCORER = "stream.json"
SUBJECT_CHARACTERS = 12
REMEMBERED_HEADLINES = 2048
RUN_CHARACTERS = 250  # the longest common run is looked for in this much of each text
LEAST_TRIMMED = 0.5  # of the longer text; less is another telling, not a trimmed copy
MOST_ADDED = 1.25  # of the older text; a longer one has something to add
TRIMMED = 0.95  # what a trimmed copy that is otherwise word for word counts
SAME_STORY = 0.12  # of `same_story`: most pairs of a stream are not, so an eighth is much
DAY_HOURS = 15  # between two items; more is another day of trading, or another forecast
LONG_CHARACTERS = 300
MOST_NUMBERS, SAME_NUMBERS = 6.0, 0.6  # rarity of the shared figures, and their part of the shorter text's
SURELY_SAME = 0.8  # of `same_event`, with a company in common: a follow-up
MOVER_CHARACTERS = 120  # a longer text is more than a running figure
# 现货白银日内跌超2% · 截至目前，南向资金净买入额达50亿港元 · 沪深两市成交额突破1万亿
MOVER = re.compile(
    r"(?:截至目前[，,]|据[^，,]{2,16}[，,])*(?P<name>[^，,。；;：:、\d][^，,。；;：:、]{1,22}?)"
    r"(?:短线|[盘早午][前中后初盘]|日内|现[报涨跌]|开盘|延续|继续|持续|一度|最新|触及|站上|失守|突破|净[买卖]"
    r"|向[上下]|大?幅?[涨跌]|重挫|暴|下[挫跌]|上涨|拉升|走[高低强弱]|[报超达]\d|扩大)[^。]*\d"
)
MARKET_WORDS = re.compile(r"期货|指数|价格|股价|美股|港股|a股|国际|[兑/\s]")
DEGREES = re.compile(r"[小大]幅|集体|全线|再度|再次|双双|三大指数|主要指数")
# 早盘PCB概念震荡走强 · 影视院线板块下挫
SECTOR_CHARACTERS = 250
SECTOR = re.compile(
    r"(?:\d+月\d+日|[早午盘开尾][盘后初中]|[,，]|a股|今日)*(?P<name>[^,，。;；:：\d]{2,16}?)(?:概念|板块|题材)股?"
    r"(?P<way>[^,，。;；:：、]{0,12}?(?:涨|跌|挫|走[高低强弱]|拉升|活跃|上扬|反弹|回升|冲高|强势|回暖|[高低]开"
    r"|调整|回[调落]|跳水|下[行探]|翻[红绿]))"
)
FALLS = re.compile(r"跌|挫|走[低弱]|低开|调整|回[调落]|跳水|下[行探]|翻绿")
UNKNOWN = -1.0  # where a telling has no headline or no time

# What the scorers look at, in order; the trained files name the same columns.
EVIDENCE = (
    "words_cosine", "words_shared", "words_contained", "rarest_lone", "lone_mass", "shared_top",
    "bigrams_jaccard", "bigrams_contained", "run_share", "run_length", "subject", "subject_least",
    "numbers_shared", "numbers_contained", "numbers_lone", "dates_shared", "dates_apart",
    "names_shared", "names_apart", "places_shared", "places_apart",
    "length_ratio", "shorter_length",
)  # fmt: skip
LEXICAL = ("topic_words", "event_words")
SIDE_BY_SIDE = EVIDENCE + WORDING
CIRCUMSTANCES = (
    "headlines_alike", "headline_told", "headline_told_least", "hours_apart", "one_source", "one_mover",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of an event: the facts of its text, the securities it names, and by whom and when."""

    facts: Facts
    names: frozenset[str] = frozenset()
    characters: int = 0  # of the whole text
    headline: Runs | None = None  # its bigrams, where it has any
    at: datetime | None = None
    source: str = ""


def told(text: str, names: Set[str] = frozenset()) -> Told:
    """A text alone, ready to be compared."""
    facts = stated(text)
    return Told(facts, frozenset(names), _characters(len(text), facts))


def told_in_stream(
    headline: str,
    text: str,
    names: Set[str],
    *,
    at: datetime | None,
    source: str,
    characters: int | None = None,
) -> Told:
    """A telling with its circumstances; the headline speaks where there is no text.

    Of the text its beginning is enough; `characters` are then those of the whole.
    """
    facts = stated(text or headline)
    whole = len(text) if characters is None else characters
    return Told(facts, frozenset(names), _characters(whole, facts), _headline(headline), at, source)


def _headline(words: str) -> Runs | None:
    runs = _bigrams(words)
    return runs if len(runs) else None


@lru_cache(maxsize=REMEMBERED_HEADLINES)
def _bigrams(words: str) -> Runs:
    """Of a headline or a beginning; a dateline that stands for a headline tells nothing."""
    return grams(bare(DATELINE.sub("", words)), 2)


def _characters(whole: int, facts: Facts) -> int:
    """The length without title, dateline and source line, which weigh in short texts only."""
    return len(facts.essence) if whole <= TELLING_CHARACTERS else whole


def same_event(a: Told, b: Told) -> float:
    """How surely two texts, put side by side, tell the same event: 0..1, either way round."""
    return _same_event(a, b, evidence(a, b))


def _same_event(a: Told, b: Told, found: tuple[float, ...]) -> float:
    """As `same_event`, where the evidence is known already."""
    worded = wording(a.facts.essence, b.facts.essence)
    return forest(PAIR_SCORER).chance((*found, *worded, *lexical(a.facts.bag, b.facts.bag)))


def same_story(a: Told, b: Told) -> float:
    """How surely two items of a stream report the same event: 0..1, strict, for most pairs do not.

    What contradicts a text of another day is that day's news: its closing prices, its weather warning.
    """
    chance = _same_story(a, b)
    return 0.0 if chance >= SAME_STORY and _another_day(a, b) and contradict(a, b) else chance


def _same_story(a: Told, b: Told) -> float:
    """What the scorer says, and the side-by-side scorer of two long texts.

    The first learned from flashes. Of two long texts it sees mostly what only one of them tells; there
    most of the figures in common, or the same company and a surer likeness, say more.
    """
    found = evidence(a, b)
    chance = forest(STREAM_SCORER).chance((*found, *circumstances(a, b)))
    if min(a.characters, b.characters) < LONG_CHARACTERS:
        return chance
    one_company = bool(a.names & b.names)
    same_figures = _same_figures(found)
    if not (one_company or same_figures):
        return chance
    alone = _same_event(a, b, found)
    return max(chance, alone) if same_figures or alone >= SURELY_SAME else chance


def _another_day(a: Told, b: Told) -> bool:
    if a.at is None or b.at is None:
        return False
    return abs((a.at - b.at).total_seconds()) > DAY_HOURS * 3600


def _same_figures(found: tuple[float, ...]) -> bool:
    """Whether two long texts state mostly the same figures, and such as are not everywhere."""
    shared, contained = found[EVIDENCE.index("numbers_shared")], found[EVIDENCE.index("numbers_contained")]
    return shared >= MOST_NUMBERS and contained >= SAME_NUMBERS


def likeness(a: Told, b: Told) -> float:
    """How alike the wording is, 0..1: common runs of three characters; a trimmed copy by its own."""
    one, two = a.facts.trigrams, b.facts.trigrams
    shared = common(one, two)
    jaccard = shared / (len(one) + len(two) - shared or 1)
    if min(a.characters, b.characters) < LEAST_TRIMMED * max(a.characters, b.characters):
        return jaccard
    return max(jaccard, TRIMMED * shared / (min(len(one), len(two)) or 1))


def copied(new: Told, old: Told) -> float:
    """How surely `new` copies `old`, 0..1: alike in wording, contradicting nothing, and adding nothing."""
    if new.characters > MOST_ADDED * old.characters or contradict(new, old):
        return 0.0
    return likeness(new, old)


def evidence(a: Told, b: Told) -> tuple[float, ...]:
    """The columns of `EVIDENCE` for one pair."""
    one, two = a.facts, b.facts
    return (
        *_word_evidence(one.bag, two.bag),
        *_character_evidence(one, two),
        *_number_evidence(one.figures, two.figures),
        *_date_evidence(one.dates, two.dates),
        *_set_evidence(a.names, b.names),
        *_set_evidence(one.places, two.places),
        *_length_evidence(one.essence, two.essence),
    )


def side_by_side(a: Told, b: Told) -> tuple[float, ...]:
    """The columns of `SIDE_BY_SIDE` for one pair."""
    return *evidence(a, b), *wording(a.facts.essence, b.facts.essence)


def circumstances(a: Told, b: Told) -> tuple[float, ...]:
    """The columns of `CIRCUMSTANCES` for one pair: headlines, time and sources."""
    alike = UNKNOWN
    if a.headline is not None and b.headline is not None:
        shared = common(a.headline, b.headline)
        alike = shared / (len(a.headline) + len(b.headline) - shared)
    sides = [(one.headline, two.facts.bigrams) for one, two in ((a, b), (b, a))]
    told_by = [common(runs, text) / len(runs) for runs, text in sides if runs is not None]
    hours = abs((a.at - b.at).total_seconds()) / 3600 if a.at and b.at else UNKNOWN
    return (
        alike,
        max(told_by, default=UNKNOWN),
        min(told_by, default=UNKNOWN),
        hours,
        float(a.source == b.source),
        _one_mover(a.facts.essence, b.facts.essence),
    )


def _one_mover(a: str, b: str) -> float:
    """Whether two running figures are of one thing: 1 they are, 0 of two, -1 where one is none."""
    one, two = mover(a), mover(b)
    return float(one == two) if one and two else UNKNOWN


@lru_cache(maxsize=REMEMBERED_HEADLINES)
def mover(essence: str) -> str:
    """What a flash says to rise or fall: 现货白银跌超2% is of 现货白银; empty where it is no such flash.

    A sector's rise and its fall are two things: their flashes tell of other shares.
    """
    sector = SECTOR.match(essence) if len(essence) <= SECTOR_CHARACTERS else None
    if sector:
        return f"{sector['name']}{'跌' if FALLS.search(sector['way']) else '涨'}"
    found = MOVER.match(essence) if len(essence) <= MOVER_CHARACTERS else None
    name = DEGREES.sub("", found["name"]) if found else ""
    return MARKET_WORDS.sub("", name) or name


def contradict(a: Told, b: Told) -> bool:
    """Whether each states a number, a day or a name where the other states another: not one text twice."""
    days = _days(a.facts.dates), _days(b.facts.dates)
    return all(a.facts.figures.lone(b.facts.figures)) or _apart(*days) or _apart(a.names, b.names)


def _apart(a: Set[str], b: Set[str]) -> bool:
    return bool(a - b and b - a)


def _word_evidence(a: Bag, b: Bag) -> tuple[float, ...]:
    in_b, in_a = a.met(b), b.met(a)
    shared = a.weights.compress(in_b)
    mass = float(shared.sum())
    lone = (float(one.weights.max(where=~met, initial=0.0)) for one, met in ((a, in_b), (b, in_a)))
    length = sqrt(a.square * b.square)
    return (
        float(shared @ shared) / length if length else 0.0,
        mass / (a.mass + b.mass - mass or 1),
        mass / (min(a.mass, b.mass) or 1),
        min(lone),
        min(a.mass, b.mass) - mass,
        float(np.sort(shared)[-5:].sum()),
    )


def _character_evidence(a: Facts, b: Facts) -> tuple[float, ...]:
    shared = common(a.bigrams, b.bigrams)
    run = longest_run(a.essence[:RUN_CHARACTERS], b.essence[:RUN_CHARACTERS])
    subjects = _subject(a.essence, b.bigrams), _subject(b.essence, a.bigrams)
    return (
        shared / (len(a.bigrams) + len(b.bigrams) - shared or 1),
        shared / (min(len(a.bigrams), len(b.bigrams)) or 1),
        run / (min(len(a.essence), len(b.essence)) or 1),
        log1p(run),
        max(subjects),
        min(subjects),
    )


def _number_evidence(a: Figures, b: Figures) -> tuple[float, ...]:
    lone_a, lone_b = a.lone(b)
    shared = min(a.telling - lone_a, b.telling - lone_b)
    least = min(a.telling, b.telling)
    return shared, shared / least if least else -1.0, min(lone_a, lone_b)


def _set_evidence(a: Set[str], b: Set[str]) -> tuple[float, float]:
    """How many are shared, and how many stand against each other."""
    return float(len(a & b)), float(min(len(a - b), len(b - a)))


def _date_evidence(a: Set[str], b: Set[str]) -> tuple[float, float]:
    """As of sets; where one text leaves out the month (2日, 7月2日) the day of the month decides."""
    if any("-" not in date for date in (*a, *b)):
        a, b = _days(a), _days(b)
    return _set_evidence(a, b)


def _days(dates: Set[str]) -> frozenset[str]:
    return frozenset(date.rpartition("-")[2] for date in dates)


def _length_evidence(a: str, b: str) -> tuple[float, float]:
    shorter, longer = sorted((len(a), len(b)))
    return shorter / (longer or 1), log1p(shorter)


def _subject(text: str, bigrams: Runs) -> float:
    """How much of the beginning of a text, where its subject stands, the other text has."""
    beginning = _bigrams(text[:SUBJECT_CHARACTERS])
    return common(beginning, bigrams) / (len(beginning) or 1)


def longest_run(a: str, b: str) -> int:
    """The length of the longest run of characters that both have."""
    longest = 0
    for start, end in _maybe_common(a, b):
        while start + longest < end:
            if a[start : start + longest + 1] in b:
                longest += 1
            else:
                start += 1
    return longest


def _maybe_common(a: str, b: str) -> list[tuple[int, int]]:
    """Where a run in common can be in `a`, the longest place first: where `b` has every two characters."""
    pairs, others = _pairs(a), _pairs(b)
    others.sort()
    if not len(pairs) or not len(others):
        return [(0, len(a))]
    met = np.zeros(len(pairs) + 2, np.bool)
    met[1:-1] = others.take(others.searchsorted(pairs), mode="clip") == pairs
    turns = (met[1:] != met[:-1]).nonzero()[0].tolist()
    places = [(start, end + 1) for start, end in zip(turns[::2], turns[1::2], strict=True)]
    return sorted(places, key=lambda place: place[0] - place[1]) or [(0, len(a))]


def _pairs(text: str) -> NDArray[np.uint32]:
    """Every two characters as a number; beyond the basic plane two may look alike."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (codes[:-1] << np.uint32(16)) + codes[1:]
