"""What does an item cost when the window holds 10⁴, 10⁵, 10⁶? `python -m bench.speed.duplicates [SIZE …]`.

The window is filled with clues as items leave them: a digest, sixteen bands, thirteen telling terms, drawn by
seed with the frequencies of natural text (Zipf), none more frequent than the commonest term that the
fingerprint lets through. Asked are the three questions of the steps; writing the clues is not in the figure.
Each size has a process and a database (SQLite) of its own. The newsroom in memory holds 30,000 items at most,
and is measured at that.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, batched
from math import exp
from pathlib import Path
from statistics import median

SIZES = ("10000", "100000", "1000000", "memory")
SEED, ASKED, ROUNDS = 20260715, 100, 5
BANDS, TERMS, DIFFERENT_TERMS = 16, 13, 200_000
NOW = datetime(2026, 7, 15, tzinfo=UTC)
WINDOW = timedelta(hours=72)
ROWS_AT_ONCE = 50_000


def main(sizes: list[str]) -> int:
    failed = 0
    for size in sizes:
        command = [sys.executable, "-m", "bench.speed.duplicates", "--one", size]
        with tempfile.TemporaryDirectory() as home:
            settings = {"DJANGO_SETTINGS_MODULE": "jingui.settings", "JINGUI_DEBUG": "0"}
            environment = os.environ | settings | {"JINGUI_HOME": home}
            failed += subprocess.run(command, env=environment).returncode != 0
    return 1 if failed else 0


def measure(size: str) -> None:
    if size == "memory":
        in_memory()
    else:
        in_tables(int(size))


def in_tables(count: int) -> None:
    """The cost of the questions and of remembering, in the database; in milliseconds of CPU an item."""
    import django  # noqa: PLC0415  (each size has its own JINGUI_HOME)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from jingui.ingest.world import DatabaseWorld  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    fill(connection, count)
    built = time.perf_counter() - started
    world = DatabaseWorld(NOW)
    look = looks(SEED + 1)
    rounds = []
    for _ in range(ROUNDS):
        asked = [next(look) for _ in range(ASKED)]
        rounds.append(milliseconds(lambda asked=asked: [questions(world, one) for one in asked]))
    size = Path(connection.settings_dict["NAME"]).stat().st_size / 2**20
    print(
        f"database, {count:>9,} items: {median(rounds):.2f} ms an item (median of {ROUNDS}), "
        f"{size:,.0f} MiB on disk, {peak():.0f} MiB in memory, filled in {built:.0f} s",
        flush=True,
    )


def questions(world, look) -> None:
    """What the steps ask about one item."""
    world.exact(look.exact)
    world.near(look.bands)
    world.sharing(look.terms)


def in_memory() -> None:
    from jingui.ingest.draft import Draft  # noqa: PLC0415
    from jingui.ingest.names import SecurityNames  # noqa: PLC0415
    from jingui.ingest.newsroom import MOST_ITEMS, Newsroom  # noqa: PLC0415

    newsroom = Newsroom(names=SecurityNames(()), topics=None)
    look, rounds = looks(SEED), []

    def judge(numbers: range) -> None:
        for number in numbers:
            one = next(look)
            questions(newsroom, one)
            newsroom.remember(Draft(id=str(number), fetched_at=NOW, text=str(number) * 100, look=one))

    for start in range(0, 3 * MOST_ITEMS, MOST_ITEMS // 2):
        spent = milliseconds(lambda start=start: judge(range(start, start + MOST_ITEMS // 2)))
        rounds.append(f"{spent * ASKED / (MOST_ITEMS // 2):.3f}")
    print(
        f"newsroom in memory, per {MOST_ITEMS // 2:,} items: {' '.join(rounds)} ms an item, {peak():.0f} MiB"
    )


def looks(seed: int) -> Iterator:
    """Looks as the fingerprint makes them."""
    from jingui.ingest.draft import Look  # noqa: PLC0415

    drawn = random.Random(seed)
    weights = list(accumulate(shares()))
    while True:
        bands = tuple(drawn.getrandbits(62) for _ in range(BANDS))
        terms = tuple(drawn.choices(range(DIFFERENT_TERMS), cum_weights=weights, k=TERMS))
        yield Look(exact=drawn.getrandbits(62), bands=bands, terms=terms)


def shares() -> list[float]:
    """How often each term is drawn: by rank, but never oftener than `LEAST_WORD` lets through."""
    from jingui.ingest.steps.fingerprint import LEAST_WORD  # noqa: PLC0415

    by_rank = [1 / (rank + 1) for rank in range(DIFFERENT_TERMS)]
    most = exp(-LEAST_WORD) / TERMS * sum(by_rank)
    return [min(share, most) for share in by_rank]


def fill(connection, count: int) -> None:
    """`count` items of the window with their clues; the indexes are made afterwards, which is faster."""
    from django.db import transaction  # noqa: PLC0415

    from jingui.ingest.models import Clue, Item  # noqa: PLC0415
    from jingui.ingest.newsroom import clue_keys  # noqa: PLC0415
    from jingui.news.models import Source  # noqa: PLC0415

    feed = Source.objects.create(name="东岸财讯", slug="east").feeds.create(
        url="https://a.example/", next_poll_at=NOW
    )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='{Clue._meta.db_table}'"
        )
        indexes = [(name, sql) for name, sql in cursor.fetchall() if sql]
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    look = looks(SEED)
    for numbers in batched(range(1, count + 1), ROWS_AT_ONCE // 30, strict=False):
        ats = [NOW - WINDOW * (number / count) for number in numbers]
        Item.objects.bulk_create(
            Item(pk=number, feed=feed, guid=str(number), fetched_at=at)
            for number, at in zip(numbers, ats, strict=True)
        )
        rows = [
            (key, number, at.replace(tzinfo=None).isoformat(" "))
            for number, at in zip(numbers, ats, strict=True)
            for key in clue_keys(next(look))
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {Clue._meta.db_table} (key, item_id, at) VALUES (%s, %s, %s)", rows
            )
    with connection.cursor() as cursor:
        for _, sql in indexes:
            cursor.execute(sql)


def milliseconds(work) -> float:
    """CPU of `work`, a hundredth part of it: it does a hundred items."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000 / ASKED


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:] or list(SIZES)))
