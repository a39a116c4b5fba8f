"""Do two texts tell the same event? Words, names, numbers, dates and places, weighed by a learned scorer."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from math import log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from jingui.ingest import acts
from jingui.ingest.acts import act_of
from jingui.ingest.bags import Bag, Figures, bag
from jingui.ingest.facts import (
    DATELINE,
    REMEMBERED_TEXTS,
    TELLING_CHARACTERS,
    Facts,
    Runs,
    common,
    grams,
    stated,
)
from jingui.ingest.forest import forest
from jingui.ingest.lexicon import lexical
from jingui.ingest.things import one_mover, one_thing, other_announcer, other_filing, other_mover
from jingui.ingest.wording import WORDING, wording
from jingui.text.fingerprint import bare

BEIJING = timezone(timedelta(hours=8))
PAIR_SCORER = "pairs.json"
STREAM_SCORER = "stream.json"
SUBJECT_CHARACTERS = 12
REMEMBERED_HEADLINES = 2048
RUN_CHARACTERS = 250  # the longest common run is looked for in this much of each text
LEAST_TRIMMED = 0.5  # of the longer text; less is another telling, not a trimmed copy
MOST_ADDED = 1.25  # of the older text; a longer one has something to add
TRIMMED = 0.95  # what a trimmed copy that is otherwise word for word counts
SAME_STORY = 0.2  # of `same_story`: most pairs of a stream are not, so a fifth is much
LEAST_HEADLINE, SAME_HOURS = 8, timedelta(hours=6)  # two characters each; between two items of one headline
RUNNING, RUNNING_HOURS = 0.98, timedelta(hours=12)  # chance of two figures of one thing, and how long
SURELY_ONE = 0.5  # of `same_story`, where two running figures seem to be of two things
DAY_HOURS = 15  # between two items; more is another day of trading, or another forecast
LONG_CHARACTERS = 300
MOST_NUMBERS, SAME_NUMBERS = 6.0, 0.6  # rarity of the shared figures, and their part of the shorter text's
SURELY_SAME = 0.8  # of `same_event`, with a company in common: a follow-up
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
    "headlines_alike", "headline_told", "headline_told_least", "hours_apart", "one_source", "one_thing",
    "actors", "actor_told", "acts", "act_told", "act_told_least", "beginnings_cosine",
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
    if _running(a, b):
        return RUNNING
    chance = max(_same_story(a, b), SURELY_ONE if _one_headline(a, b) else 0.0)
    if chance < SAME_STORY:
        return chance
    return 0.0 if _another_thing(a, b, chance) or (_another_day(a, b) and contradict(a, b)) else chance


def _running(a: Told, b: Told) -> bool:
    """Whether two running figures of one day are of one thing: they need no further look."""
    if a.at is None or b.at is None or abs(a.at - b.at) > RUNNING_HOURS:
        return False
    one_day = a.at.astimezone(BEIJING).date() == b.at.astimezone(BEIJING).date()
    return one_day and one_mover(a.facts.essence, b.facts.essence)


def _one_headline(a: Told, b: Told) -> bool:
    """Whether two items of the same hours have one headline, word for word, and one that says something."""
    if a.headline is None or b.headline is None or a.at is None or b.at is None:
        return False
    if min(len(a.headline), len(b.headline)) < LEAST_HEADLINE or abs(a.at - b.at) > SAME_HOURS:
        return False
    return np.array_equal(a.headline, b.headline)


def _another_thing(a: Told, b: Told, chance: float) -> bool:
    """Whether two texts of one pattern are of two companies, places or prices."""
    one, two = a.facts.essence, b.facts.essence
    apart = other_mover(one, two) or other_announcer(one, two)
    return other_filing(one, two) or (apart and chance < SURELY_ONE)


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
        _one_thing(a.facts.essence, b.facts.essence),
        *_act_evidence(a.facts, b.facts),
    )


def _act_evidence(a: Facts, b: Facts) -> tuple[float, ...]:
    """Whether the same one does the same, by the beginnings, and whether the other tells it."""
    one, two = act_of(a.essence), act_of(b.essence)
    actors = acts.told(one.actor, b.bigrams), acts.told(two.actor, a.bigrams)
    done = acts.told(one.act, b.bigrams), acts.told(two.act, a.bigrams)
    return (
        acts.shared(one.actor, two.actor),
        min(actors),
        acts.shared(one.act, two.act),
        max(done),
        min(done),
        _beginning(a).cosine(_beginning(b)),
    )


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _beginning(facts: Facts) -> Bag:
    """The telling words of a text that stand at its beginning."""
    beginning = act_of(facts.essence).beginning
    return bag({word: weight for word, weight in facts.words.items() if word in beginning})


def _one_thing(a: str, b: str) -> float:
    """Whether two running figures or filings are of one thing: 1 they are, 0 of two, -1 where one is none."""
    found = one_thing(a, b)
    return UNKNOWN if found is None else float(found)


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
