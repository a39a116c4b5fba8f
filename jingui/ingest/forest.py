"""Boosted trees out of a package file, evaluated without the library that grew them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

MODEL_FOLDER = Path(__file__).parent / "model"

type Tree = Sequence[tuple[int, float, int, int]]  # (column or -1, threshold or value, left, right)


@dataclass(frozen=True, slots=True)
class Forest:
    """A sum of trees: the log-odds of a yes."""

    features: tuple[str, ...]
    start: float
    trees: tuple[Tree, ...]

    def chance(self, row: Sequence[float]) -> float:
        """The chance of a yes, 0..1."""
        return 1 / (1 + exp(-self.log_odds(row)))

    def log_odds(self, row: Sequence[float]) -> float:
        total = self.start
        for tree in self.trees:
            column, threshold, left, right = tree[0]
            while column >= 0:
                column, threshold, left, right = tree[left if row[column] <= threshold else right]
            total += threshold
        return total


@cache
def forest(name: str) -> Forest:
    """The forest of a file in the package, loaded once."""
    grown = json.loads((MODEL_FOLDER / name).read_text(encoding="utf-8"))
    trees = tuple(tuple(map(tuple, tree)) for tree in grown["trees"])
    return Forest(tuple(grown["features"]), grown["start"], trees)
