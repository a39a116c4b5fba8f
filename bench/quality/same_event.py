"""The same event, as people label general news: `python -m bench.quality.same_event DATA`."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bench.measures import auc, best_f1, f1_at
from jingui.ingest.names import SecurityNames

FOLDS = 5
SEED = 0
BARS = {"B": ("same event, B", ".611", ".66", ".75"), "A": ("same topic, A", ".679", ".72", ".80")}


def run(data: Path) -> dict:
    """F1 of each label set: each fold judged by what the others taught, its threshold theirs too."""
    if not (data / "same_event").is_dir():
        return {"task": "same_event", "skipped": "no data"}
    if find_spec("sklearn") is None:
        return {"task": "same_event", "skipped": "scikit-learn is not installed (group `train`)"}
    result: dict = {"task": "same_event", "metric": "F1 (cross-validated)"}
    for which, (_, baseline, bar, goal) in BARS.items():
        result |= {f"{which}_{name}": value for name, value in _measured(data, which).items()}
        result |= {f"{which}_baseline": f"GBDT {baseline}", f"{which}_bar": bar, f"{which}_goal": goal}
    return result


def _measured(data: Path, which: str) -> dict:
    # Learning needs the group `train`, which a machine may lack.
    from bench.events import human_lessons, taught  # noqa: PLC0415

    names = SecurityNames()
    lessons = human_lessons(data, which, names)
    others = human_lessons(data, "AB".replace(which, ""), names).without(lessons)
    labels = np.array(lessons.labels)
    folds = folds_of(lessons.texts)
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        rest, held = lessons.only((folds != fold).nonzero()[0]), lessons.only((folds == fold).nonzero()[0])
        scores[folds == fold] = taught(rest, others)(held)
    said = np.zeros(len(labels), bool)
    for fold in range(FOLDS):
        said[folds == fold] = (
            scores[folds == fold] >= best_f1(labels[folds != fold], scores[folds != fold])[1]
        )
    return {
        "pairs": len(labels),
        "auc": round(auc(labels, scores), 4),
        "f1": round(f1_at(0.5, labels, said), 4),
    }


def folds_of(pairs: list[tuple[str, str]]) -> np.ndarray:
    """The fold of each pair; pairs that share a text, directly or through others, are in one."""
    group = {text: text for pair in pairs for text in pair}

    def first(text: str) -> str:
        while group[text] != text:
            text = group[text]
        return text

    for one, other in pairs:
        group[first(one)] = first(other)
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(first(one), len(numbers)) for one, _ in pairs]
    return (np.random.default_rng(SEED).permutation(len(numbers)) % FOLDS)[groups]


if __name__ == "__main__":
    print(run(Path(sys.argv[1])))
