"""Which words, shared or not, make two texts one topic or one event? As people labelled pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from zlib import crc32

import numpy as np

TABLE = Path(__file__).parent / "model" / "lexicon.npz"
BUCKETS = 1 << 16
KINDS = ("topic", "event")


def columns(word: str) -> tuple[int, int]:
    """Where the table keeps a word: when both texts say it, and when one does."""
    return _bucket(word), BUCKETS + _bucket(word)


def terms(a: Mapping[str, float], b: Mapping[str, float]) -> Iterable[tuple[int, float]]:
    """The columns of one pair with what each counts: telling words, shared ones double."""
    size = sqrt(sum(a.values()) * sum(b.values())) or 1.0
    for words, others in ((a, b), (b, a)):
        for word, weight in words.items():
            shared, lone = columns(word)
            yield (shared if word in others else lone), 4 * weight / size


def lexical(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[float, ...]:
    """The log-odds of one topic and of one event, by their words alone."""
    weights, start = _table()
    total = start
    found = list(terms(a, b))
    if found:
        at, counts = zip(*found, strict=True)
        total = start + weights[:, list(at)] @ np.array(counts)
    return tuple(float(value) for value in total)


@lru_cache(maxsize=1 << 15)
def _bucket(word: str) -> int:
    return crc32(word.encode("utf-8", "replace")) % BUCKETS


@cache
def _table() -> tuple[np.ndarray, np.ndarray]:
    with np.load(TABLE) as file:
        return file["weights"] * file["steps"][:, None].astype(np.float32), file["start"]
