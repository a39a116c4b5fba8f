"""Make the package's facts (codes, names, trading days) from a data folder: `python -m bench.facts DATA`."""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

from opencc import OpenCC

REFERENCE = Path(__file__).parent.parent / "jingui" / "markets" / "reference"
EXCHANGES = {"sh": "SSE", "sz": "SZSE", "bj": "BSE"}
WIRE_MARKETS = {"17": "SSE", "22": "SSE", "33": "SZSE", "151": "BSE"}  # as one of the wires numbers them
FUTURES_HOME = {  # the list puts products of the two young exchanges under their parents
    **dict.fromkeys(("SC", "LU", "NR", "BC", "EC"), "INE"),
    **dict.fromkeys(("SI", "LC", "PS", "PT", "PD"), "GFEX"),
    **dict.fromkeys(("IF", "IH", "IC", "IM", "TS", "TF", "T", "TL"), "CFFEX"),
}
TOLD_MONTHS, TOLD_TIMES = ("2026-05", "2026-06"), 2  # July is kept for measuring
TOLD_ETF = re.compile(r"(?:^|[，。、；：【）)])([A-Za-z0-9一-鿿]{0,8}?ETF[一-鿿]{2,4})[（(]([15]\d{5})[)）]")
TOLD_HONGKONG = re.compile(
    r"(?:^|[，。、；：【】\s])([一-鿿A-Za-z]{2,8}(?:-[A-Z]{1,2})?)[（(](0\d{4})\.HK[)）]"
)
UNNAMED = re.compile("的|带动|分别|港股泡")  # words that stand before a name, not in one
PASSING = re.compile(
    r"^(XD|XR|DR|[NCS](?=[一-鿿]))|退$|^退市"
)  # marks of a day or of a farewell, not of the name


def main(data: Path) -> None:
    REFERENCE.mkdir(exist_ok=True)
    write("stocks.csv", stocks(data))
    write("etfs.csv", etfs(data))
    write("hongkong.csv", hongkong(data))
    (REFERENCE / "closed.csv").write_text("\n".join(closed_weekdays(data)) + "\n", encoding="utf-8")


def clean(name: str) -> str:
    """NFKC without spaces: `万  科Ａ` is 万科A."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def plain(name: str) -> str:
    """The name without risk marks and share classes: *ST闻泰 is 闻泰, 寒武纪-U is 寒武纪."""
    return re.sub(r"^(S\*ST|\*ST|SST|ST|S(?=[一-鿿]))|-(U|W|UW|WD|SW|S|B|P|D)$", "", name)


def stocks(data: Path) -> list[tuple[str, str, str]]:
    """Every A-share of both lists and of the wires' links: today's name first, then the former ones."""
    names: dict[tuple[str, str], list[str]] = {}
    for row in rows(data / "securities" / "a_shares_2026-07-21.csv"):
        key = row["code"][2:], EXCHANGES[row["code"][:2]]
        names[key] = [clean(row["name"])]
    for row in rows(data / "securities" / "a_shares_tushare_basic_2026-03.csv"):
        exchange = EXCHANGES[row["ts_code"][-2:].lower()]
        if row["status"] == "L":
            names.setdefault((row["symbol"], exchange), []).append(clean(row["name"]))
    for key, linked in wire_names(data, WIRE_MARKETS).items():
        names.setdefault(key, linked)  # new ones only: a wire's links are not always right
    return [line for key, found in sorted(names.items()) if (line := one_line(key, found))]


def one_line(key: tuple[str, str], found: list[str]) -> tuple[str, str, str] | None:
    lasting = [name for name in dict.fromkeys(found) if not PASSING.search(name)] or [plain(found[0])]
    known = dict.fromkeys([re.sub(r"-(U|W|UW|WD)$", "", lasting[0]), *map(plain, lasting), *lasting])
    usable = [name for name in known if len(name) >= 3 or name in found]  # 生物 alone is not *ST生物
    return (*key, "|".join(usable)) if usable else None


def wire_names(data: Path, markets: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """(ticker, exchange) -> names, the most used first, as the editors of a wire linked them."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in sorted((data / "flash").glob("ths-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for stock in (stock for line in lines for stock in json.loads(line)["stocks"]):
                if exchange := markets.get(stock.get("market")):
                    seen[stock["code"], exchange][clean(stock["name"])] += 1
    return {key: [name for name, _ in names.most_common()] for key, names in seen.items()}


def told_names(data: Path, told: re.Pattern[str]) -> dict[tuple[str, str], list[str]]:
    """(code, "") -> the names that stand before it in brackets, where two flashes or more agree."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for month in TOLD_MONTHS:
        for path in sorted((data / "flash").glob(f"*-{month}.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for name, code in (
                    pair for line in lines for pair in told.findall(json.loads(line)["content"])
                ):
                    seen[code, ""][clean(name)] += 1
    return {
        key: [
            name for name, times in names.most_common(2) if times >= TOLD_TIMES and not UNNAMED.search(name)
        ]
        for key, names in seen.items()
        if max(names.values()) >= TOLD_TIMES
    }


def etfs(data: Path) -> list[tuple[str, str, str]]:
    path = data / "securities" / "etfs_2026-03-22.csv"
    listed = {}
    for code, name in list(csv.reader(path.open(encoding="utf-8-sig")))[1:]:
        listed[clean(code)[2:], EXCHANGES[code[:2]]] = [clean(name)]
    for key, linked in wire_names(data, {"20": "SSE", "36": "SZSE"}).items():
        listed[key] = [*linked, *listed.get(key, [])]
    for (code, _), told in told_names(data, TOLD_ETF).items():
        listed.setdefault((code, "SSE" if code.startswith("5") else "SZSE"), []).extend(told)
    return sorted((*key, "|".join(dict.fromkeys(names))) for key, names in listed.items())


def hongkong(data: Path) -> list[tuple[str, str, str]]:
    """Five digits and simplified names; what a wire links today comes before the list of 2020."""
    simplify = OpenCC("hk2s").convert
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (code, exchange), names in wire_names(data, {"177": "HKEX"}).items():
        listed["0" + code[2:], exchange] += dict.fromkeys([*map(plain, names), *names])
    for row in rows(data / "securities" / "hk_stocks_2713_2020-04-26.csv"):
        name = re.sub(r"s$", "", clean(simplify(row["name"])))
        if re.fullmatch(r"0\d{4}", row["code"]) and re.fullmatch(r"[一-鿿]{2,8}", name):
            listed.setdefault((row["code"], "HKEX"), [name])
    for (code, _), told in told_names(data, TOLD_HONGKONG).items():
        if (code, "HKEX") not in listed and not any(told[0] in names for names in listed.values()):
            listed[code, "HKEX"] = [plain(told[0])]
    return sorted((*key, "|".join(names)) for key, names in listed.items())


def closed_weekdays(data: Path) -> list[str]:
    """One line a year: the weekdays on which the exchanges stayed shut, as MMDD."""
    days = {
        date.fromisoformat(day)
        for day in json.loads((data / "calendar" / "cn_trading_days_akshare.json").read_text())
    }
    lines = []
    for year in range(1991, max(days).year + 1):
        weekdays = (
            day
            for n in range(366)
            if (day := date(year, 1, 1) + timedelta(n)).year == year and day.weekday() < 5
        )
        lines.append(f"{year}," + " ".join(f"{day:%m%d}" for day in weekdays if day not in days))
    return lines


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write(name: str, lines: list[tuple[str, str, str]]) -> None:
    text = "\n".join(",".join(line) for line in lines)
    (REFERENCE / name).write_text(text + "\n", encoding="utf-8")
    print(name, len(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
