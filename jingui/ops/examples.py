"""Labelled texts to learn from: flashes with their editors' tags, and headlines that are not finance."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import numpy as np

from jingui.ingest.importance import FACTS, facts
from jingui.ingest.linear import Reading, reading
from jingui.ingest.topics import BEGINNING_CHARACTERS, TOPICS

LABELLED = "cls"  # the wire whose editors' tags and levels there are
WIRES = (LABELLED, "eastmoney", "ths")
MONTHS = ("2026-05", "2026-06")  # July is kept for measuring
NO_FINANCE = {"天气变化", "水利", "地震快讯", "足球盛宴2026", "体育产业", "文化传媒", "高铁轨交", "民航机场"}
NEITHER = {
    "finance",
    "society",
    "world",
    "tech",
    "car",
    "military",
}  # categories that a finance wire carries too
__all__ = ["FACTS", "TOPICS", "asides", "finance", "importance", "topics", "wires"]
IMPORTANT = {"A", "B"}  # the editors' levels
FREQUENT = 40  # flashes at least that carry a tag which the network is taught beside the topics
SHARED = (10, 30, 100)  # times

type Examples = tuple[list[Reading], np.ndarray, np.ndarray]  # readings, truth (texts x labels), groups


def topics(data: Path) -> Examples:
    """Flashes that carry at least one topic, each in two views: with its headline, and the body alone."""
    wanted = [(row, meant) for row in flashes(data) if (meant := _topics_of(data, row))]
    readings = [view for row, _ in wanted for view in views(row)]
    truth = np.array([[topic in meant for topic in TOPICS] for _, meant in wanted for _ in "ab"], int)
    return readings, truth, np.repeat(np.arange(len(wanted)), 2)


def asides(data: Path) -> np.ndarray:
    """What else is known of each text of `topics`: its frequent tags, its level, how often it was shared."""
    wanted = [row for row in flashes(data) if _topics_of(data, row)]
    tags = [{tag["name"] for tag in row["subjects"]} for row in wanted]
    often = sorted(
        tag for tag, times in Counter(tag for each in tags for tag in each).items() if times >= FREQUENT
    )
    known = [
        [
            *(tag in carried for tag in often),
            row["level"] in IMPORTANT,
            *(row["share_num"] >= times for times in SHARED),
        ]
        for row, carried in zip(wanted, tags, strict=True)
    ]
    return np.repeat(np.array(known, int), 2, axis=0)


def wires(data: Path) -> list[Reading]:
    """Every flash of all the wires, with its headline."""
    return [views(row)[0] for wire in WIRES for row in flashes(data, wire)]


def finance(data: Path, seed: int) -> Examples:
    """Beginnings of finance news (headline or first sentences) against those of everything else."""
    rows = list(flashes(data))
    good = [row for row in rows if _topics_of(data, row)]
    other = [row for row in rows if {tag["name"] for tag in row["subjects"]} & NO_FINANCE and row not in good]
    texts = [(beginning(row, n), 1) for n, row in enumerate(good)]
    texts += [(beginning(row, n), 0) for row in other for n in range(2)]
    texts += [(reading("", text[:BEGINNING_CHARACTERS]), 1) for text in _other_finance(data)]
    texts += [(reading(headline, ""), 0) for headline in _general_headlines(data)]
    random.Random(seed).shuffle(texts)
    return [text for text, _ in texts], np.array([[label] for _, label in texts]), np.arange(len(texts))


def beginning(row: dict, n: int) -> Reading:
    """The headline alone or the body's beginning, turn about."""
    headline, body = row["title"], row["content"].partition("】")[2] or row["content"]
    return reading(headline, "") if headline and n % 2 else reading("", body[:BEGINNING_CHARACTERS])


def importance(data: Path) -> tuple[Examples, list[list[float]]]:
    """Flashes with their editors' level and topics, and the facts of their form.

    The 【headline】 is taken away, as no wire marks it for us.
    """
    rows = list(flashes(data))
    readings = [views(row)[1] for row in rows]
    topics_of = [_topics_of(data, row) for row in rows]
    truth = [
        [row["level"] in IMPORTANT, *(topic in meant for topic in TOPICS)]
        for row, meant in zip(rows, topics_of, strict=True)
    ]
    times = [datetime.fromisoformat(row["datetime"]) for row in rows]
    return (readings, np.array(truth, int), np.arange(len(rows))), list(map(facts, readings, times))


def views(row: dict) -> tuple[Reading, Reading]:
    """A flash with its headline, and without."""
    body = row["content"].partition("】")[2] if row["content"].startswith("【") else row["content"]
    return reading(row["title"], row["content"]), reading("", body)


def flashes(data: Path, wire: str = LABELLED) -> Iterator[dict]:
    for month in MONTHS:
        with gzip.open(data / "flash" / f"{wire}-{month}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from sorted(map(json.loads, lines), key=lambda row: row["datetime"])


def _topics_of(data: Path, row: dict) -> set[str]:
    meaning = _tag_meanings(data)
    return set().union(*(meaning.get(tag["name"], ()) for tag in row["subjects"]))


@cache
def _tag_meanings(data: Path) -> dict[str, set[str]]:
    """Tag -> the topics it means."""
    meanings = defaultdict(set)
    for topic, tags in json.loads((data / "flash" / "channel_map.json").read_text(encoding="utf-8")).items():
        for tag in tags:
            meanings[tag].add(topic)
    return meanings


def _other_finance(data: Path) -> list[str]:
    rows = json.loads((data / "classify" / "finnl.train.json").read_text(encoding="utf-8"))
    return [text for text, _ in rows]


def _general_headlines(data: Path) -> Iterator[str]:
    with (data / "classify" / "nlpcc2017_dev.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["category"] not in NEITHER:
                yield row["news"].replace(" ", "")
