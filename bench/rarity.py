"""How rare is each word? `python -m bench.rarity DATA` writes the table of `jingui.ingest.rarity`."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

from bench.events import LEARNT_UNTIL, human_pairs, wire_items
from jingui.ingest.facts import HAS_DIGIT
from jingui.ingest.rarity import STEPS_A_NAT, TABLE
from jingui.text import segment

LEAST_TEXTS = 3
LONGEST_WORD = 8
RAREST_STEP = 36  # rarer ones count as unseen
BROADCAST_CHARACTERS = 400
EVERY_SECOND = 2


def main(data: Path) -> None:
    rarities: dict[str, float] = {}
    for texts in (wires(data), broadcasts(data), general(data)):
        for word, rarity in counted(texts):
            rarities[word] = min(rarity, rarities.get(word, rarity))
    levels = defaultdict(list)
    for word, rarity in rarities.items():
        levels[round(rarity * STEPS_A_NAT)].append(word)
    lines = [
        f"{level}\t{' '.join(sorted(words))}"
        for level, words in sorted(levels.items())
        if level < RAREST_STEP
    ]
    TABLE.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))


def counted(texts: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Each word of a corpus with its rarity there: ln(texts / texts that say it)."""
    said: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        said.update({word for word in segment.words(text) if not HAS_DIGIT.search(word)})
    for word, count in said.items():
        if count >= LEAST_TEXTS and len(word) <= LONGEST_WORD:
            yield word, log(number / count)


def wires(data: Path) -> Iterator[str]:
    return (item["content"] for item in wire_items(data, "", LEARNT_UNTIL))


def broadcasts(data: Path) -> Iterator[str]:
    with gzip.open(data / "bodies" / "cctv.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % EVERY_SECOND == 0:
                news = json.loads(line)
                yield f"{news.get('title') or ''}\n{(news.get('body') or '')[:BROADCAST_CHARACTERS]}"


def general(data: Path) -> Iterator[str]:
    for which in "AB":
        for pair in human_pairs(data, which):
            yield from (pair["source"], pair["target"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
