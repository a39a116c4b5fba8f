"""Figures of judgement that need no library: AUC, recall at a precision, the best F1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def auc(labels: Sequence[int], scores: Sequence[float]) -> float:
    """The chance that a yes scores above a no; ties count half (Mann and Whitney)."""
    gold, score = np.asarray(labels, bool), np.asarray(scores, float)
    order = np.sort(score)
    ranks = (np.searchsorted(order, score, "left") + np.searchsorted(order, score, "right") + 1) / 2
    yes, no = gold.sum(), (~gold).sum()
    return float((ranks[gold].sum() - yes * (yes + 1) / 2) / (yes * no))


def recall_at(precision: float, labels: Sequence[int], scores: Sequence[float]) -> float:
    """The highest recall of any threshold whose precision is at least `precision`."""
    precisions, recalls, _ = _curve(labels, scores)
    return float(recalls[precisions >= precision].max(initial=0.0))


def best_f1(labels: Sequence[int], scores: Sequence[float]) -> tuple[float, float]:
    """The best F1 of any threshold, and that threshold."""
    precisions, recalls, thresholds = _curve(labels, scores)
    f1 = 2 * precisions * recalls / np.maximum(precisions + recalls, 1e-9)
    best = int(f1.argmax())
    return float(f1[best]), float(thresholds[best])


def f1_at(threshold: float, labels: Sequence[int], scores: Sequence[float]) -> float:
    """F1 when everything from `threshold` on is called a yes."""
    gold, said = np.asarray(labels, bool), np.asarray(scores, float) >= threshold
    return float(2 * (gold & said).sum() / max(1, gold.sum() + said.sum()))


def _curve(labels: Sequence[int], scores: Sequence[float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Precision and recall at every distinct score, as thresholds."""
    gold, score = np.asarray(labels, bool), np.asarray(scores, float)
    order = np.argsort(-score, kind="stable")
    gold, score = gold[order], score[order]
    last_of_its_score = np.append(score[1:] != score[:-1], True)
    hits = gold.cumsum()
    said = np.arange(1, len(gold) + 1)
    kept = last_of_its_score.nonzero()[0]
    return hits[kept] / said[kept], hits[kept] / max(1, gold.sum()), score[kept]
