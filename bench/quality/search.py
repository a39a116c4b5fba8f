"""How good is search? Title queries against bodies: nDCG@10 and MRR@10."""

from __future__ import annotations

import gzip
import json
import math
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jingui.search.engines.tantivy import TantivyIndex
from jingui.search.index import Document, Wanted

AFTER = datetime(2026, 8, 1, tzinfo=UTC)


def run(data: Path) -> dict:
    """Every title of July is asked; the bodies that belong to it should come first."""
    folder = data / "search"
    if not folder.exists():
        return {"task": "search", "skipped": "no data"}
    with tempfile.TemporaryDirectory() as home:
        figures = measure(TantivyIndex(Path(home) / "search"), folder)
    told = {"task": "search", "metric": "nDCG@10", "baseline": "BM25 .896", "bar": ".91", "goal": None}
    return told | figures


def measure(index: TantivyIndex, folder: Path) -> dict[str, float]:
    """Build the index over the bodies and ask every title, an hour after the last of them."""
    with index.writing():
        index.rebuild(documents(folder))
    queries = json.loads((folder / "flash_jul_title_queries.json").read_text(encoding="utf-8"))
    index.find(Wanted(text="黄金"))
    started = time.perf_counter()
    scored = [
        score(index.find(Wanted(text=query["q"], size=10, now=AFTER)).keys, query["rel"]) for query in queries
    ]
    seconds = time.perf_counter() - started
    return {
        "queries": len(scored),
        "ndcg": round(sum(ndcg for ndcg, _ in scored) / len(scored), 4),
        "mrr": round(sum(mrr for _, mrr in scored) / len(scored), 4),
        "ms_a_query": round(seconds / len(scored) * 1000, 2),
    }


def documents(folder: Path) -> list[Document]:
    """The bodies in order, spread over July."""
    with gzip.open(folder / "flash_jul_corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    step = timedelta(days=31) / len(texts)
    return [
        Document(key=f"flash-{n}", text=text, published_at=AFTER - step * (len(texts) - n))
        for n, text in enumerate(texts)
    ]


def score(keys: list[str], relevant: list[int]) -> tuple[float, float]:
    """nDCG@10 and the reciprocal rank of the first relevant one."""
    wanted = {f"flash-{n}" for n in relevant}
    gains = [1 / math.log2(rank + 2) for rank, key in enumerate(keys) if key in wanted]
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(10, len(wanted))))
    first = next((1 / (rank + 1) for rank, key in enumerate(keys) if key in wanted), 0.0)
    return sum(gains) / ideal, first


if __name__ == "__main__":
    print(run(Path(sys.argv[1])))
