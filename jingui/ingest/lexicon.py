"""Which words, shared or not, make two texts one topic or one event? As people labelled pairs."""

from __future__ import annotations

from functools import cache
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jingui.ingest.bags import Bag

TABLE = Path(__file__).parent / "model" / "lexicon.npz"
BUCKETS = 1 << 16
KINDS = ("topic", "event")


def terms(a: Bag, b: Bag) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The columns of one pair with what each counts: telling words, shared ones double.

    The table keeps a word twice: for when both texts say it, and for when one does.
    """
    size = sqrt(a.mass * b.mass) or 1.0
    columns = [_bucket(one) + np.where(one.met(other), 0, BUCKETS) for one, other in ((a, b), (b, a))]
    weights = np.concatenate([a.weights, b.weights]).astype(np.float64)
    return np.concatenate(columns), 4 * weights / size


def lexical(a: Bag, b: Bag) -> tuple[float, ...]:
    """The log-odds of one topic and of one event, by their words alone."""
    weights, start = _table()
    columns, counts = terms(a, b)
    return tuple((start + counts @ weights[columns]).tolist())


def _bucket(words: Bag) -> NDArray[np.intp]:
    return (words.checksums % BUCKETS).astype(np.intp)


@cache
def _table() -> tuple[np.ndarray, np.ndarray]:
    with np.load(TABLE) as file:
        weights = file["weights"] * file["steps"][:, None].astype(np.float32)
        return np.ascontiguousarray(weights.T), file["start"]  # both kinds of a column side by side
