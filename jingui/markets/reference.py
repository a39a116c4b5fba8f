"""The facts that come with the package: what is traded where, under which names. No database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "reference"
KINDS = {"stocks": "stock", "etfs": "etf", "hongkong": "stock", "indices": "index", "futures": "future"}
SUFFIX = {"SSE": "SH", "SZSE": "SZ", "BSE": "BJ", "HKEX": "HK"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One security: `name` is today's, `aliases` are its former, short and other names."""

    ticker: str
    exchange: str
    name: str
    kind: str  # stock | etf | index | future
    aliases: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """The usual writing: 600519.SH, 00700.HK, RB.SHFE."""
        return f"{self.ticker}.{SUFFIX.get(self.exchange, self.exchange)}"


@cache
def securities() -> tuple[Fact, ...]:
    """Every security of the package's files, each (ticker, exchange) once."""
    further = {(ticker, exchange): names for ticker, exchange, names in lines("aliases")}
    facts: dict[tuple[str, str], Fact] = {}
    for file, kind in KINDS.items():
        for ticker, exchange, names in lines(file):
            name, *aliases = dict.fromkeys((*names, *further.get((ticker, exchange), ())))
            facts.setdefault((ticker, exchange), Fact(ticker, exchange, name, kind, tuple(aliases)))
    return tuple(facts.values())


def lines(file: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """(ticker, exchange, names) of each line of a file, written `600519,SSE,贵州茅台|茅台`."""
    text = (FOLDER / f"{file}.csv").read_text(encoding="utf-8")
    parted = (line.split(",", 2) for line in text.splitlines() if line)
    return [(ticker, exchange, tuple(names.split("|"))) for ticker, exchange, names in parted]
