"""How well are the ten topics told? One wire's tags, July 2026: `python -m bench.quality.topics DATA`."""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from jingui.ingest.topics import TOPICS, TopicModel

BASELINE = "LinearSVC on char 1-3: .836 / .765"
BAR, GOAL = ".87 / .81", ".90 / .86"


def run(data: Path) -> dict:
    """Micro and macro F1 over the flashes that carry a topic, and each topic's own F1."""
    path = data / "flash" / "cls-2026-07.jsonl.gz"
    if not path.exists():
        return {"task": "topics", "skipped": "no data"}
    model, topics_of = TopicModel(), topics_by_tag(data)
    gold, found = [], []
    for row in flashes(path):
        if wanted := topics_of(row):
            gold.append([topic in wanted for topic in TOPICS])
            said = {scored.name for scored in model.predict(row["title"], row["content"])}
            found.append([topic in said for topic in TOPICS])
    return figures(np.array(gold), np.array(found))


def topics_by_tag(data: Path):
    """A function from a flash to the topics that its editors' tags mean."""
    meaning = defaultdict(set)
    for topic, tags in json.loads((data / "flash" / "channel_map.json").read_text(encoding="utf-8")).items():
        for tag in tags:
            meaning[tag].add(topic)
    return lambda row: set().union(*(meaning.get(tag["name"], ()) for tag in row["subjects"]))


def flashes(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def figures(gold: np.ndarray, found: np.ndarray) -> dict:
    each = [f1(gold[:, n], found[:, n]) for n in range(len(TOPICS))]
    return {
        "task": "topics",
        "metric": "micro / macro F1",
        "texts": len(gold),
        "baseline": BASELINE,
        "bar": BAR,
        "goal": GOAL,
        "micro": round(f1(gold, found), 4),
        "macro": round(float(np.mean(each)), 4),
        "each": {topic: round(value, 3) for topic, value in zip(TOPICS, each, strict=True)},
        "confusion": confusion(gold, found),
    }


def confusion(gold: np.ndarray, found: np.ndarray) -> dict:
    """Topic -> how often it was right, missed and wrongly said, and what was said where it was missed.

    Several topics may apply, so a text that misses one counts under every wrong one that it was given.
    """
    wrongly = found & ~gold
    return {
        topic: {
            "right": int((gold[:, n] & found[:, n]).sum()),
            "missed": int((missed := gold[:, n] & ~found[:, n]).sum()),
            "wrongly said": int(wrongly[:, n].sum()),
            "said instead": dict(zip(TOPICS, wrongly[missed].sum(axis=0).tolist(), strict=True)),
        }
        for n, topic in enumerate(TOPICS)
    }


def f1(gold: np.ndarray, found: np.ndarray) -> float:
    hits = (gold & found).sum()
    return float(2 * hits / max(1, gold.sum() + found.sum()))


def show(result: dict) -> None:
    if "skipped" in result:
        print(f"{result['task']}: skipped: {result['skipped']}")
        return
    for key, value in result.items():
        print(f"{key:10}", value)


if __name__ == "__main__":
    show(run(Path(sys.argv[1])))
