"""How long after its commit is a flash heard, and a page in memory new? `python -m bench.speed.live`.

A whole portal with its own processes, one listener, one process that publishes: a hundred flashes, then
twenty articles, at uneven times. The bar is the README's word: within a second.
"""

import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.ops.household import Ears, Household, tell

FLASHES, ARTICLES = 100, 20
BAR_SECONDS = 1.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        household = Household(Path(folder) / "home")
        household.start()
        newsroom = household.newsroom()
        try:
            heard, renewed = measure(household, newsroom)
        finally:
            newsroom.stdin.close()
            newsroom.wait()
            household.stop()
    for name, seconds in (("flash, from commit to listener", heard), ("page, from commit to new", renewed)):
        print(f"{name:<32} median {median(seconds):.2f} s, slowest of {len(seconds)} {max(seconds):.2f} s")
    return 0 if max(heard + renewed) <= BAR_SECONDS else 1


def measure(household, newsroom):
    """Seconds from a commit until its flash was heard, and until its article stood on the channel's page."""
    chance = random.Random(7)
    tell(newsroom, "flash 先热身")
    ears = Ears(household)
    heard, renewed = [], []
    for number in range(FLASHES):
        text = f"第{number:03}号快讯"
        tell(newsroom, f"flash {text}")
        committed = time.monotonic()
        heard.append(ears.heard(text) - committed)
        time.sleep(chance.uniform(0, 0.5))
    for number in range(ARTICLES):
        household.get("/c/stocks/").read()
        article = tell(newsroom, f"article 第{number:03}篇")
        committed = time.monotonic()
        while f"/a/{article}/" not in household.get("/c/stocks/").read().decode():
            time.sleep(0.01)
        renewed.append(time.monotonic() - committed)
    return heard, renewed


if __name__ == "__main__":
    sys.exit(main())
