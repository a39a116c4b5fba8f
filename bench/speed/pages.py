"""What a page costs when its source's template is learned, by step: `python -m bench.speed.pages [DATA]`.

CPU of one core, the median of five rounds over 200 pages; beside it the first pages of the same sources, and
the floor: what the libraries' own calls cost on the same pages, once each. The data has hardly two pages of a
host, so each of its 44 pages is a source, and is cloned with other words, by seed (`bench.clones`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import mean, median

from bench.clones import NOW, clone, originals, sentences
from bench.speed.items import LOADING, ROUNDS, batch_costs, python, unit
from jingui.ingest.draft import Draft, SourceFacts
from jingui.ingest.extraction.template import PAGES_TO_LEARN
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.pipeline import STEPS
from jingui.ingest.steps.extract import extract
from jingui.ingest.steps.sanitise import sanitise
from jingui.ingest.templates import Templates
from jingui.ingest.topics import TopicModel
from jingui.text import html
from jingui.text.decode import decode as decoded
from jingui.text.flow import flow

KNOWN_BAR_MS, NEW_BAR_MS, LOAD_BAR_S, MEMORY_BAR_MB = 6.0, 45.0, 0.5, 200
PAGES = 200
SHORT_CHARACTERS = 2_000  # of 24,102 news texts of cctv nearly 99 % are shorter; these pages are often not
LEARNED = "版式"


def main(data: Path) -> int:
    if not (data / "extraction").is_dir():
        print("skipped: no data")
        return 0
    loading = float(python(LOADING).split()[1])
    sources = material(data)
    room, templates = Newsroom(names=SecurityNames(), topics=TopicModel()), Templates()
    teach([page for pages in sources.values() for page in pages[:PAGES_TO_LEARN]], templates)
    new = [page for pages in sources.values() for page in pages[:PAGES_TO_LEARN]]
    known = [page for pages in sources.values() for page in pages[PAGES_TO_LEARN:]][:PAGES]
    learned = [templates.given_to(page) for page in known]
    first, later = costs(new, room), costs(learned, room)
    floor = floors(known)
    written = [len(html.to_text(read(page).body)) for page in learned]
    short = [page for page, size in zip(learned, written, strict=True) if size <= SHORT_CHARACTERS]
    print(f"{'model load, CPU s':<40}{loading:>8.2f}   bar {LOAD_BAR_S}")
    show("first pages of a source, CPU ms a page", first, NEW_BAR_MS, new)
    show("pages of known sources, CPU ms a page", later, KNOWN_BAR_MS, known)
    show("floor, CPU ms a page", floor, None, known)
    show(f"of these, articles to {SHORT_CHARACTERS} characters", costs(short, room), KNOWN_BAR_MS, short)
    print(f"{'characters of an article, mean':<40}{mean(written):>8.0f}   median {median(written):.0f}")
    used = Counter(how(page) for page in learned)
    print(f"{'read by template':<40}{used['template']:>8}   of {len(learned)} ({len(sources)} sources)")
    peak = float(python(f"from bench.speed.pages import peak; print(peak({str(data)!r}))"))
    print(f"{'memory of a process that judged them, MB':<40}{peak:>8.0f}   bar {MEMORY_BAR_MB}")
    return 0


def material(data: Path) -> dict[str, list[Draft]]:
    """Source -> pages, as many of each as make up 200 beside those a template is learned from."""
    said, real = sentences(data), list(originals(data))
    each = PAGES_TO_LEARN + -(-PAGES // len(real))
    return {
        name: [draft(name, clone(page, said, f"{name}{n}"), n) for n in range(each)] for name, page in real
    }


def draft(name: str, page: bytes, number: int) -> Draft:
    return Draft(
        id=f"{name}-{number}",
        fetched_at=NOW,
        source=SourceFacts(slug=name, name=name),
        url=f"https://{name}.example/{number}.html",
        raw_body=page,
        content_type="text/html",
        raw_published=NOW.isoformat(),
    )


def teach(pages: Sequence[Draft], templates: Templates) -> None:
    """The first pages of every source, read in full; this also warms what is loaded on first use."""
    for page in pages:
        templates.learn(read(page))


def read(page: Draft) -> Draft:
    for step in STEPS[: STEPS.index(sanitise)]:
        page = step(page, None)  # type: ignore[arg-type]  # these steps ask nothing of the newsroom
    return page


def how(page: Draft) -> str:
    said = next(line for line in read(page).trail if LEARNED in line or "正文提取" in line)
    return "template" if "按已学会的版式" in said else "in full"


def costs(pages: Sequence[Draft], room: Newsroom) -> dict[str, float]:
    """Step -> CPU ms a page: the median of the rounds; each has ids of its own, so nothing is remembered."""
    rounds = []
    for number in range(ROUNDS + 1):
        spent = batch_costs([page.but(id=f"{page.id}-{number}") for page in pages], room)
        rounds.append({name: each / len(pages) / 1e6 for name, each in spent.items()})
        for page in pages:
            room.forget(f"{page.id}-{number}")
    return {name: median(each[name] for each in rounds[1:]) for name in rounds[0]}


def floors(pages: Sequence[Draft]) -> dict[str, float]:
    """What cannot be saved while we use these libraries: one call of each a page, CPU ms."""
    markup = [decoded(page.raw_body or b"", "text/html").text for page in pages]
    bodies = [extract(page.but(page=one), None).body for page, one in zip(pages, markup, strict=True)]  # type: ignore[arg-type]
    articles = [(html.parse(body),) for body in bodies]
    return {
        "decode (codec)": unit(lambda page: decoded(page.raw_body or b"", "text/html"), pages),
        "bound (regexes)": unit(partial(html.bounded, most_characters=html.MOST_PAGE_CHARACTERS), markup),
        "parse (lxml)": unit(html.parse, markup),
        "walk the article (lxml)": unit(flow, articles),
        "clean (nh3)": unit(html.sanitise_bounded, bodies),
    }


def show(title: str, costs: dict[str, float], bar: float | None, pages: Sequence[Draft]) -> None:
    size = mean(len(page.raw_body or b"") for page in pages) / 1000
    beside = f"   bar {bar}" if bar else ""
    print(f"{title:<40}{sum(costs.values()):>8.2f}{beside} ({len(pages)} pages of {size:.0f} kB on average)")
    for name, cost in costs.items():
        print(f"  {name:<38}{cost:>8.3f}")


def peak(data: str) -> float:
    """The most memory of this process, in MB, after every real page went through all steps."""
    room = Newsroom(names=SecurityNames(), topics=TopicModel())
    for name, page in originals(Path(data)):
        judged = draft(name, page, 0)
        for step in STEPS:
            judged = step(judged, room)
        room.remember(judged)
    status = Path("/proc/self/status").read_text()  # ru_maxrss would begin with what started this process
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")))
