"""Weighed words and figures of a text as arrays: a tenth of the memory of dictionaries, compared at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from math import sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

CODE_BITS, LOW_BITS = np.uint64(32), np.uint64((1 << 32) - 1)
ROUNDING = 0.006  # 350.68% is told as 351%
PARTS = 10  # of a figure's weight: in tenths every sum is exact

type Codes = NDArray[np.uint64]
type Weights = NDArray[np.float32]


@dataclass(frozen=True)
class Bag:
    """Words and their rarities, in the order of the words' codes.

    The rarities are quarters below 16, so that sums of them and of their squares are exact in any order.
    """

    codes: Codes
    weights: Weights

    @cached_property
    def mass(self) -> float:
        """The sum of the rarities."""
        return float(self.weights.sum())

    @cached_property
    def square(self) -> float:
        """The sum of the squared rarities."""
        return float(self.weights @ self.weights)

    @property
    def checksums(self) -> Codes:
        """The CRC-32 of each word: the same on every machine."""
        return self.codes >> CODE_BITS

    def shared(self, other: Bag) -> float:
        """The sum of the rarities of the words that both have."""
        return float(self.weights.compress(self.met(other)).sum())

    def met(self, other: Bag) -> NDArray[np.bool]:
        """Of each word whether `other` has it too."""
        if not len(other.codes):
            return np.zeros(len(self.codes), np.bool)
        found: NDArray[np.bool] = (
            other.codes.take(other.codes.searchsorted(self.codes), mode="clip") == self.codes
        )
        return found

    def cosine(self, other: Bag) -> float:
        """How alike the words are, 0..1, each weighed by its rarity."""
        shared, length = self.weights.compress(self.met(other)), sqrt(self.square * other.square)
        return float(shared @ shared) / length if length else 0.0


def bag(words: Mapping[str, float]) -> Bag:
    """The words of a text with their rarities, packed."""
    codes = codes_of(words)
    order = codes.argsort()
    return Bag(codes.take(order), np.fromiter(words.values(), np.float32, len(words)).take(order))


def codes_of(words: Collection[str]) -> Codes:
    """A number for each word, in their order: its CRC-32, then 32 bits of Python's own hash."""
    encoded = map(str.encode, words, repeat("utf-8"), repeat("replace"))
    checksums = np.fromiter(map(crc32, encoded), np.uint64, len(words))
    hashes = np.fromiter(map(hash, words), np.int64, len(words)).view(np.uint64)
    return checksums << CODE_BITS | hashes & LOW_BITS


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a text: value, kind (%, ‰, bp or none) and how telling each is, in tenths."""

    values: NDArray[np.float64]
    kinds: NDArray[np.int32]
    tenths: NDArray[np.int64]

    @property
    def telling(self) -> float:
        """How much all of them tell."""
        return int(self.tenths.sum()) / PARTS

    def lone(self, other: Figures) -> tuple[float, float]:
        """How much the numbers of each tell that the other text does not, not even rounded."""
        if not len(self.values) or not len(other.values):
            return self.telling, other.telling
        mine, others = self.values[:, None], other.values
        same = np.abs(mine - others) <= ROUNDING * np.maximum(mine, others)
        same &= self.kinds[:, None] == other.kinds
        alone, others_alone = ~np.logical_or.reduce(same, axis=1), ~np.logical_or.reduce(same, axis=0)
        return int(self.tenths @ alone) / PARTS, int(other.tenths @ others_alone) / PARTS


def figures(numbers: Mapping[str, float], kinds: Iterable[str]) -> Figures:
    """Numbers as `facts.numbers` writes them (1.5e+08, 5%), taken apart."""
    known = list(kinds)
    parted = [(number, number.lstrip("0123456789.e+-")) for number in numbers]
    return Figures(
        np.array([float(number.removesuffix(kind)) for number, kind in parted], np.float64),
        np.array([known.index(kind) for _, kind in parted], np.int32),
        np.array([round(weight * PARTS) for weight in numbers.values()], np.int64),
    )
