"""A whole page read: headline, body, who signed, when, and how sure we are.

The densest run of blocks is the article. Where that is in doubt (little text, or two stretches that
both look like one) trafilatura and readability are asked too, and each gives its vote to every block.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from jingui.ingest.extraction.blocks import Block, blocks
from jingui.ingest.extraction.boilerplate import ends_article, is_furniture
from jingui.ingest.extraction.credits import Credits, Surroundings, credits
from jingui.ingest.extraction.dating import Candidate, published
from jingui.ingest.extraction.density import A_SEPARATOR, article_run, best_run, scores
from jingui.ingest.extraction.headline import headline
from jingui.text.dates import parse as parse_date
from jingui.text.flow import flow
from jingui.text.html import MOST_PAGE_CHARACTERS, Element, bounded, parse

ENOUGH_POINTS = 250.0  # a run with less is hardly an article
STRONG_RIVAL = 0.5  # of the best run's points
A_VOTE = 20.0
TELLING_CHARACTERS = 8  # a shorter block is found in anything
LEAST_POINTS_INSIDE = -30.0  # a block in the run that is worth less is furniture inside the article
MOST_READ_CHARACTERS = 500_000  # the other readers would take too long
LINE_CHARACTERS = 1_000  # of a line that is searched for credits and dates: its head and its tail
LEAST_BEFORE_END = 0.4  # of the run's characters: an ending line above that is no ending


NOBODY = Credits()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says. `body` is markup of blocks, not yet sanitised; `how` is a line for the trail."""

    headline: str = ""
    body: str = ""
    credits: Credits = NOBODY
    dated: Candidate | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """Which blocks are the article, and how that was decided."""

    start: int
    end: int
    kept: Sequence[Block]
    how: str


def read(markup: str, *, url: str = "", selectors: Mapping[str, str] | None = None, now: datetime) -> Reading:
    """Read a page; `selectors` (CSS, by the names of SourceFacts) win where they match."""
    markup = bounded(markup, most_characters=MOST_PAGE_CHARACTERS)
    tree = parse(markup)
    if tree is None:
        return Reading(how="正文提取：页面是空的")
    row = blocks(tree)
    run = _selected(tree, row, selectors or {}) or _found(markup, row)
    return _reading(tree, row, run, url=url, selectors=selectors or {}, now=now)


def _reading(
    tree: Element, row: Sequence[Block], run: _Run, *, url: str, selectors: Mapping[str, str], now: datetime
) -> Reading:
    above, below = row[: run.start], row[run.end :]
    called = _by_selector(tree, selectors, "headline") or headline(tree, above, run.kept)
    before, body = lines(above), lines(run.kept)
    after = [line for line, block in zip(lines(below), _texts(below), strict=True) if not block.aside]
    signed = credits(Surroundings(before, body, after, called, _meta_author(tree)))
    byline = _by_selector(tree, selectors, "byline")
    if byline:
        signed = Credits(byline, signed.origin, "选择器")
    dated = parse_date(_by_selector(tree, selectors, "date"), now=now)
    when = (
        Candidate(dated, 10.0, "选择器") if dated else published(tree, before, body, after, url=url, now=now)
    )
    titled = {at for at, block in enumerate(run.kept[:2]) if called and "".join(called.split()) == block.text}
    nodes = {node for at, block in enumerate(run.kept) if at not in titled for node in block.nodes}
    markup = flow([tree], base=url, keep=lambda element, tail: (element, tail) in nodes) if nodes else ""
    return Reading(called, markup, signed, when, run.how)


def _selected(tree: Element, row: Sequence[Block], selectors: Mapping[str, str]) -> _Run | None:
    """The blocks inside what the source's own selector names; None if it matches nothing."""
    inside = {element for found in _matches(tree, selectors.get("body", "")) for element in found.iter()}
    places = [at for at, block in enumerate(row) if block.parent in inside or block.nodes[0][0] in inside]
    if not places:
        return None
    start, end = places[0], places[-1] + 1
    kept = [block for block in row[start:end] if not is_furniture(block.text)]
    return _Run(start, end, kept, "正文提取：按来源的选择器")


def _found(markup: str, row: Sequence[Block]) -> _Run:
    points = scores(row)
    start, end = article_run(points)
    how = "正文提取：文字密度"
    if _doubtful(points, start, end):
        # Importing trafilatura takes longer than everything else here, and few pages need it.
        from jingui.ingest.extraction import readers  # noqa: PLC0415

        found = readers.read(markup) if len(markup) < MOST_READ_CHARACTERS else {}
        points = _voted(row, points, list(found.values()))
        start, end = article_run(points)
        how = f"正文提取：文字密度，并参照 {'、'.join(found)}" if found else how + "（把握不大）"
    start, end = _from_heading(row, start), _before_ending(row, start, end)
    kept = [
        block
        for block, worth in zip(row[start:end], points[start:end], strict=True)
        if worth > LEAST_POINTS_INSIDE
    ]
    characters = sum(block.characters for block in kept)
    if not characters:
        return _Run(start, end, kept, "正文提取：页面上没有找到正文")
    return _Run(start, end, kept, f"{how}，{len(row)} 块中取 {len(kept)} 块，{characters} 字")


def _doubtful(points: Sequence[float], start: int, end: int) -> bool:
    """Whether the run is poor, or another stretch of the page is nearly as rich."""
    total = sum(points[start:end])
    rivals = [sum(rest[slice(*best_run(rest))]) for rest in (points[:start], points[end:])]
    return total < ENOUGH_POINTS or max(rivals) > STRONG_RIVAL * total


def _voted(row: Sequence[Block], points: Sequence[float], texts: Sequence[str]) -> list[float]:
    """The points with every reader's vote for or against each block."""
    return [
        worth
        if worth == A_SEPARATOR or block.characters < TELLING_CHARACTERS
        else worth + sum(A_VOTE if block.text in text else -A_VOTE for text in texts)
        for block, worth in zip(row, points, strict=True)
    ]


def _from_heading(row: Sequence[Block], start: int) -> int:
    """The start of the run, or the subheading just above it that stands in the same place."""
    if not 0 < start < len(row):
        return start
    above, first = row[start - 1], row[start]
    if (
        above.parent is None
        or first.parent is None
        or above.linked
        or above.parent.tag not in ("h2", "h3", "h4")
    ):
        return start
    return start - 1 if above.parent.getparent() is first.parent.getparent() else start


def _before_ending(row: Sequence[Block], start: int, end: int) -> int:
    """The end of the run, or the line in it (相关阅读, 反侵权公告) with which the article ends."""
    total = sum(block.characters for block in row[start:end])
    passed = 0
    for at in range(start, end):
        if passed > LEAST_BEFORE_END * total and ends_article(row[at].text):
            return at
        passed += row[at].characters
    return end


def _matches(tree: Element, selector: str) -> list[Element]:
    if not selector:
        return []
    try:
        return CSSSelector(selector)(tree)
    except SelectorError:
        return []


def _by_selector(tree: Element, selectors: Mapping[str, str], name: str) -> str:
    found = _matches(tree, selectors.get(name, ""))
    return " ".join(found[0].text_content().split()) if found else ""


def _meta_author(tree: Element) -> str:
    found = tree.xpath("//meta[translate(@name,'AUTHOR','author')='author']/@content")
    return next((author.strip() for author in found if author.strip()), "")


def _texts(row: Sequence[Block]) -> list[Block]:
    return [block for block in row if not block.picture]


def lines(row: Sequence[Block]) -> list[str]:
    """The lines of text blocks; of a monstrous one its head and its tail."""
    whole = (block.words for block in _texts(row))
    half = LINE_CHARACTERS // 2
    return [line if len(line) <= LINE_CHARACTERS else f"{line[:half]}\u2026{line[-half:]}" for line in whole]
