"""How fast is search through HTTP at 100,000 articles? `python -m bench.speed.search_http`.

The portal runs as in earnest, edge and all, with the articles of `bench.speed.search` in its database and its
index, and tells p50 and p99 by kind. No question is asked twice, so none is answered from memory.
Beside the wall time stands what finding took by itself, and the floor: a search for nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import batched
from urllib.parse import urlencode

from bench.speed.search import BAR_MS, DOCUMENTS, documents, kinds, words
from jingui.search.index import Wanted

START_SECONDS = 120
BATCH = 2_000
WARM_QUESTIONS = 200
PORT = 8377


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "JINGUI_HOME": home, "JINGUI_PORT": str(PORT), "JINGUI_DEMO": "0", "JINGUI_DEBUG": "0",
        }  # fmt: skip
        subprocess.run([sys.executable, "-m", __spec__.name, "fill", str(count)], env=environment, check=True)
        portal = subprocess.Popen(
            [sys.executable, "-m", "jingui", "run"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            slowest = measure(connected())
        finally:
            portal.terminate()
            portal.wait()
    return 0 if slowest <= BAR_MS else 1


def fill(count: int) -> None:
    """Articles into the database, then into the index."""
    import django  # noqa: PLC0415 (only the process that fills needs its tables)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingui.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from jingui.news.models import Article, Channel, Source  # noqa: PLC0415
    from jingui.search import actions  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    source = Source.objects.create(name="量测社", slug="measure", rights="full")
    channels = {channel.slug: channel for channel in Channel.objects.all()}
    for some in batched(documents(count, words()), BATCH):
        Article.objects.bulk_create(
            Article(
                headline=each.headline, slug=each.key, lead=each.text[:80], body=f"<p>{each.text}</p>",
                text=each.text, channel=channels[each.channels[0]], source=source,
                published_at=each.published_at, live=True,
            )
            for each in some
        )  # fmt: skip
    print(f"{actions.rebuild()} documents in the index")


def connected() -> HTTPConnection:
    """A connection to the portal, once it serves. Raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        line = HTTPConnection("127.0.0.1", PORT, timeout=30)
        try:
            line.request("GET", "/healthz")
            line.getresponse().read()
            return line
        except OSError:
            time.sleep(0.2)
    raise TimeoutError


def measure(line: HTTPConnection) -> float:
    """Print the figures of every kind; return the slowest p99 in milliseconds."""
    asked = kinds(words())
    nothing = [Wanted(text=f"qzx{n}") for n in range(WARM_QUESTIONS)]
    for name, some in {"warm-up": nothing, "nothing (the floor)": nothing, **asked}.items():
        spent, finding = zip(*answers(line, name, some), strict=True)
        figures = {"p50_ms": at(spent, 0.5), "p99_ms": at(spent, 0.99), "finding_p99_ms": at(finding, 0.99)}
        print(json.dumps({"query": name} | figures, ensure_ascii=False), flush=True)
        asked[name] = figures["p99_ms"]
    return max(p99 for name, p99 in asked.items() if name not in ("warm-up", "nothing (the floor)"))


def answers(line: HTTPConnection, name: str, asked: list[Wanted]) -> Iterator[tuple[float, float]]:
    """(milliseconds through HTTP, milliseconds of finding) of each question."""
    for n, wanted in enumerate(asked):
        query = {
            "q": wanted.text,
            "channel": wanted.channel or "",
            "newest": wanted.newest,
            "t": f"{name}{n}",
        }
        path = f"/api/search?{urlencode(query | {'page': wanted.offset // 20 + 1})}"
        started = time.perf_counter()
        line.request("GET", path)
        body = line.getresponse().read()
        yield (time.perf_counter() - started) * 1000, json.loads(body)["milliseconds"]


def at(spent: tuple[float, ...], share: float) -> float:
    return round(sorted(spent)[int(len(spent) * share)], 2)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", count]:
            fill(int(count))
        case arguments:
            sys.exit(main(int(arguments[0]) if arguments else DOCUMENTS))
