"""Replay real feeds into a fresh home, then again under kill -9: `python -m bench.replay ../shared/data`."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.table import Table

from bench.replay import crawl, material
from bench.replay.server import Site

KILLS = 20
MOST_ROUNDS = 40
LEASE_SECONDS = 32  # a dead worker's rows are free again after this
BAD_NEIGHBOURS = ("gone", "trap", "loop", "bomb", "drip", "missing")
console = Console()


@dataclass
class Cost:
    """What the workers of a replay used."""

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    peak_mib: float = 0.0


@dataclass
class Home:
    """A fresh JINGUI_HOME, and what is done in it."""

    path: str
    address: str

    def __post_init__(self) -> None:
        self.cost = Cost()
        self.environment = os.environ | {
            "JINGUI_HOME": self.path,
            "JINGUI_DEMO": "0",
            "JINGUI_FETCH_ALLOW": "127.0.0.0/8",
            "JINGUI_FETCH_DELAY_SECONDS": "0",
            "JINGUI_LOG_LEVEL": "ERROR",
        }

    def prepare(self, feeds: list[dict[str, str]]) -> None:
        subprocess.run([*JINGUI, "prepare"], env=self.environment, check=True, stdout=subprocess.DEVNULL)
        self.tell("subscribe", feeds)

    def tell(self, verb: str, what: object = None) -> object:
        """Run a verb of `bench.replay.home`; its answer."""
        command = [sys.executable, "-m", "bench.replay.home", verb]
        done = subprocess.run(
            command,
            env=self.environment,
            input=json.dumps(what),
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(done.stdout)

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*JINGUI, "work", *options], env=self.environment, stderr=subprocess.DEVNULL)

    def work(self) -> None:
        """Work until nothing is due, and count what it cost."""
        started = time.monotonic()
        worker = self.worker("--until-idle")
        _, _, used = os.wait4(worker.pid, 0)
        self.cost.wall_seconds += time.monotonic() - started
        self.cost.cpu_seconds += used.ru_utime + used.ru_stime
        self.cost.peak_mib = max(self.cost.peak_mib, used.ru_maxrss / 1024)


JINGUI = [sys.executable, "-m", "jingui"]


def feeds(pages: dict[str, material.Page], address: str) -> list[dict[str, str]]:
    """The subscriptions: every page, some behind a bad neighbour's manners, and the neighbours themselves."""
    found = []
    for number, path in enumerate(pages):
        manners = {3: "/flaky", 5: "/busy", 7: "/moved"}.get(number % 9, "")
        kind = "wire" if path.endswith(".json") else "feed"
        found.append({"url": f"{address}{manners}{path}", "kind": kind, "name": Path(path).stem})
    found += [
        {"url": f"{address}/{bad}/feed/none.xml", "kind": "feed", "name": f"neighbour {bad}"}
        for bad in BAD_NEIGHBOURS
    ]
    return found


def replay(home: Home, *, kills: int) -> dict:
    """Poll and judge until everything has come in; `kills` workers are killed on the way."""
    for _ in range(kills):
        home.tell("due")
        worker = home.worker()
        time.sleep(random.uniform(0.8, 4.0))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    seen = None
    for _ in range(MOST_ROUNDS):
        home.tell("due")
        home.work()
        tally = home.tell("tally")
        if tally["verdicts"].get("new"):
            time.sleep(LEASE_SECONDS)
        elif seen == tally["items"]:
            return tally
        seen = tally["items"]
    raise SystemExit("the replay does not come to an end")


def report(name: str, tally: dict, home: Home) -> None:
    table = Table(title=name, show_header=False)
    verdicts = tally["verdicts"]
    rows = {
        "items in": tally["items"],
        **{word: verdicts.get(word, 0) for word in ("publish", "merged", "hold", "drop", "failed", "new")},
        "sum − in": sum(verdicts.values()) - tally["items"],
        "articles / flashes": f"{tally['articles']} / {tally['flashes']}",
        "stories / copies": f"{tally['stories']} / {tally['copies']}",
        "doubled": tally["doubled"],
        "fetches": tally["fetches"],
        "errors by kind": "\n".join(f"{number} {kind}" for kind, number in sorted(tally["errors"].items())),
        "CPU per item": f"{1000 * home.cost.cpu_seconds / max(tally['items'], 1):.1f} ms",
        "items a second": f"{tally['items'] / max(home.cost.wall_seconds, 0.001):.0f}",
        "peak RSS": f"{home.cost.peak_mib:.0f} MiB",
    }
    for row in rows.items():
        table.add_row(row[0], str(row[1]))
    console.print(table)


def run_once(name: str, pages: dict[str, material.Page], *, kills: int) -> tuple[dict, list[str]]:
    with tempfile.TemporaryDirectory(prefix="jingui-replay-") as path, Site(pages) as site:
        home = Home(path, site.address)
        home.prepare(feeds(pages, site.address))
        tally = replay(home, kills=kills)
        report(name, tally, home)
        troubles = crawl.every_page(home.environment, home.tell("paths"), console)
    outcomes = {key.replace(site.address, ""): outcome for key, outcome in tally["outcomes"].items()}
    return tally | {"outcomes": outcomes}, troubles


def main() -> int:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not (data / "feeds").is_dir():
        console.print("skipped: no data")
        return 0
    settings.configure(USE_TZ=True)
    random.seed(20)
    pages = material.pages(data, datetime.now(UTC))
    calm, troubles = run_once("calm", pages, kills=0)
    killed, more = run_once(f"killed {KILLS} times", pages, kills=KILLS)
    same = calm["outcomes"].keys() == killed["outcomes"].keys()
    pairs = [(outcome, killed["outcomes"].get(key)) for key, outcome in calm["outcomes"].items()]
    first = sum({one, other} == {"publish", "merged"} for one, other in pairs)
    moved = sum(one != other for one, other in pairs) - first
    console.print(
        f"same items: {same}; the other of two twins came first: {first}; judged otherwise: {moved}"
    )
    for trouble in troubles + more:
        console.print(f"[red]{trouble}[/]")
    lost = [t for t in (calm, killed) if sum(t["verdicts"].values()) != t["items"] or t["doubled"]]
    return 0 if same and not lost and not troubles + more else 1


if __name__ == "__main__":
    sys.exit(main())
