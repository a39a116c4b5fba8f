"""Which of the best candidates is best: how much of what was asked a text holds, and how fresh it is.

The weights were tuned on title queries against bodies (docs/explanation/search.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from jingui.search.terms import NUMBER, Asked

CANDIDATES = 40  # that are weighed again: with 60 nDCG@10 is .0002 better, and a search a third slower
LEAD_CHARACTERS = 100
WORDS, PAIRS, NUMBERS, LEAD, HEADLINE = 0.6, 0.6, 0.4, 0.3, 0.5
FRESH = 0.3
FRESH_HALF_LIFE_DAYS = 10
FAIR_SHARE = 0.2  # of the words, weighed, that a text must hold to be an answer to a long question
SHORT_WORDS, LONG_WORDS = 2, 6  # who types more looks for something that happened, not for the latest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that the engine found, with the engine's score and the folded text."""

    key: str
    score: float
    headline: str
    text: str
    published: float  # POSIX seconds


def rank(
    candidates: Sequence[Candidate], asked: Asked, *, weight: Callable[[str], float], now: float | None
) -> list[Candidate]:
    """The candidates, best first. `weight` tells how rare a term is; without `now` age counts for nothing."""
    if not candidates:
        return []
    words, pairs = Weighed.of(asked.words, weight), Weighed.of(asked.pairs, weight)
    numbers = Weighed.of(set(NUMBER.findall(asked.text)), lambda number: 1.0)
    top = max(candidate.score for candidate in candidates) or 1.0

    def worth(candidate: Candidate) -> float:
        whole = f"{candidate.headline}\n{candidate.text}"
        return (
            candidate.score / top
            + WORDS * words.held(whole)
            + PAIRS * pairs.held(whole)
            + NUMBERS * numbers.held(whole)
            + LEAD * words.held(whole[:LEAD_CHARACTERS])
            + HEADLINE * words.held(candidate.headline)
            + brevity(asked) * freshness(candidate.published, now)
        )

    return sorted(candidates, key=worth, reverse=True)


def fair(candidates: Sequence[Candidate], asked: Asked, *, weight: Callable[[str], float]) -> list[Candidate]:
    """Those that hold a fair share of the words, in the same order."""
    words = Weighed.of(asked.words, weight)
    return [c for c in candidates if words.held(f"{c.headline}\n{c.text}") >= FAIR_SHARE]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Terms with their weights, and the sum of those."""

    terms: tuple[tuple[str, float], ...]
    total: float

    @classmethod
    def of(cls, terms: Iterable[str], weight: Callable[[str], float]) -> Weighed:
        pairs = tuple((term, weight(term)) for term in terms)
        return cls(pairs, sum(each for _, each in pairs))

    def held(self, text: str) -> float:
        """The weighed share of the terms that `text` holds, 0..1; all of nothing is 1."""
        return sum([each for term, each in self.terms if term in text]) / self.total if self.total else 1.0


def brevity(asked: Asked) -> float:
    """How much age matters to this search, 0..1."""
    return max(0.0, min(1.0, (LONG_WORDS - len(asked.words)) / (LONG_WORDS - SHORT_WORDS)))


def freshness(published: float, now: float | None) -> float:
    if now is None:
        return 0.0
    days = max(0.0, now - published) / 86_400
    return FRESH * 0.5 ** (days / FRESH_HALF_LIFE_DAYS)
