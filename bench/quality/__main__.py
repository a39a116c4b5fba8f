"""Every measurement of judgement in one table, kept in `bench/results/`: `python -m bench.quality DATA`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).parent
RESULTS = FOLDER.parent / "results" / "quality.json"
DESCRIBING = ("task", "metric", "baseline", "bar", "goal", "skipped")


def main(data: Path) -> None:
    results = []
    for module in sorted(found.name for found in iter_modules([str(FOLDER)]) if found.name != "__main__"):
        print(f"{module} …", file=sys.stderr)
        results.append(import_module(f"bench.quality.{module}").run(data))
    Console().print(table(results))
    keep(results)


def table(results: list[dict]) -> Table:
    """One row a task: what it was, what it should be, what it is."""
    shown = Table("task", "metric", "baseline", "bar", "goal", "figures")
    for result in results:
        named = [_words(result.get(name)) for name in ("task", "metric", "baseline", "bar", "goal")]
        shown.add_row(*named, figures(result))
    return shown


def figures(result: dict) -> str:
    """What was measured, in words; `skipped: …` where nothing was."""
    if "skipped" in result:
        return f"skipped: {result['skipped']}"
    measured = {name: value for name, value in result.items() if name not in DESCRIBING}
    for name, part in [each for each in measured.items() if isinstance(each[1], dict)]:
        measured |= {f"{name} f1": part["f1"]} if "f1" in part else {}
    return " · ".join(
        f"{name} {value}" for name, value in measured.items() if not isinstance(value, dict | list)
    )


def keep(results: list[dict]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    kept = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "results": results}
    RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _words(said: object) -> str:
    return "" if said is None else str(said)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
