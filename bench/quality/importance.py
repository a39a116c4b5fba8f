"""Is what matters found? Editors' levels, July 2026: `python -m bench.quality.importance DATA`."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

import numpy as np

from bench.quality.topics import flashes, show
from jingui.ingest.importance import likely_important
from jingui.ingest.steps.weigh import grade_of

HEADLINE = re.compile(r"^\s*【[^】]*】")
IMPORTANT = ("A", "B")


def run(data: Path) -> dict:
    """Average precision of the score for level A or B against C, the 【headline】 taken away."""
    path = data / "flash" / "cls-2026-07.jsonl.gz"
    if not path.exists():
        return {"task": "importance", "skipped": "no data"}
    rows = list(flashes(path))
    gold = np.array([row["level"] in IMPORTANT for row in rows])
    scores = np.array([score(row) for row in rows])
    return {
        "task": "importance",
        "metric": "average precision",
        "texts": len(rows),
        "baseline": "TF-IDF LR .69, length .27",
        "bar": ".74",
        "goal": ".80",
        "average precision": round(average_precision(gold, scores), 4),
        "marked of each grade": graded(gold, scores),
    }


def graded(gold: np.ndarray, scores: np.ndarray) -> dict:
    """Grade -> [texts, those that the editors marked]."""
    grades = np.array([grade_of(score) for score in scores])
    return {grade: [int((grades == grade).sum()), int(gold[grades == grade].sum())] for grade in range(1, 6)}


def score(row: dict) -> float:
    """The score of a flash without its headline, told when it was."""
    at = datetime.fromisoformat(row["datetime"])
    return likely_important("", HEADLINE.sub("", row["content"]), at)[0]


def average_precision(gold: np.ndarray, scores: np.ndarray) -> float:
    """Mean of the precision at each text that matters, the surest first."""
    ranked = gold[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float(precision[ranked].mean())


if __name__ == "__main__":
    show(run(Path(sys.argv[1])))
