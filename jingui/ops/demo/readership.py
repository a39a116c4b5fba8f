"""The demo's readers: numbers drawn by a seed, so that 一周热门 has something to rank."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from jingui.clock import in_beijing
from jingui.news.models import Article
from jingui.readers.actions import count_reads

MOST_READS = 60_000  # of the best-read article on its first day
STEEPNESS = 0.9  # of Zipf's law over the articles
FADING = 0.45  # what is left of a day's readers the day after
DAYS = 4


def draw(now: datetime, *, seed: int = 20) -> int:
    """Let the demo's articles be read since they came out; how many reads that makes."""
    chance = Random(f"{seed}-readers")
    articles = list(Article.objects.live().filter(source__is_demo=True).order_by("canonical_url"))
    chance.shuffle(articles)
    today = in_beijing(now).date()
    reads = {}
    for rank, article in enumerate(articles, start=1):
        first = in_beijing(article.published_at).date()
        reads |= _reads_of(article.pk, first, today, MOST_READS / rank**STEEPNESS * chance.uniform(0.7, 1.3))
    return count_reads(reads)


def _reads_of(article: int, first: date, today: date, reads: float) -> dict[tuple[int, date], int]:
    days = (first + timedelta(days=n) for n in range(DAYS))
    return {(article, day): int(reads * FADING**n) for n, day in enumerate(days) if day <= today}
