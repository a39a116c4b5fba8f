"""Boosted trees out of a package file, evaluated without the library that grew them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

MODEL_FOLDER = Path(__file__).parent / "model"
MOST_LEAVES = 32  # of a tree; each has a bit

type Tree = Sequence[tuple[int, float, int, int]]  # (column or -1, threshold or value, left, right)


class Forest:
    """A sum of trees: the log-odds of a yes.

    All branchings of all trees are asked at once. Where a row goes right, the leaves on the left are struck
    out; the first leaf that is left is the tree's (QuickScorer: Lucchese et al., SIGIR 2015).
    """

    def __init__(self, features: Sequence[str], start: float, trees: Sequence[Tree]) -> None:
        """ValueError for a tree of more than `MOST_LEAVES` leaves, or of one."""
        self.features, self.start = tuple(features), start
        branches: list[tuple[int, float, int]] = []
        leaves: list[float] = []
        firsts: list[int] = []
        roots: list[int] = []
        for tree in trees:
            firsts.append(len(leaves))
            roots.append(len(branches))
            branches += _branches(tree, leaves)
            if not 2 <= len(leaves) - firsts[-1] <= MOST_LEAVES:
                raise ValueError(f"a tree of {len(leaves) - firsts[-1]} leaves; 2 to {MOST_LEAVES} are read")
        columns, thresholds, struck = zip(*branches, strict=True)
        self._columns, self._thresholds = np.array(columns), np.array(thresholds)
        self._struck = np.array(struck, np.uint32)
        self._roots, self._firsts, self._leaves = np.array(roots), np.array(firsts), np.array(leaves)

    def chance(self, row: Sequence[float]) -> float:
        """The chance of a yes, 0..1."""
        return 1 / (1 + exp(-self.log_odds(row)))

    def log_odds(self, row: Sequence[float]) -> float:
        right = np.asarray(row, np.float64)[self._columns] > self._thresholds
        struck = np.bitwise_or.reduceat(self._struck * right, self._roots)
        first = np.bitwise_count(struck & ~(struck + np.uint32(1)))  # the ones below the first zero
        return self.start + float(self._leaves[self._firsts + first].sum())


def _branches(tree: Tree, leaves: list[float]) -> list[tuple[int, float, int]]:
    """(column, threshold, which leaves a row that goes right cannot reach) of each branching.

    Adds the values of the tree's leaves to `leaves`, from left to right.
    """
    first = len(leaves)
    found: list[tuple[int, float, int]] = []

    def walk(at: int) -> None:
        column, threshold, left, right = tree[at]
        if column < 0:
            leaves.append(threshold)
            return
        since = len(leaves) - first
        walk(left)
        until = len(leaves) - first
        found.append((column, threshold, (1 << until) - (1 << since)))
        walk(right)

    walk(0)
    return found


@cache
def forest(name: str) -> Forest:
    """The forest of a file in the package, loaded once."""
    grown = json.loads((MODEL_FOLDER / name).read_text(encoding="utf-8"))
    return Forest(grown["features"], grown["start"], grown["trees"])
