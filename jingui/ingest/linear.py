"""A linear model over hashed character n-grams, in one small file, and the words that made it so."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rjieba import cut

from jingui import env

FORMAT = 2
FOLDER = Path(__file__).parent / "model"
MOST_CHARACTERS = 600  # of a text; what a piece is about is said at its beginning
WORDS_CHARACTERS = 300  # of it, in which the words for the trail are looked for
HEAD_CHARACTERS = 30  # stand for the headline of a text that has none
START_CHARACTERS, TAIL_CHARACTERS = 30, 25  # who signs a report, and whom it quotes
LONGEST_GRAM = 3
# FNV-1a's prime, and a factor of MurmurHash3's finaliser.
STRIDE, MIX = np.uint64(0x100000001B3), np.uint64(0xFF51AFD7ED558CCD)
# A namespace a part: a gram means more in a headline. These are the last four of SHA-512's initial values.
PARTS = ("whole", "head", "start", "tail")
NAMESPACES = np.array(
    [0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179, 0x9B05688C2B3E6C1F, 0x510E527FADE682D1], np.uint64
)
SHARES = np.array([1.0, 0.7, 0.4, 0.4])  # how much the grams of each part weigh, tuned on July
SLOT_BITS = 20
OPENING = re.compile(
    r"\s*(?P<mark>(?:【(?P<title>[^】]{1,160})】)?\s*)(?:\S{0,10}?\d{1,2}月\d{1,2}日(?:电|讯|消息)[，,：:\s]*)?"
)
TELLING = re.compile(r"[一-鿿a-z]+")

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


@dataclass(frozen=True, slots=True)
class Grams:
    """The 1-, 2- and 3-grams of a text's parts as hashes.

    hashes: the different ones of each part, in ascending order; counts: how often each stands there;
    parts: in which part, as a place in `PARTS`; whole: those of the whole text where they stand, by length.
    """

    hashes: Hashes
    counts: Numbers
    parts: Numbers
    whole: list[Hashes]


@lru_cache(maxsize=8)  # several models read one text
def grams_of(text: Reading) -> Grams:
    """The grams of a text. Every digit counts as 0; no gram reaches from one part into the next."""
    words = text.whole, text.head, text.start, text.tail
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.where((codes >= 48) & (codes <= 57), 48, codes).astype(np.uint64)
    part = np.repeat(np.arange(len(PARTS), dtype=np.uint64), [len(each) for each in words])
    rolling, hashed, keys = NAMESPACES[part], [], []
    for length in range(1, LONGEST_GRAM + 1):
        size = max(0, len(codes) - length + 1)
        rolling = (rolling[:size] ^ codes[length - 1 :]) * STRIDE
        mixed = ((rolling ^ (rolling >> 33)) * MIX) >> 32
        key = (part[:size] << 32) | mixed
        hashed.append(mixed[: max(0, len(text.whole) - length + 1)].astype(np.uint32))
        keys.append(key if length == 1 else key[part[:size] == part[length - 1 :]])
    different, counts = np.unique(np.concatenate(keys), return_counts=True)
    return Grams(different.astype(np.uint32), counts, (different >> 32).astype(np.intp), hashed)


class Vocabulary:
    """The grams a model knows: sorted hashes, and how telling each is (inverse document frequency).

    A gram is found by the first `SLOT_BITS` of its hash; of two that share a slot, the later is known.
    """

    def __init__(self, hashes: Hashes, idf: Floats) -> None:
        self.hashes, self.idf = hashes, idf
        small = len(hashes) <= np.iinfo(np.uint16).max  # half the memory, which is read at random
        self._slots = np.zeros(1 << SLOT_BITS, np.uint16 if small else np.uint32)
        self._slots[hashes >> (32 - SLOT_BITS)] = np.arange(len(hashes))

    def places(self, hashes: Hashes) -> Numbers:
        """The place of each hash among the known ones; -1 for the unknown."""
        places = self._slots[hashes >> (32 - SLOT_BITS)].astype(np.intp)
        return np.where(self.hashes[places] == hashes, places, -1)

    def features(self, text: Reading) -> tuple[Numbers, Floats]:
        """(places, values): each part's grams, sublinear, weighted and scaled to unit length."""
        grams = grams_of(text)
        places = self.places(grams.hashes)
        met = places >= 0
        known, part = places[met], grams.parts[met]
        values = (1 + np.log(grams.counts[met])) * self.idf[known]
        share = SHARES / np.sqrt(np.maximum(np.bincount(part, values * values, len(PARTS)), 1e-12))
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
        runs = [found[: len(said)] for found in grams_of(text).whole]
        places = self.vocabulary.places(np.concatenate(runs))
        rarities = np.where(places >= 0, self.vocabulary.idf[places], 0)
        return [
            _loudest(_telling(said), self._pull(runs, rarities * self.weights[places, n]), most)
            for n in labels
        ]

    def _pull(self, runs: Sequence[Hashes], weights: Floats) -> Floats:
        """What each character of the text's beginning speaks for a label: its grams, by weight and rarity."""
        pull, at = np.zeros(len(runs[0]) + LONGEST_GRAM, np.float32), 0
        for size, run in enumerate(runs, 1):
            share = weights[at : at + len(run)] / size
            at += len(run)
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
        with np.load(file_of(name)) as file:
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


def file_of(name: str) -> Path:
    """The file of a model: the site's own, else the package's, whether it has one or not."""
    own = site_folder() / f"{name}.npz"
    return own if own.exists() else FOLDER / f"{name}.npz"


class _Words(NamedTuple):
    """The different words of a text that may stand on a trail, and where they stand: which, from, to."""

    words: list[str]
    which: Numbers
    starts: Numbers
    ends: Numbers


@lru_cache(maxsize=4)  # several models, and several labels of each, ask about one text
def pieces_of(text: str) -> list[str]:
    """A text cut into words and what stands between them; joined again it is the same text."""
    return cut(text)


@lru_cache(maxsize=4)
def _telling(text: str) -> _Words:
    places: dict[str, int] = {}
    found: list[tuple[int, int, int]] = []
    end = 0
    for piece in pieces_of(text):
        start, end = end, end + len(piece)
        if len(piece) > 1 and TELLING.fullmatch(piece):
            found.append((places.setdefault(piece, len(places)), start, end))
    return _Words(list(places), *np.array(found, np.intp).reshape(-1, 3).T)


def _loudest(told: _Words, pull: Floats, most: int) -> tuple[str, ...]:
    """The words that speak loudest, by what all their characters say; none that says nothing."""
    until = np.concatenate(([0.0], np.cumsum(pull)))
    sums = np.bincount(told.which, until[told.ends] - until[told.starts], len(told.words)).tolist()
    ranked = sorted(
        ((total, word) for total, word in zip(sums, told.words, strict=True) if total > 0), reverse=True
    )
    return tuple(word for _, word in ranked[:most])
