"""A small convolutional network over the words of a text's beginning; read here with numpy alone.

Kim 2014, "Convolutional Neural Networks for Sentence Classification". What a word gives to a filter at each
place under it is multiplied out when the model is loaded: a text costs look-ups, sums, maxima and one small
layer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jingui.ingest.linear import (
    FOLDER,
    WORDS_CHARACTERS,
    Floats,
    Numbers,
    Reading,
    file_of,
    pieces_of,
)

FORMAT = 1
MOST_WORDS = 128  # of a text that are read
EARLY_WORDS = 16  # say what the text is about
WIDTHS = (1, 2, 3)  # of the filters, in words
PLACES = sum(WIDTHS)  # that a word may have under a filter
EDGE = (0, 0, 0)  # the word of no meaning, after the last
LOUD = 3.0  # a mean of vectors is small beside a maximum
FINEST = 10_000  # three of them fit into 16 bits
BLOCK = 256  # words multiplied out at a time
INT8 = 127
LAYERS = ("filters", "filter_bias", "hidden", "hidden_bias", "output", "output_bias")
DIGIT = re.compile(r"\d")

type Weights = Mapping[str, Floats]


def words_of(text: Reading) -> list[str]:
    """The words that the network reads; every digit counts as 0."""
    said = text.whole[:WORDS_CHARACTERS]
    alike, pieces = DIGIT.sub("0", said), pieces_of(said)[:MOST_WORDS]
    ends = accumulate(map(len, pieces))
    return [alike[end - len(piece) : end] for piece, end in zip(pieces, ends, strict=True)]


def pooled(machine: Floats, network: Floats) -> Floats:
    """Log-odds of two that know different things: their mean (a logarithmic opinion pool)."""
    return np.asarray((machine + network) / 2, np.float32)


class Network:
    """Vectors of words, filters over one, two and three of them, and a hidden layer."""

    def __init__(
        self,
        *,
        words: Sequence[str],
        weights: Weights,
        thresholds: Floats,
        notes: dict[str, object] | None = None,
    ) -> None:
        """weights: as `jingui.ops.teaching` makes them, row 0 of the vectors being a word of no meaning.

        thresholds: the probabilities from which a label counts, when machine and network are heard together.
        """
        self.words, self.weights, self.notes = tuple(words), dict(weights), notes or {}
        self.thresholds = thresholds
        self._row = {word: n for n, word in enumerate(self.words, 1)}
        self._given, self._step = _multiplied_out(weights)

    def chances(self, text: Reading, machine: Floats) -> Floats:
        """The probability of each label, by the machine's log-odds and by this network's."""
        odds = pooled(machine, self.scores(text))
        return (1 / (1 + np.exp(-np.clip(odds, -14, 14)))).astype(np.float32)  # short of 0 and 1

    def scores(self, text: Reading) -> Floats:
        """The log-odds of each label, as the network alone sees them."""
        rows = np.array([*filter(None, map(self._row.get, words_of(text))), *EDGE], np.intp)
        seen = np.concatenate((self._loudest(rows), self._means(rows)))
        hidden = np.maximum(seen @ self.weights["hidden"] + self.weights["hidden_bias"], 0)
        return hidden @ self.weights["output"] + self.weights["output_bias"]

    def _loudest(self, rows: Numbers) -> Floats:
        """The most that any place of the text gives to each filter."""
        given = self._given.take(rows, axis=0)
        most, slot = [], 0
        for width in WIDTHS:
            windows = len(rows) - width + 1
            sums = given[:windows, slot]
            for offset in range(1, width):
                sums = sums + given[offset : offset + windows, slot + offset]
            most.append(sums.max(axis=0))
            slot += width
        return np.maximum(np.concatenate(most) * self._step + self.weights["filter_bias"], 0)

    def _means(self, rows: Numbers) -> Floats:
        vectors = self.weights["vectors"][rows[: -len(EDGE)]].astype(np.float32)
        means = [part.sum(axis=0) / max(1, len(part)) for part in (vectors, vectors[:EARLY_WORDS])]
        return np.concatenate(means, dtype=np.float32) * np.float32(LOUD)

    def save(self, name: str, folder: Path | None = None) -> Path:
        """Write the model file of that name into `folder`, else into the package."""
        path = (folder or FOLDER) / f"{name}.npz"
        vectors = self.weights["vectors"]
        scale = np.abs(vectors).max(axis=0) / INT8
        others: dict[str, Any] = {each: self.weights[each].astype(np.float16) for each in LAYERS}
        about = {"format": FORMAT, "words": " ".join(self.words), **self.notes}
        np.savez_compressed(
            path,
            about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8),
            small_vectors=np.round(vectors / scale).astype(np.int8),
            scale=scale,
            thresholds=self.thresholds,
            **others,
        )
        return path

    @classmethod
    def load(cls, name: str) -> Network:
        """The model of that name, the site's own before the package's.

        FileNotFoundError when neither has it; ValueError when it is of another format.
        """
        with np.load(file_of(name)) as file:
            about = json.loads(file["about"].tobytes())
            if about.pop("format") != FORMAT:
                raise ValueError(f"the model {name} is of another format; run `jingui train`")
            weights = {each: file[each].astype(np.float32) for each in LAYERS}
            weights["vectors"] = (file["small_vectors"] * file["scale"]).astype(np.float16)  # half the memory
            words = about.pop("words").split(" ")
            return cls(
                words=words,
                weights=weights,
                thresholds=file["thresholds"],
                notes=about,
            )


def _multiplied_out(weights: Weights) -> tuple[NDArray[np.int16], np.float32]:
    """words x places x filters: what each word gives, in whole steps; and the step."""
    vectors, filters = (
        weights["vectors"].astype(np.float32),
        weights["filters"],
    )  # words x size, places x size x filters
    flat = filters.transpose(1, 0, 2).reshape(vectors.shape[1], -1)
    longest = float(np.linalg.norm(vectors, axis=1).max() * np.linalg.norm(flat, axis=0).max())
    step = np.float32(max(longest, 1e-6) / FINEST)  # no product is longer (Cauchy and Schwarz)
    given = np.empty((len(vectors), flat.shape[1]), np.int16)
    for first in range(0, len(vectors), BLOCK):  # so that what stands between stays in the processor's cache
        given[first : first + BLOCK] = np.rint(vectors[first : first + BLOCK] @ (flat / step))
    return given.reshape(len(vectors), PLACES, -1), step
