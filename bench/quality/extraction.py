"""How well are pages read, against pages marked by hand? `python -m bench.quality.extraction DATA`."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from jingui.ingest.draft import Draft, World
from jingui.ingest.steps.date import date
from jingui.ingest.steps.decode import decode
from jingui.ingest.steps.extract import extract
from jingui.ingest.steps.sanitise import sanitise
from jingui.ingest.steps.typeset import typeset
from jingui.text.dates import SHANGHAI
from jingui.text.decode import decode as read

GRAM_CHARACTERS = 4
FETCHED_AT = datetime(2026, 11, 22, tzinfo=UTC)  # long after the youngest of the pages
MEASURES = ("body", "body_folded", "date", "byline")
QUOTES = str.maketrans("“”‘’「」『』", "\"\"''\"\"''")
STEPS = (decode, extract, sanitise, typeset, date)


@dataclass(frozen=True, slots=True)
class Marked:
    """A page and what a person found on it; "" where there was nothing to find."""

    name: str
    page: bytes
    body: str
    byline: str
    date: str


def run(data: Path) -> dict:
    """Mean F1 of the body's 4-grams, and the share of dates and bylines that are exactly right.

    `body` is the text as it will be published; `body_folded` leaves out what typesetting changed on purpose
    (the width of punctuation, the direction of quotation marks). A date whose mark is no date is not counted.
    """
    folder = data / "extraction" / "handcrafted69"
    if not folder.is_dir():
        return {"task": "extraction", "skipped": "no data"}
    rows = {marked.name: _measured(marked, _draft(marked)) for marked in pages(folder)}
    means = {name: mean(row[name] for row in rows.values() if name in row) for name in MEASURES}
    return {
        "task": "extraction",
        "metric": "mean char 4-gram F1 · exact",
        "texts": len(rows),
        "baseline": "trafilatura .847 decoded, .722 raw; readability .888",
        "bar": ".93 · .85 · .75",
        "goal": ".96 · .95 · .90",
        **{name: round(value, 4) for name, value in means.items()},
        "each": rows,
    }


def pages(folder: Path) -> Iterator[Marked]:
    for path in sorted((folder / "original").iterdir()):
        body, byline, when = (
            read((folder / part / f"{path.stem}.txt").read_bytes()).text.strip()
            for part in ("cleaned", "author", "date")
        )
        yield Marked(path.stem[:8], path.read_bytes(), body, _known(byline), _known(when))


def f1(found: str, wanted: str) -> float:
    """F1 over the character 4-grams of two texts, spaces aside."""
    one, other = _grams(found), _grams(wanted)
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else 0.0


def _draft(marked: Marked) -> Draft:
    draft = Draft(id=marked.name, fetched_at=FETCHED_AT, raw_body=marked.page, content_type="text/html")
    for step in STEPS:
        draft = step(draft, _nobody())
    return draft


def _nobody() -> World:
    return None  # type: ignore[return-value]  # these steps ask nothing of the newsroom


def _measured(marked: Marked, draft: Draft) -> dict[str, float]:
    row = {
        "body": round(f1(draft.text, marked.body), 4),
        "body_folded": round(f1(_folded(draft.text), _folded(marked.body)), 4),
        "byline": float(_names(draft.byline) == _names(marked.byline)),
    }
    if not marked.date or re.search(r"\d", marked.date):
        row["date"] = float(_same_date(draft.published_at, marked.date))
    return row


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(QUOTES)


def _same_date(found: datetime | None, wanted: str) -> bool:
    """Equal as far as the person wrote it down (2005-1-2 asks for no time)."""
    if found is None or not wanted:
        return found is None and not wanted
    parts = [int(part) for part in re.findall(r"\d+", wanted)]
    return list(found.astimezone(SHANGHAI).timetuple())[: len(parts)] == parts


def _names(byline: str) -> str:
    return re.sub(r"[\s、，,]+", " ", byline).strip()


def _known(mark: str) -> str:
    return "" if mark.upper() in ("UNKNOWN", "UNKNWON") else mark


def _grams(text: str) -> Counter[str]:
    bare = re.sub(r"\s+", "", text)
    return Counter(bare[at : at + GRAM_CHARACTERS] for at in range(len(bare) - GRAM_CHARACTERS + 1))


def show(result: dict) -> None:
    if "skipped" in result:
        print(f"{result['task']}: skipped: {result['skipped']}")
        return
    for name, row in result.pop("each").items():
        print(
            f"{name:10}", "  ".join(f"{measure} {row[measure]:.3f}" for measure in MEASURES if measure in row)
        )
    for key, value in result.items():
        print(f"{key:12}", value)


if __name__ == "__main__":
    show(run(Path(sys.argv[1])))
