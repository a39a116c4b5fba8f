"""Three wires of a week in one stream, stories right? `python -m bench.quality.stream DATA [SAMPLE]`.

A sample of stories is printed for reading by hand; the figures are what the labelled pairs of that week say.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

from bench.events import drafted, wire_items, wire_pairs
from jingui.ingest.draft import Draft
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.steps.cluster import cluster
from jingui.ingest.steps.deduplicate import deduplicate
from jingui.ingest.steps.fingerprint import fingerprint
from jingui.ingest.steps.link import link

SINCE, UNTIL = "2026-07-06", "2026-07-13"
# Days read by hand, besides some of that week: `read_stories.csv` holds the ids of two items and whether
# they tell one event (1) or two (0). No forest learns from these days; some pairs led to what it learns.
READ_DAYS = (("2026-07-01", "2026-07-06"), ("2026-07-13", "2026-07-14"), ("2026-07-26", "2026-08-01"))
READ = Path(__file__).parent / "read_stories.csv"
SEED = 20260706
SHOWN_CHARACTERS = 60


def run(data: Path) -> dict:
    """How many labelled pairs of the week ended in one story, and how many unlike ones did."""
    if not (data / "flash").is_dir():
        return {"task": "stream", "skipped": "no data"}
    drafts = judged(data)
    story = {draft.id: draft.story for draft in drafts}
    met = [(pair["label"], *_ids(pair)) for pair in wire_pairs(data)]
    same = [(label, story[a] == story[b]) for label, a, b in met if a in story and b in story]
    found = Counter(same)
    read = read_by_hand(data, story)
    return {
        "task": "stream",
        "metric": "pairs of one event in one story · pairs of two events apart",
        "bar": "≥ 95 of 100 stories right, by hand",
        "items": len(drafts),
        "copies": sum(draft.duplicate_of is not None for draft in drafts),
        "stories": len(set(story.values())),
        "largest": max(Counter(story.values()).values()),
        "together": f"{found[1, True]} of {found[1, True] + found[1, False]}",
        "apart": f"{found[0, False]} of {found[0, True] + found[0, False]}",
        "read_together": f"{read[1, True]} of {read[1, True] + read[1, False]}",
        "read_apart": f"{read[0, False]} of {read[0, True] + read[0, False]}",
    }


def read_by_hand(data: Path, week: dict[str, str]) -> Counter:
    """(label, in one story) -> how many pairs that a person read, where the data has their days."""
    story = week | {draft.id: draft.story for days in READ_DAYS for draft in judged(data, *days)}
    lines = (line.split(",") for line in READ.read_text(encoding="utf-8").split())
    return Counter((int(label), story[a] == story[b]) for a, b, label in lines if a in story and b in story)


def judged(data: Path, since: str = SINCE, until: str = UNTIL) -> list[Draft]:
    """The items of some days after the steps about sameness, in time order."""
    newsroom = Newsroom(names=SecurityNames(), topics=None)  # no step here asks for topics
    drafts = []
    for item in wire_items(data, since, until):
        draft = drafted(item)
        for step in (link, fingerprint, deduplicate, cluster):
            draft = step(draft, newsroom)
        newsroom.remember(draft)
        drafts.append(draft)
    return drafts


def sample(data: Path, size: int) -> None:
    """Print stories of two or more items, drawn from a seed, to be read by a person."""
    stories = defaultdict(list)
    for draft in judged(data):
        stories[draft.story].append(draft)
    several = [drafts for drafts in stories.values() if len(drafts) > 1]
    for number, drafts in enumerate(random.Random(SEED).sample(several, min(size, len(several))), 1):
        print(f"\n{number}. {len(drafts)} 条")
        for draft in drafts:
            said = (draft.headline or draft.text)[:SHOWN_CHARACTERS].replace("\n", " ")
            mark = "转载" if draft.duplicate_of else "　　"
            print(f"   {draft.published_at:%d %H:%M} {draft.source.slug:9} {mark} {said}")


def _ids(pair: dict) -> list[str]:
    return [f"{pair[side]['source']}:{pair[side]['id']}" for side in "ab"]


if __name__ == "__main__":
    print(run(Path(sys.argv[1])))
    if len(sys.argv) > 2:
        sample(Path(sys.argv[1]), int(sys.argv[2]))
