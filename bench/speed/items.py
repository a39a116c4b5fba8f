"""What a feed's full-text item costs, step by step: `python -m bench.speed.items [DATA] [STREAM_SECONDS]`.

CPU of one core, the median of five rounds, each over items of its own (a text judged twice would be
remembered). Beside it the floor: what the libraries' own calls cost on the same items, once each.
"""

from __future__ import annotations

import gc
import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

import rjieba

from bench.replay.material import _entries, _name
from jingui.clock import BEIJING
from jingui.ingest.draft import Draft, SourceFacts
from jingui.ingest.linear import reading
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.pipeline import STEPS
from jingui.ingest.topics import TopicModel
from jingui.text import fingerprint, html

BAR_MS, LOAD_BAR_S, MEMORY_BAR_MB = 1.5, 0.5, 200
ROUNDS = 5
LEAST_CHARACTERS = 500  # of markup; less is a summary, not a full text
STREAM_SECONDS, STREAM_ITEMS, STRETCHES = 180, 1_000_000, 10
SPACING = timedelta(seconds=8)  # of the stream: 10,800 items a day, three busy wires and a hundred feeds
FIRST = datetime(2026, 7, 1, 9, tzinfo=BEIJING)
PARAGRAPHS, POOL = 27, 1_000  # of a streamed item (the median of the items), and of the whole stream
HAN = re.compile("[一-鿿]")
LOADING = """
import time
started = time.process_time()
from jingui.ingest.pipeline import run
from jingui.ingest.names import SecurityNames
from jingui.ingest.topics import TopicModel
imported = time.process_time()
SecurityNames(), TopicModel()
print(imported - started, time.process_time() - imported)
"""


def main(data: Path, seconds: float) -> int:
    if not (data / "feeds").is_dir():
        print("skipped: no data")
        return 0
    items = list(full_texts(data))
    importing, loading = (float(word) for word in python(LOADING).split())
    print(f"{'model load, CPU s':<34}{loading:>8.2f}   bar {LOAD_BAR_S} (imports {importing:.2f} s more)")
    costs, floor = step_costs(items), floor_costs(items)
    print_steps(costs, floor, characters=int(median(len(item.raw_html or "") for item in items)))
    print_stream(stream(items, seconds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory after the stream, MB':<34}{peak:>8.0f}   bar {MEMORY_BAR_MB}")
    return 0


def full_texts(data: Path) -> Iterator[Draft]:
    """The archive's Chinese items that carry their whole text as HTML, each once, as drafts."""
    numbers = count(1)
    seen: set[str] = set()
    for day in sorted((data / "feeds" / "financialreport-archive").glob("*.gz")):
        for entry in _entries(day):
            markup, link = entry.get("summary") or "", entry.get("link") or ""
            full = len(markup) > LEAST_CHARACTERS and "<" in markup and HAN.search(entry.get("title") or "")
            if full and link not in seen:
                seen.add(link)
                yield a_draft(entry, str(next(numbers)), markup, link)


def a_draft(entry: dict, number: str, markup: str, link: str) -> Draft:
    name = _name(entry)
    return Draft(
        id=number,
        fetched_at=FIRST,
        source=SourceFacts(slug=name, name=name),
        url=link,
        raw_title=entry["title"],
        raw_html=markup,
        raw_published="2026-07-01T08:30:00+08:00",
    )


def step_costs(items: Sequence[Draft]) -> dict[str, float]:
    """Step -> CPU ms an item: the median of the rounds; what comes before them warms caches and newsroom."""
    room, rounds = Newsroom(names=SecurityNames(), topics=TopicModel()), defaultdict(list)
    size = len(items) // (ROUNDS + 1)
    for batch in (items[start : start + size] for start in range(0, size * (ROUNDS + 1), size)):
        for name, spent in batch_costs(batch, room).items():
            rounds[name].append(spent / len(batch) / 1e6)
    return {name: median(each[1:]) for name, each in rounds.items()}


def batch_costs(batch: Sequence[Draft], room: Newsroom) -> dict[str, int]:
    """Step -> CPU ns over the whole batch; the garbage of one step is not another's."""
    spent: dict[str, int] = defaultdict(int)
    gc.collect()
    for draft in batch:
        for step in STEPS:
            started = time.process_time_ns()
            draft = step(draft, room)
            spent[step.__name__] += time.process_time_ns() - started
        room.remember(draft)
    return spent


def floor_costs(items: Sequence[Draft]) -> dict[str, float]:
    """What cannot be saved while we use these libraries: one call of each a text, CPU ms an item."""
    markup = [item.raw_html or "" for item in items]
    sane = [html.sanitise(one) for one in markup]
    texts = [html.to_text_of_sane(one) for one in sane]
    names, vocabulary = SecurityNames(), TopicModel()._topics.vocabulary
    return {
        "parse (lxml)": unit(html.parse, markup),
        "clean (nh3)": unit(html.sanitise_bounded, sane),
        "names (Aho-Corasick)": unit(names._automaton.find_matches_as_indexes, texts),
        "signature (rensa)": unit(lambda text: fingerprint.minhash(text[:500], permutations=64), texts),
        "words of 500 characters (rjieba)": unit(lambda text: rjieba.cut(text[:500]), texts),
        "features of three models (numpy)": 3
        * unit(lambda text: vocabulary.features(reading("", text)), texts),
    }


def unit(call: Callable, things: Sequence) -> float:
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for thing in things:
            call(thing)
        rounds.append((time.process_time() - started) / len(things) * 1000)
    return median(rounds)


def stream(items: Sequence[Draft], seconds: float) -> list[tuple[int, float]]:
    """(items so far, CPU ms an item) in stretches, as many as there is time for, a million at most.

    What grows is the newsroom. The paragraphs are few, so that soon every item meets as many candidates
    as it ever may: the dearest newsroom there is.
    """
    room = Newsroom(names=SecurityNames(), topics=TopicModel())
    points: list[tuple[int, float]] = []
    paragraphs = [part for item in items for part in (item.raw_html or "").split("</p>") if HAN.search(part)]
    paragraphs = random.Random(0).sample(paragraphs, min(POOL, len(paragraphs)))
    spent = stretch = 0.0
    done = 0
    for number in range(1, STREAM_ITEMS + 1):
        draft = another(items, paragraphs, number)
        started = time.process_time()
        for step in STEPS:
            draft = step(draft, room)
        room.remember(draft)
        spent += time.process_time() - started
        if spent - stretch >= seconds / STRETCHES:
            points.append((number, (spent - stretch) / (number - done) * 1000))
            stretch, done = spent, number
        if spent >= seconds:
            break
    return points


def another(items: Sequence[Draft], paragraphs: Sequence[str], number: int) -> Draft:
    """Other news, by seed: paragraphs of many items under the headline of one."""
    chance = random.Random(number)
    model, at = chance.choice(items), FIRST + number * SPACING
    body = "".join(f"{part}</p>" for part in chance.choices(paragraphs, k=PARAGRAPHS))
    return model.but(id=str(number), fetched_at=at, raw_html=body, raw_published=at.isoformat())


def print_steps(costs: dict[str, float], floor: dict[str, float], *, characters: int) -> None:
    print(f"{'all steps, CPU ms an item':<34}{sum(costs.values()):>8.2f}   bar {BAR_MS}"
          f" (markup of {characters} characters, median)")  # fmt: skip
    for name, cost in costs.items():
        print(f"  {name:<32}{cost:>8.3f}")
    print(f"{'floor, CPU ms an item':<34}{sum(floor.values()):>8.2f}")
    for name, cost in floor.items():
        print(f"  {name:<32}{cost:>8.3f}")


def print_stream(points: Sequence[tuple[int, float]]) -> None:
    for items, cost in points:
        print(f"{'  stream: after items, ms an item':<34}{cost:>8.2f}   {items:,}")


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    given = sys.argv[1:]
    folder = Path(given[0]) if given else Path("../shared/data")
    sys.exit(main(folder, float(given[1]) if len(given) > 1 else STREAM_SECONDS))
