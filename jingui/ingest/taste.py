"""What a desk's own decisions add to the scores of the shelves; learned at the site, with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jingui.ingest.draft import Scored
from jingui.ingest.linear import Floats, LinearModel, Reading, Vocabulary, reading
from jingui.ingest.shelves import SHELF_WORDS, Told, log_odds, shelved
from jingui.ingest.topics import TopicModel

NAME = "desk"
SHELVES = tuple(dict.fromkeys(SHELF_WORDS.shelf_of.values()))  # those that a subject decides
FEWEST = 40  # decisions; fewer show neither what to learn nor whether it helped
HELD_OUT = 0.25  # the newest decisions, which are asked and not learned from
MOST_GRAMS = 4_000
SEEN_IN = 2  # decisions at least
DECAY = 0.02  # pulls the weights towards zero, that is towards the package's model
STEPS = 300
STEEPEST = 2.0  # bound of the loss's curvature: half the longest features' squared length, and the bias


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text as it stood before the shelves, and the shelf that an editor gave it."""

    read: Reading
    topics: tuple[Scored, ...]
    told: Mapping[str, Told]
    decided: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learned model, and how many of the newest decisions (`asked`) each model would have made alike."""

    model: LinearModel
    asked: int
    before: int
    after: int

    @property
    def better(self) -> bool:
        return self.after > self.before


def lesson(package: TopicModel, headline: str, text: str, decided: str) -> Lesson:
    """What the package thinks of a text, and what an editor did."""
    topics = tuple(package.predict(headline, text))
    return Lesson(reading(headline, text), topics, SHELF_WORDS.told(headline, text), decided)


def learn(lessons: Sequence[Lesson], package: TopicModel) -> Outcome:
    """Learn from decisions in the order of time; the held-out newest ones are learned too in the end.

    ValueError when there are fewer than `FEWEST`.
    """
    if len(lessons) < FEWEST:
        raise ValueError(f"{len(lessons)} decisions; {FEWEST} are needed")
    known = len(lessons) - round(len(lessons) * HELD_OUT)
    asked = lessons[known:]
    tried = fit(lessons[:known], package.vocabulary)
    return Outcome(
        model=fit(lessons, package.vocabulary),
        asked=len(asked),
        before=_alike(asked, package.taste),
        after=_alike(asked, tried),
    )


def fit(lessons: Sequence[Lesson], vocabulary: Vocabulary) -> LinearModel:
    """Softmax regression over the shelves, the package's log-odds as offset, weights pulled towards zero.

    A prior model adapted by a penalty on the distance from it: Chelba and Acero 2004, "Adaptation of
    Maximum Entropy Capitalizer". Minimised by Nesterov's accelerated gradient, so the same lessons give
    the same model.
    """
    small = _seen(lessons, vocabulary)
    features = np.zeros((len(lessons), len(small.hashes) + 1), np.float32)
    features[:, -1] = 1.0  # the bias
    for row, each in zip(features, lessons, strict=True):
        places, values = small.features(each.read)
        np.add.at(row, places, values)
    offsets = np.array([_offsets(each) for each in lessons], np.float32)
    wanted = np.array([[shelf == each.decided for shelf in SHELVES] for each in lessons], np.float32)
    weights = _descended(features, offsets, wanted)
    scale = np.maximum(np.abs(weights[:-1]).max(axis=0), 1e-6) / 127
    return LinearModel(
        labels=SHELVES,
        vocabulary=small,
        weights=np.round(weights[:-1] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=weights[-1],
        calibration=np.array([[1.0] * len(SHELVES), [0.0] * len(SHELVES)], np.float32),
        thresholds=np.full(len(SHELVES), 0.5, np.float32),
        notes={"decisions": len(lessons)},
    )


def _seen(lessons: Sequence[Lesson], vocabulary: Vocabulary) -> Vocabulary:
    """The package's grams that the lessons speak of most."""
    places = np.concatenate([np.unique(vocabulary.features(each.read)[0]) for each in lessons])
    found, times = np.unique(places, return_counts=True)
    often = min(MOST_GRAMS, max(1, int((times >= SEEN_IN).sum())))
    kept = np.sort(found[np.argsort(-times, kind="stable")[:often]])
    return Vocabulary(vocabulary.hashes[kept], vocabulary.idf[kept])


def _offsets(each: Lesson) -> list[float]:
    scored = {one.name: one.score for one in shelved(each.topics, each.told)}
    return [log_odds(scored[shelf]) for shelf in SHELVES]


def _descended(features: Floats, offsets: Floats, wanted: Floats) -> Floats:
    """The weights (grams and bias x shelves) that minimise the mean loss and the penalty."""
    weights = ahead = np.zeros((features.shape[1], wanted.shape[1]), np.float32)
    for step in range(1, STEPS + 1):
        scores = offsets + features @ ahead
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = features.T @ (chances - wanted) / len(features) + DECAY * ahead
        moved = (ahead - slope / (STEEPEST + DECAY)).astype(np.float32)
        ahead = (moved + (step - 1) / (step + 2) * (moved - weights)).astype(np.float32)
        weights = moved
    return weights


def _alike(lessons: Sequence[Lesson], taste: LinearModel | None) -> int:
    """How many lessons' first shelf is the one that the editor chose."""
    return sum(
        shelved(each.topics, each.told, taste.lean(each.read) if taste else {})[0].name == each.decided
        for each in lessons
    )
