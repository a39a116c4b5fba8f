"""How do two texts speak of it? Their people, proper names, verbs, works, first clauses and marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from jingui.ingest.bags import Bag, bag, codes_of
from jingui.ingest.facts import AT_HAND, REMEMBERED_TEXTS, Runs, common, grams
from jingui.ingest.rarity import rarity
from jingui.text import segment
from jingui.text.fingerprint import bare

REMEMBERED_NAMES = 1024
# What tags of the ICTCLAS set, as jieba gives them, begin with: people, other proper names, verbs.
KIND_OF_TAG = {"nr": 0, "ns": 1, "nt": 1, "nz": 1, "v": 2}
WORK = re.compile(
    r"[《“\"「](?:(?<=《)([^》]{1,20})》|(?<!《)([^”\"」]{2,16})[”\"」])"
)  # a film, a rule, a slogan
FIGURE = re.compile(r"\d+(?:\.\d+)?")
CLAUSE_END = re.compile(r"[，。！？,!?：:\s]")
SIZES = (1, 3, 4)  # of the runs of characters that are compared; two are among the evidence
KINDS = ("people", "proper", "verbs", "works", "figures", "first_clause")
NONE_LEAST = -1.0  # where the text that names fewer names none

WORDING = (
    *(f"{kind}_{what}" for kind in KINDS for what in ("shared", "lone_least", "lone_most", "contained")),
    "people_alike",
    *(f"runs_{size}_{what}" for size in SIZES for what in ("contained", "shared")),
    "length", "length_least", "length_most", "questions", "exclamations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Speech:
    """One text: its words and sets by `KINDS`, its bare characters, its length and its marks."""

    named: tuple[Bag, ...]  # people, other proper names, verbs
    people: tuple[str, ...]
    sets: tuple[Runs, ...]  # works, figures, the characters of the first clause
    bare: str
    characters: int
    asks: bool
    exclaims: bool


def wording(a: str, b: str) -> tuple[float, ...]:
    """The columns of `WORDING` for the essences of two texts; the same either way round."""
    one, two = _speech(a), _speech(b)
    weighed = [_weighed(*bags) for bags in zip(one.named, two.named, strict=True)]
    counted = [_counted(*sets) for sets in zip(one.sets, two.sets, strict=True)]
    runs = [value for pair in zip(_runs(one.bare), _runs(two.bare), strict=True) for value in _overlap(*pair)]
    lengths = sorted((one.characters, two.characters))
    marks = one.asks + two.asks, one.exclaims + two.exclaims
    columns = [value for each in (*weighed, *counted) for value in each]
    return (*columns, _alike(one.people, two.people), *runs, sum(lengths), *lengths, *marks)


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _speech(text: str) -> _Speech:
    people, proper, verbs = _named(text)
    works = {title or slogan for title, slogan in WORK.findall(text)}
    first = bare(CLAUSE_END.split(text, maxsplit=1)[0])
    return _Speech(
        named=(bag(people), bag(proper), bag(verbs)),
        people=tuple(people),
        sets=(_set(works), _set(set(FIGURE.findall(text))), grams(first, 1)),
        bare=bare(text),
        characters=len(text),
        asks="?" in text or "？" in text,
        exclaims="!" in text or "！" in text,
    )


@lru_cache(maxsize=AT_HAND)  # they weigh more than all the rest, and are made again in no time
def _runs(text: str) -> tuple[Runs, ...]:
    return tuple(grams(text, size) for size in SIZES)


def _named(text: str) -> tuple[dict[str, float], ...]:
    """People, other proper names and verbs, each word with its rarity."""
    named: tuple[dict[str, float], ...] = ({}, {}, {})
    for word, tag in segment.tagged(text):
        if len(word) > 1 and (kind := KIND_OF_TAG.get(tag[:2], KIND_OF_TAG.get(tag[:1]))) is not None:
            named[kind][word] = rarity(word)
    return named


def _weighed(a: Bag, b: Bag) -> tuple[float, float, float, float]:
    shared = a.shared(b)
    return _compared(shared, a.mass - shared, b.mass - shared)


def _set(words: Set[str]) -> Runs:
    return np.sort(codes_of(words))


def _counted(a: Runs, b: Runs) -> tuple[float, float, float, float]:
    shared = common(a, b)
    return _compared(float(shared), float(len(a) - shared), float(len(b) - shared))


def _compared(shared: float, *lone: float) -> tuple[float, float, float, float]:
    """What both have, what only one has (the less, the more), and how much of the less is shared."""
    least = min(lone)
    return shared, least, max(lone), shared / (shared + least) if shared + least else NONE_LEAST


def _overlap(a: Runs, b: Runs) -> tuple[float, float]:
    shared = common(a, b)
    return shared / (min(len(a), len(b)) or 1), float(shared)


def _alike(a: Iterable[str], b: Iterable[str]) -> float:
    """The most characters that two people's names share: 丁彦雨航 and 小丁 share one."""
    return float(
        max((len(_characters(one) & _characters(two)) for one in a for two in b), default=NONE_LEAST)
    )


@lru_cache(maxsize=REMEMBERED_NAMES)
def _characters(name: str) -> frozenset[str]:
    return frozenset(name)
