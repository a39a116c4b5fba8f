"""How well is Chinese set, stored and for export? `python -m bench.quality.typography DATA`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from jingui.text.typography import for_export, typeset, typeset_html
from jingui.text.variants import convert
from tests.text.typography_cases import CASES, QUOTES, QUOTES_IN_MARKUP


def run(data: Path) -> dict:
    """Exactly right, of how many: autocorrect's cases, OpenCC's cases, and our own of storage."""
    own = [(typeset(before).text, after) for before, after in CASES]
    own += [(typeset_html(before).text, after) for before, after in QUOTES_IN_MARKUP]
    result: dict = {
        "task": "typography",
        "metric": "exact",
        "bar": "all",
        "own": _right(own),
        "own_of": len(own),
        "of quotes": len(QUOTES) + len(QUOTES_IN_MARKUP),
    }
    folder = data / "typography"
    if not folder.is_dir():
        return {**result, "skipped": "no data"}
    cases = json.loads((folder / "autocorrect_cases.json").read_text(encoding="utf-8"))
    spaced = [(for_export(case["input"]), case["expected"]) for case in cases]
    scripts = json.loads((folder / "opencc_cases.json").read_text(encoding="utf-8"))
    converted = [
        (convert(case["input"], conversion), wanted)
        for case in scripts
        for conversion, wanted in case["expected"].items()
    ]
    return {
        **result,
        "autocorrect": _right(spaced),
        "autocorrect_of": len(spaced),
        "opencc": _right(converted),
        "opencc_of": len(converted),
        "wrong": [
            (case["input"][:60], found[:60], wanted[:60])
            for case, (found, wanted) in zip(cases, spaced, strict=True)
            if found != wanted
        ],
    }


def _right(pairs: list[tuple[str, str]]) -> int:
    return sum(found == wanted for found, wanted in pairs)


def show(result: dict) -> None:
    for before, found, wanted in result.pop("wrong", ()):
        print(f"  {before!r}: {found!r}, wanted {wanted!r}")
    for key, value in result.items():
        print(f"{key:15}", value)


if __name__ == "__main__":
    show(run(Path(sys.argv[1])))
