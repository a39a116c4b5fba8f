"""A linear model over hashed character n-grams, in one small file, and the words that made it so."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rjieba import tokenize

FORMAT = 1
FOLDER = Path(__file__).parent / "model"
MOST_CHARACTERS = 1_000  # of a text; what a piece is about is said at its beginning
HEAD_CHARACTERS = 30  # stand for the headline of a text that has none
HEAD_SHARE = 0.7  # how much the headline's own grams weigh beside those of the whole text
LONGEST_GRAM = 3
# FNV-1a's prime, and a factor of MurmurHash3's finaliser.
STRIDE, MIX = 0x100000001B3, 0xFF51AFD7ED558CCD
# Two namespaces: a gram means more in a headline.
WHOLE, HEAD = 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179
OPENING = re.compile(
    r"\s*(?:【(?P<title>[^】]{1,160})】)?\s*(?:\S{0,10}?\d{1,2}月\d{1,2}日(?:电|讯|消息)[，,：:\s]*)?"
)
TELLING = re.compile(r"[一-鿿a-z]{2,}")

type Hashes = NDArray[np.uint32]
type Floats = NDArray[np.float32]
type Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model reads it: the headline or what stands for it, and the whole."""

    head: str
    whole: str


def reading(headline: str, text: str) -> Reading:
    """Headline and text without a wire's marks (【…】, 某社7月7日电), in lower case, its beginning only."""
    opening = OPENING.match(text)
    body = text[opening.end() :] if opening else text
    said = OPENING.sub("", headline, count=1).strip() or headline.strip()
    title = said or (opening["title"] if opening and opening["title"] else "")
    if title and body.startswith(title[:HEAD_CHARACTERS]):
        title = ""  # the first sentence stood in for a headline; it must not count twice
    whole = f"{title} {body}"[:MOST_CHARACTERS].lower().strip()
    return Reading(title.lower() or whole[:HEAD_CHARACTERS], whole)


def grams(text: str, namespace: int) -> list[Hashes]:
    """The hashes of the 1-, 2- and 3-grams, one array a length, in order; every digit counts as 0."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    codes = np.where((codes >= 48) & (codes <= 57), np.uint64(48), codes)
    rolling = np.full(len(codes), namespace, np.uint64)
    found = []
    for length in range(1, LONGEST_GRAM + 1):
        rolling = (rolling[: max(0, len(codes) - length + 1)] ^ codes[length - 1 :]) * np.uint64(STRIDE)
        mixed = (rolling ^ (rolling >> np.uint64(33))) * np.uint64(MIX)
        found.append((mixed >> np.uint64(32)).astype(np.uint32))
    return found


class Vocabulary:
    """The grams a model knows: sorted hashes, and how telling each is (inverse document frequency)."""

    def __init__(self, hashes: Hashes, idf: Floats) -> None:
        self.hashes, self.idf = hashes, idf

    def places(self, hashes: Hashes) -> Numbers:
        """The place of each hash among the known ones; -1 for the unknown."""
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        return np.where(self.hashes[places] == hashes, places, -1)

    def features(self, text: Reading) -> tuple[Numbers, Floats]:
        """(places, values): each part's grams, sublinear, weighted and scaled to unit length."""
        parts = [self._part(text.whole, WHOLE, 1.0), self._part(text.head, HEAD, HEAD_SHARE)]
        return np.concatenate([p for p, _ in parts]), np.concatenate([v for _, v in parts])

    def _part(self, text: str, namespace: int, share: float) -> tuple[Numbers, Floats]:
        places = self.places(np.concatenate(grams(text, namespace)))
        known, counts = np.unique(places[places >= 0], return_counts=True)
        values = (1 + np.log(counts.astype(np.float32))) * self.idf[known]
        length = float(np.sqrt(values @ values)) or 1.0
        return known, (values * (share / length)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says: one probability a label, and the features it read."""

    probabilities: Floats
    features: tuple[Numbers, Floats]


class LinearModel:
    """One weight a gram and label, kept in a byte; the scores are calibrated to probabilities."""

    def __init__(
        self,
        *,
        labels: Sequence[str],
        vocabulary: Vocabulary,
        weights: NDArray[np.int8],
        scale: Floats,
        bias: Floats,
        calibration: Floats,
        thresholds: Floats,
        notes: dict[str, object] | None = None,
    ) -> None:
        """weights: grams x labels, times `scale`; calibration: slopes, offsets; thresholds: probabilities."""
        self.labels, self.vocabulary, self.weights = tuple(labels), vocabulary, weights
        self.scale, self.bias, self.calibration, self.thresholds = scale, bias, calibration, thresholds
        self.notes = notes or {}

    def judge(self, text: Reading) -> Judgement:
        """The probability of every label."""
        places, values = features = self.vocabulary.features(text)
        scores = (values @ self.weights[places].astype(np.float32)) * self.scale + self.bias
        slope, offset = self.calibration
        probabilities = 1 / (1 + np.exp(-np.clip(slope * scores + offset, -14, 14)))  # short of 0 and 1
        return Judgement(probabilities.astype(np.float32), features)

    def words(
        self, text: Reading, judgement: Judgement, labels: Sequence[int], most: int = 3
    ) -> list[tuple[str, ...]]:
        """A label's words are those of the text that speak loudest for it: what their grams weigh."""
        whole = [self.vocabulary.places(hashes) for hashes in grams(text.whole, WHOLE)]
        tokens = [token for token in tokenize(text.whole) if TELLING.fullmatch(token[0])]
        return [_loudest(tokens, self._pull(len(text.whole), whole, judgement, n), most) for n in labels]

    def _pull(self, length: int, whole: list[Numbers], judgement: Judgement, label: int) -> Floats:
        """What each character of the text adds to the score of a label."""
        weight = np.zeros(len(self.vocabulary.hashes) + 1, np.float32)  # the last: unknown grams
        places, values = judgement.features
        weight[places] = values * self.weights[places, label]
        pull = np.zeros(length, np.float32)
        for size, found in enumerate(whole, 1):
            share = weight[found] / size
            for offset in range(size):
                pull[offset : offset + len(share)] += share
        return pull

    def save(self, name: str) -> Path:
        """Write the model file of that name into the package."""
        path = FOLDER / f"{name}.npz"
        about = {"format": FORMAT, "labels": list(self.labels), **self.notes}
        np.savez_compressed(
            path,
            about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8),
            hashes=self.vocabulary.hashes,
            idf=self.vocabulary.idf.astype(np.float16),
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
            calibration=self.calibration,
            thresholds=self.thresholds,
        )
        return path

    @classmethod
    def load(cls, name: str) -> LinearModel:
        """The model file of that name; ValueError when it is of another format."""
        with np.load(FOLDER / f"{name}.npz") as file:
            about = json.loads(file["about"].tobytes())
            if about.pop("format") != FORMAT:
                raise ValueError(f"the model {name} is of another format; run `jingui train`")
            return cls(
                labels=about.pop("labels"),
                vocabulary=Vocabulary(file["hashes"], file["idf"].astype(np.float32)),
                weights=file["weights"],
                scale=file["scale"],
                bias=file["bias"],
                calibration=file["calibration"],
                thresholds=file["thresholds"],
                notes=about,
            )


def _loudest(tokens: list[tuple[str, int, int]], pull: Floats, most: int) -> tuple[str, ...]:
    sums: dict[str, float] = {}
    for word, start, end in tokens:
        sums[word] = sums.get(word, 0.0) + float(pull[start:end].sum())
    ranked = sorted(((total, word) for word, total in sums.items() if total > 0), reverse=True)
    return tuple(word for _, word in ranked[:most])
