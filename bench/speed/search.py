"""How fast is search at 100,000 documents? p50 and p99 by kind of query: `python -m bench.speed.search`.

The documents are made by seed: words of the package's own facts (securities, futures) and of the trade, drawn
with the frequencies of natural text (Zipf), 300 characters each.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from jingui.markets.reference import securities
from jingui.search.engines.tantivy import TantivyIndex
from jingui.search.index import Document, Wanted
from jingui.text.segment import TRADE

DOCUMENTS, CHARACTERS, SEED = 100_000, 300, 20260715
NOW = datetime(2026, 7, 15, tzinfo=UTC)
COMMON = "公司 表示 市场 今日 同比 增长 亿元 公告 数据 显示 需求 价格 上涨 下跌 预计 影响 分析 投资 项目 资金"
ROUNDS, BAR_MS = 400, 10.0
CHANNELS = ("global", "stocks", "funds", "futures", "forex", "metals", "tech")


def main(count: int) -> int:
    vocabulary = words()
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder) / "search")
        started = time.perf_counter()
        with index.writing():
            index.rebuild(documents(count, vocabulary))
        print(f"built {count} documents in {time.perf_counter() - started:.1f} s")
        slowest = max([report(index, name, asked) for name, asked in kinds(vocabulary).items()])
    return 0 if slowest <= BAR_MS else 1


def words() -> list[str]:
    """The commonest first."""
    drawn = random.Random(SEED)
    rest = [name for fact in securities() if fact.kind != "etf" for name in (fact.name, *fact.aliases)]
    drawn.shuffle(rest)
    return [*COMMON.split(), *TRADE.split(), *dict.fromkeys(rest)]


def documents(count: int, vocabulary: list[str]) -> Iterator[Document]:
    drawn = random.Random(SEED)
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    for n in range(count):
        text = "".join(drawn.choices(vocabulary, cum_weights=weights, k=CHARACTERS // 3))
        yield Document(
            key=f"article-{n}", headline=text[-20:], text=text, channels=(drawn.choice(CHANNELS),),
            published_at=NOW - timedelta(minutes=n),
        )  # fmt: skip


def kinds(vocabulary: list[str]) -> dict[str, list[Wanted]]:
    """What readers ask, by kind; every query of a kind differs."""
    drawn = random.Random(SEED + 1)
    some = drawn.choices(vocabulary, k=3 * ROUNDS)
    pairs = zip(some[:ROUNDS], some[ROUNDS:], strict=False)
    titles = ("".join(drawn.sample(vocabulary[:2_000], 8)) for _ in range(ROUNDS))
    return {
        "one word": [Wanted(text=word, now=NOW) for word in some[:ROUNDS]],
        "a common word": [Wanted(text=word, now=NOW) for word in drawn.choices(COMMON.split(), k=ROUNDS)],
        "two words": [Wanted(text=" ".join(pair), now=NOW) for pair in pairs],
        "a headline": [Wanted(text=title, now=NOW) for title in titles],
        "in a channel": [Wanted(text=word, now=NOW, channel="metals") for word in some[ROUNDS : 2 * ROUNDS]],
        "newest first": [Wanted(text=word, newest=True) for word in some[:ROUNDS]],
        "page 3": [Wanted(text=word, now=NOW, offset=40) for word in some[:ROUNDS]],
    }


def report(index: TantivyIndex, name: str, asked: list[Wanted]) -> float:
    """Print p50 and p99 in milliseconds; return the p99."""
    spent = []
    for wanted in asked:
        started = time.perf_counter()
        index.find(wanted)
        spent.append((time.perf_counter() - started) * 1000)
    spent.sort()
    p50, p99 = spent[len(spent) // 2], spent[int(len(spent) * 0.99)]
    print(json.dumps({"query": name, "p50_ms": round(p50, 2), "p99_ms": round(p99, 2)}, ensure_ascii=False))
    return p99


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
