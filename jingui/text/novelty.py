"""What does a text tell that an earlier one does not? Its sentences with new figures and new words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?[”’」』]?")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:%|万|亿)?")
SHORTEST, LONGEST = 10, 120  # characters of a sentence that says something and can be shown
NEW_WORDS = 0.6  # share of a sentence's pairs of characters that were nowhere before
NEW_WORDS_BESIDE_A_FIGURE = 0.35


class Told:
    """What has been told so far."""

    def __init__(self) -> None:
        self.pairs: set[str] = set()
        self.figures: set[str] = set()

    def hear(self, text: str) -> None:
        self.pairs.update(_pairs(text))
        self.figures.update(FIGURE.findall(text))

    def novelty(self, sentence: str) -> float:
        """Share of its pairs that are new, one more for a new figure; 0.0 when it tells nothing."""
        pairs = set(_pairs(sentence))
        share = len(pairs - self.pairs) / (len(pairs) or 1)
        has_figure = not self.figures.issuperset(FIGURE.findall(sentence))
        enough = NEW_WORDS_BESIDE_A_FIGURE if has_figure else NEW_WORDS
        return share + has_figure if share >= enough else 0.0


def added(texts: Iterable[str], *, most: int = 2) -> list[list[str]]:
    """For each text, in the order told: the `most` sentences that add most to all before it, as they stand.

    The first text adds everything, so its list is empty.
    """
    told, found = Told(), []
    for number, text in enumerate(texts):
        found.append(_newest(told, text, most) if number else [])
        told.hear(text)
    return found


def _newest(told: Told, text: str, most: int) -> list[str]:
    sentences = [s for s in sentences_of(text) if SHORTEST <= len(s) <= LONGEST]
    ranked = sorted(range(len(sentences)), key=lambda at: (-told.novelty(sentences[at]), at))[:most]
    return [sentences[at] for at in sorted(ranked) if told.novelty(sentences[at])]


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text in order, without the space around them."""
    return (sentence for found in SENTENCE.findall(text) if (sentence := found.strip()))


def _pairs(text: str) -> Iterator[str]:
    return (first + second for first, second in pairwise(text) if first.isalnum() and second.isalnum())
