"""Are the right securities linked? Wires' links, masked codes: `python -m bench.quality.securities DATA`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path

from bench.quality.topics import flashes, show
from jingui.ingest.names import SecurityNames
from jingui.markets.reference import securities

MONTH = "2026-07"
PLACES = {"sh": "SSE", "sz": "SZSE", "BJ": "BSE"}
THS_MARKETS = {"17": "SSE", "22": "SSE", "33": "SZSE", "151": "BSE"}
THS_MARKET = {"SSE": "17", "SZSE": "33", "BSE": "151"}
THS_MOST = 8
SHARES = ("SZSE", "SSE", "BSE")
SUFFIXES = {"SH": "SSE", "SZ": "SZSE", "BJ": "BSE", "HK": "HKEX"}
NAME_AND_CODE = re.compile(r"([A-Za-z*0-9一-鿿\-]{2,14})[（(](\d{5,6})(?:\.(SH|SZ|BJ|HK))?[)）]")

type Key = tuple[str, str]


def run(data: Path) -> dict:
    """F1 on A-shares over linked flashes, a wire; accuracy on `名称(代码)` with the code taken away."""
    if not (data / "flash" / f"cls-{MONTH}.jsonl.gz").exists():
        return {"task": "securities", "skipped": "no data"}
    names, stocks = SecurityNames(), {(f.ticker, f.exchange) for f in securities() if f.kind == "stock"}
    wires = {
        wire: list(flashes(data / "flash" / f"{wire}-{MONTH}.jsonl.gz"))
        for wire in ("cls", "ths", "eastmoney")
    }
    masked = [names_found(names, row["content"], stocks) for rows in wires.values() for row in rows]
    tries, hits = (sum(numbers) for numbers in zip(*masked, strict=True))
    return {
        "task": "securities",
        "metric": "F1 · masked accuracy",
        "baseline": "longest name match .885 · .958",
        "bar": ".93 · .975 · .97",
        "goal": ".96 · .985 · .99",
        "cls": linked_f1(names, wires["cls"], cls_links, stocks),
        "ths": linked_f1(names, wires["ths"], ths_links, stocks),
        "ths_own_cut": linked_f1(names, wires["ths"], ths_links, stocks, its_eight),
        "masked": {"accuracy": round(hits / tries, 4), "of": tries},
    }


def linked_f1(names: SecurityNames, rows: list[dict], links, stocks: set[Key], cut=set) -> dict:
    """Precision, recall and F1 over flashes with a linked A-share; `cut` chooses among our finds."""
    both = found = wanted = 0
    for row in rows:
        gold = {key for key in links(row) if key not in NOT_SHARES}
        if gold:
            here = {(m.ticker, m.exchange) for m in names.find(whole(row))}
            here = cut(key for key in here & stocks if key[1] != "HKEX")
            both, found, wanted = both + len(gold & here), found + len(here), wanted + len(gold)
    scores = {"precision": both / found, "recall": both / wanted, "f1": 2 * both / (found + wanted)}
    return {name: round(value, 4) for name, value in scores.items()}


NOT_SHARES = {(f.ticker, f.exchange) for f in securities() if f.kind != "stock"}


def whole(row: dict) -> str:
    return row["content"] if row["content"].startswith("【") else f"{row['title']}\n{row['content']}"


def cls_links(row: dict) -> Iterator[Key]:
    for stock in row["stocks"]:
        code = stock["code"]
        yield (code[:6], "BSE") if code.endswith("BJ") else (code[2:], PLACES[code[:2]])


def ths_links(row: dict) -> Iterator[Key]:
    for stock in row["stocks"]:
        if exchange := THS_MARKETS.get(stock["market"]):
            yield stock["code"], exchange


def its_eight(found: Iterable[Key]) -> set[Key]:
    """The eight that ths would link of these: the first in the order of a Java hash set of (code, market)."""
    keys = sorted(found)
    size = 16 if len(keys) <= 12 else 32 if len(keys) <= 24 else 64  # as the set grows, three quarters full
    return set(sorted(keys, key=lambda key: _java_spread(key) % size)[:THS_MOST])


def _java_spread(key: Key) -> int:
    code, market = key[0], THS_MARKET[key[1]]
    mixed = (31 * _java_hash(code) + _java_hash(market)) % 2**32
    return mixed ^ mixed >> 16


def _java_hash(text: str) -> int:
    return reduce(lambda so_far, character: (31 * so_far + ord(character)) % 2**32, text, 0)


def names_found(names: SecurityNames, text: str, stocks: set[Key]) -> tuple[int, int]:
    """(tries, hits) over the codes of shares in brackets of one text, each code taken away everywhere."""
    tries = hits = 0
    for pair in NAME_AND_CODE.finditer(text):
        code, suffix = pair[2], pair[3]
        keys = {(code, SUFFIXES[suffix])} if suffix else {(code, exchange) for exchange in SHARES}
        if not keys & stocks:
            continue
        masked = (text[: pair.end(1)] + text[pair.end() :]).replace(code, "")
        tries += 1
        hits += bool(keys & {(m.ticker, m.exchange) for m in names.find(masked)})
    return tries, hits


if __name__ == "__main__":
    show(run(Path(sys.argv[1])))
