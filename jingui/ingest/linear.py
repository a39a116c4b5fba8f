"""A linear model over hashed character n-grams, in one small file, and the words that made it so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rjieba import tokenize

from jingui import env

FORMAT = 2
FOLDER = Path(__file__).parent / "model"
MOST_CHARACTERS = 600  # of a text; what a piece is about is said at its beginning
WORDS_CHARACTERS = 300  # of it, in which the words for the trail are looked for
HEAD_CHARACTERS = 30  # stand for the headline of a text that has none
START_CHARACTERS, TAIL_CHARACTERS = 30, 25  # who signs a report, and whom it quotes
LONGEST_GRAM = 3
# FNV-1a's prime, and a factor of MurmurHash3's finaliser.
STRIDE, MIX = 0x100000001B3, 0xFF51AFD7ED558CCD
# A namespace a part: a gram means more in a headline. These are the last four of SHA-512's initial values.
WHOLE, HEAD, START, TAIL = 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179, 0x9B05688C2B3E6C1F, 0x510E527FADE682D1
SHARES = {WHOLE: 1.0, HEAD: 0.7, START: 0.4, TAIL: 0.4}  # how much the grams of a part weigh, tuned on July
SLOT_BITS = 20
OPENING = re.compile(
    r"\s*(?P<mark>(?:【(?P<title>[^】]{1,160})】)?\s*)(?:\S{0,10}?\d{1,2}月\d{1,2}日(?:电|讯|消息)[，,：:\s]*)?"
)
TELLING = re.compile(r"[一-鿿a-z]{2,}")

type Hashes = NDArray[np.uint32]
type Floats = NDArray[np.float32]
type Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model reads it: the headline or what stands for it, the whole, and both its ends."""

    head: str
    whole: str
    start: str = ""  # as it came: 某社7月7日电
    tail: str = ""


def reading(headline: str, text: str) -> Reading:
    """Headline and text without a wire's marks (【…】, 某社7月7日电), in lower case, its beginning only."""
    opening = OPENING.match(text)
    body = text[opening.end() :] if opening else text
    said = OPENING.sub("", headline, count=1).strip() or headline.strip()
    title = said or (opening["title"] if opening and opening["title"] else "")
    if title and body.startswith(title[:HEAD_CHARACTERS]):
        title = ""  # the first sentence stood in for a headline; it must not count twice
    whole = f"{title} {body}"[:MOST_CHARACTERS].lower().strip()
    start = text[opening.end("mark") :] if opening else text
    ends = start[:START_CHARACTERS].lower(), text.rstrip()[-TAIL_CHARACTERS:].lower()
    return Reading(title.lower() or whole[:HEAD_CHARACTERS], whole, *ends)


def grams(parts: Mapping[int, str]) -> dict[int, list[Hashes]]:
    """Namespace -> the hashes of its part's 1-, 2- and 3-grams, one array a length, in order.

    Every digit counts as 0. All parts are hashed in one go; no gram reaches from one into the next.
    """
    lengths = [len(part) for part in parts.values()]
    codes = np.frombuffer("".join(parts.values()).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.where((codes >= 48) & (codes <= 57), 48, codes).astype(np.uint64)
    rolling = np.repeat(np.array(list(parts), np.uint64), lengths)
    hashed = []
    for length in range(1, LONGEST_GRAM + 1):
        rolling = (rolling[: max(0, len(codes) - length + 1)] ^ codes[length - 1 :]) * np.uint64(STRIDE)
        mixed = (rolling ^ (rolling >> np.uint64(33))) * np.uint64(MIX)
        hashed.append((mixed >> np.uint64(32)).astype(np.uint32))
    starts = accumulate(lengths, initial=0)
    return {
        namespace: [found[start : start + max(0, length - n)] for n, found in enumerate(hashed)]
        for namespace, start, length in zip(parts, starts, lengths, strict=False)
    }


@lru_cache(maxsize=8)  # several models read one text
def grams_of(text: Reading) -> dict[int, list[Hashes]]:
    """Namespace -> the grams of that part of the text."""
    return grams({WHOLE: text.whole, HEAD: text.head, START: text.start, TAIL: text.tail})


class Vocabulary:
    """The grams a model knows: sorted hashes, and how telling each is (inverse document frequency).

    A gram is found by the first `SLOT_BITS` of its hash; of two that share a slot, the later is known.
    """

    def __init__(self, hashes: Hashes, idf: Floats) -> None:
        self.hashes, self.idf = hashes, idf
        self._slots = np.zeros(1 << SLOT_BITS, np.int32)
        self._slots[hashes >> (32 - SLOT_BITS)] = np.arange(len(hashes))

    def places(self, hashes: Hashes) -> Numbers:
        """The place of each hash among the known ones; -1 for the unknown."""
        places = self._slots[hashes >> (32 - SLOT_BITS)]
        return np.where(self.hashes[places] == hashes, places, -1)

    def features(self, text: Reading) -> tuple[Numbers, Floats]:
        """(places, values): each part's grams, sublinear, weighted and scaled to unit length."""
        parts = grams_of(text)
        sizes = [sum(map(len, found)) for found in parts.values()]
        places = self.places(np.concatenate([hashes for found in parts.values() for hashes in found]))
        keys = places + len(self.hashes) * np.repeat(np.arange(len(parts)), sizes)  # in all parts at once
        keys, counts = np.unique(keys[places >= 0], return_counts=True)
        part, known = np.divmod(keys, len(self.hashes))
        values = (1 + np.log(counts)) * self.idf[known]
        squares = np.bincount(part, values * values, len(parts))
        share = np.array([SHARES[namespace] for namespace in parts]) / np.sqrt(np.maximum(squares, 1e-12))
        return known, (values * share[part]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says: a score and a probability a label."""

    scores: Floats
    probabilities: Floats


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
        places, values = self.vocabulary.features(text)
        scores = (values @ self.weights[places].astype(np.float32)) * self.scale + self.bias
        slope, offset = self.calibration
        probabilities = 1 / (1 + np.exp(-np.clip(slope * scores + offset, -14, 14)))  # short of 0 and 1
        return Judgement(scores, probabilities.astype(np.float32))

    def lean(self, text: Reading) -> dict[str, float]:
        """What each label's score is, by label: a model of differences has no probabilities."""
        return dict(zip(self.labels, self.judge(text).scores.tolist(), strict=True))

    def words(self, text: Reading, labels: Sequence[int], most: int = 3) -> list[tuple[str, ...]]:
        """A label's words are those of the text that speak loudest for it: what their grams weigh."""
        said = text.whole[:WORDS_CHARACTERS]
        whole = [self.vocabulary.places(found[: len(said)]) for found in grams_of(text)[WHOLE]]
        return [_loudest(_telling(said), self._pull(len(said), whole, n), most) for n in labels]

    def _pull(self, length: int, whole: list[Numbers], label: int) -> Floats:
        """What each character of the text's beginning speaks for a label: its grams, by weight and rarity."""
        pull = np.zeros(length + LONGEST_GRAM, np.float32)
        for size, found in enumerate(whole, 1):
            share = np.where(found >= 0, self.vocabulary.idf[found] * self.weights[found, label], 0) / size
            for offset in range(size):
                pull[offset : offset + len(share)] += share
        return pull

    def save(self, name: str, folder: Path | None = None) -> Path:
        """Write the model file of that name into `folder`, else into the package."""
        path = (folder or FOLDER) / f"{name}.npz"
        path.parent.mkdir(parents=True, exist_ok=True)
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
        """The model of that name, the site's own before the package's.

        FileNotFoundError when neither has it; ValueError when it is of another format.
        """
        own = site_folder() / f"{name}.npz"
        with np.load(own if own.exists() else FOLDER / f"{name}.npz") as file:
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


def site_folder() -> Path:
    """Where a site keeps the models it trained itself."""
    return env.home() / "models"


@lru_cache(maxsize=4)
def _telling(text: str) -> list[tuple[str, int, int]]:
    """The words of a text that may stand on a trail, with where each begins and ends."""
    return [token for token in tokenize(text) if TELLING.fullmatch(token[0])]


def _loudest(tokens: list[tuple[str, int, int]], pull: Floats, most: int) -> tuple[str, ...]:
    until = np.concatenate(([0.0], np.cumsum(pull))).tolist()
    sums: dict[str, float] = {}
    for word, start, end in tokens:
        sums[word] = sums.get(word, 0.0) + until[end] - until[start]
    ranked = sorted(((total, word) for word, total in sums.items() if total > 0), reverse=True)
    return tuple(word for _, word in ranked[:most])
