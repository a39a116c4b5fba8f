"""Fitting the models of judgement to labelled texts; only `jingui train` needs this, never the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from sklearn.utils.extmath import randomized_svd

from jingui.ingest.linear import LinearModel, Reading, Vocabulary, grams_of

RAREST = 3  # a gram seen in fewer texts is noise
FOLDS = 4  # contiguous in time, so that a day's copies stay together
INT8 = 127


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model is made with."""

    labels: tuple[str, ...]
    cost: float = 0.3  # C of the linear support vector machine
    most_grams: int = 150_000  # looked at
    kept_grams: int = 60_000  # in the file
    directions: int = 0  # of the texts' greatest variance, kept as further columns
    seed: int = 20260701


def fit(
    readings: list[Reading], truth: np.ndarray, recipe: Recipe, groups: np.ndarray | None = None
) -> LinearModel:
    """A model of `truth` (texts x labels, 0 or 1); `groups` number the texts whose views belong together."""
    return fit_with_scores(readings, truth, recipe, groups)[0]


def fit_with_scores(
    readings: list[Reading], truth: np.ndarray, recipe: Recipe, groups: np.ndarray | None = None
) -> tuple[LinearModel, np.ndarray]:
    """The model, and what it scores each text (texts x columns): by machines that have not seen the text."""
    fold_of = folds(np.arange(len(readings)) if groups is None else groups)
    vocabulary = _vocabulary(readings, recipe.most_grams)
    weights, _ = _machines(matrix(vocabulary, readings), truth, recipe)
    kept = np.sort(np.argsort(-np.abs(weights).max(axis=1), kind="stable")[: recipe.kept_grams])
    vocabulary = Vocabulary(
        vocabulary.hashes[kept], vocabulary.idf[kept].astype(np.float16).astype(np.float32)
    )
    features = matrix(vocabulary, readings)
    held_out = _held_out_scores(features, truth, fold_of, recipe)
    weights, bias = _machines(features, truth, recipe)
    calibration, thresholds = _calibrate(held_out, truth)
    if recipe.directions:
        weights = np.hstack([weights, _directions(features, recipe)])
    scale = np.abs(weights).max(axis=0) / INT8
    whole = np.round(weights / scale).astype(np.int8)
    further = weights.shape[1] - len(recipe.labels)
    model = LinearModel(
        labels=(*recipe.labels, *(f"direction {n}" for n in range(further))),
        vocabulary=vocabulary,
        weights=whole,
        scale=scale.astype(np.float32),
        bias=np.pad(bias, (0, further)).astype(np.float32),
        calibration=np.pad(calibration, ((0, 0), (0, further))),
        thresholds=np.pad(thresholds, (0, further)),
        notes={"seed": recipe.seed, "texts": len(readings)},
    )
    seen = features @ (whole[:, len(recipe.labels) :] * scale[len(recipe.labels) :])
    return model, np.hstack([held_out, seen])


def folds(groups: np.ndarray) -> np.ndarray:
    """The fold of each text, the earliest first."""
    return groups * FOLDS // (groups.max() + 1)


def _directions(features: csr_matrix, recipe: Recipe) -> np.ndarray:
    """Latent semantic analysis (Deerwester et al. 1990): the strongest right singular vectors."""
    found = randomized_svd(features, recipe.directions, n_iter=3, random_state=recipe.seed)[2]
    return found.T


def grow(rows: np.ndarray, truth: np.ndarray, columns: Sequence[str], seed: int) -> dict:
    """Boosted trees of a yes or no, as the plain numbers that `jingui.ingest.forest` reads."""
    grown = HistGradientBoostingClassifier(
        max_iter=300,
        learning_rate=0.04,
        max_leaf_nodes=15,
        min_samples_leaf=40,
        l2_regularization=5,
        max_features=0.4,
        early_stopping=False,
        random_state=seed,
    ).fit(rows, truth)
    trees = [[_node(node) for node in tree.nodes] for (tree,) in grown._predictors]
    start = float(grown._baseline_prediction.ravel()[0])
    return {"features": list(columns), "start": start, "trees": trees}


def _node(node: np.void) -> list[float]:
    if node["is_leaf"]:
        return [-1, round(float(node["value"]), 6), 0, 0]
    threshold = float(f"{node['num_threshold']:.10g}")
    return [int(node["feature_idx"]), threshold, int(node["left"]), int(node["right"])]


def matrix(vocabulary: Vocabulary, readings: list[Reading]) -> csr_matrix:
    """texts x grams, as the model will see them."""
    rows = [vocabulary.features(text) for text in readings]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    values = np.concatenate([values for _, values in rows])
    summed = csr_matrix((values, places, ends), shape=(len(readings), len(vocabulary.hashes)))
    summed.sum_duplicates()
    return summed


def _vocabulary(readings: list[Reading], most: int) -> Vocabulary:
    seen = [np.unique(grams_of(text).hashes) for text in readings]
    hashes, texts = np.unique(np.concatenate(seen), return_counts=True)
    common = np.sort(np.argsort(-texts, kind="stable")[:most])
    common = common[texts[common] >= RAREST]
    idf = np.log((1 + len(readings)) / (1 + texts[common])) + 1
    return Vocabulary(hashes[common], idf.astype(np.float32))


def _machines(features: csr_matrix, truth: np.ndarray, recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """One machine a label: (weights: grams x labels, bias)."""
    machines = [
        LinearSVC(C=recipe.cost, random_state=recipe.seed).fit(features, column) for column in truth.T
    ]
    return np.stack([m.coef_[0] for m in machines], axis=1), np.array([m.intercept_[0] for m in machines])


def _held_out_scores(
    features: csr_matrix, truth: np.ndarray, fold_of: np.ndarray, recipe: Recipe
) -> np.ndarray:
    scores = np.zeros(truth.shape)
    for fold in range(FOLDS):
        here = fold_of == fold
        weights, bias = _machines(features[~here], truth[~here], recipe)
        scores[here] = features[here] @ weights + bias
    return scores


def _calibrate(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Platt's slope and offset a label (2 x labels), and the probability from which it counts."""
    slopes, offsets = [], []
    for column, gold in zip(scores.T, truth.T, strict=True):
        platt = LogisticRegression(C=1e6).fit(column[:, None], gold)
        slope, offset = platt.coef_[0, 0], platt.intercept_[0]
        slopes.append(slope)
        offsets.append(offset)
    return np.array([slopes, offsets], np.float32), best_cuts(scores, truth)


def best_cuts(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """The probability from which each label counts: half the best F1 that its scores give.

    There F1 is highest if the probabilities are calibrated (Lipton, Elkan and Naryanaswamy 2014, "Optimal
    Thresholding of Classifiers to Maximize F1"); a rare label's own best cut is luck.
    """
    pairs = zip(scores.T, truth.T, strict=True)
    return np.array([best_f1(column, gold) / 2 for column, gold in pairs], np.float32)


def best_f1(scores: np.ndarray, gold: np.ndarray) -> float:
    """The best F1 that any cut of the scores gives."""
    hits = np.cumsum(gold[np.argsort(-scores, kind="stable")])
    return float((2 * hits / (np.arange(1, len(scores) + 1) + gold.sum())).max())
