"""A whole page read: headline, body, who signed, when, how sure we are, and what it tells of its source.

First the editors' selectors, then the template of the source if the page fits one, then all of the page.
Whatever names the place, the same readers read there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from jingui.ingest.extraction import template as layout
from jingui.ingest.extraction.blocks import Block, blocks, blocks_of
from jingui.ingest.extraction.body import Run, found, found_within
from jingui.ingest.extraction.boilerplate import is_furniture
from jingui.ingest.extraction.credits import Credits, Surroundings, credits
from jingui.ingest.extraction.dating import Candidate, published
from jingui.ingest.extraction.headline import headline
from jingui.ingest.extraction.template import Misfit, Seen, Template
from jingui.text.dates import parse as parse_date
from jingui.text.flow import HEADINGS, INLINE, KEPT_BLOCKS, flow
from jingui.text.html import MOST_PAGE_CHARACTERS, Element, bounded, parse

END_BLOCKS = 8
LINE_CHARACTERS = 1_000  # of a line that is searched for credits and dates: its head and its tail
NO_CONTAINER = {"p", *HEADINGS, *INLINE, *KEPT_BLOCKS}  # hold one paragraph, or part of a list or a table
SAID = "正文提取"

NOBODY = Credits()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says. `body` is markup of blocks, not yet sanitised; `how` is a line for the trail.

    `seen` is what its source can be known by, when the page was read as a whole.
    """

    headline: str = ""
    body: str = ""
    credits: Credits = NOBODY
    dated: Candidate | None = None
    how: str = ""
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page parsed, and what is known of it from outside. `selectors`: CSS, by the names of SourceFacts."""

    markup: str
    tree: Element
    url: str
    selectors: Mapping[str, str]
    now: datetime


def read(
    markup: str,
    *,
    url: str = "",
    selectors: Mapping[str, str] | None = None,
    templates: Sequence[Template] = (),
    now: datetime,
) -> Reading:
    """Read a page; `selectors` win where they match, then the first of `templates` that fits."""
    markup = bounded(markup, most_characters=MOST_PAGE_CHARACTERS)
    tree = parse(markup)
    if tree is None:
        return Reading(how=f"{SAID}：页面是空的")
    page = Page(markup, tree, url, selectors or {}, now)
    return _by_selectors(page) or _by_templates(page, templates)


def _by_selectors(page: Page) -> Reading | None:
    """The blocks inside what the source's own selector names; None if it matches nothing."""
    bodies = _matches(page.tree, page.selectors.get("body", ""))
    if not bodies:
        return None
    row = blocks(page.tree)
    inside = {element for body in bodies for element in body.iter()}
    places = [at for at, block in enumerate(row) if block.parent in inside or block.nodes[0][0] in inside]
    if not places:
        return None
    start, end = places[0], places[-1] + 1
    kept = [block for block in row[start:end] if not is_furniture(block.text)]
    return _reading(page, row, Run(start, end, kept, "按来源的选择器"))


def _by_templates(page: Page, templates: Sequence[Template]) -> Reading:
    misfits = []
    for template in templates:
        try:
            return _by_template(page, template)
        except Misfit as misfit:
            misfits.append(str(misfit))
    reading = _in_full(page)
    return replace(reading, how=f"{reading.how}（不合已学会的版式：{misfits[0]}）") if misfits else reading


def _by_template(page: Page, template: Template) -> Reading:
    """As in full, but of the few elements that the template names; Misfit when it does not fit."""
    places = layout.found(template, page.tree)
    above, inside, below = map(blocks_of, (places.above, [places.body], places.below))
    row = [*above, *inside, *below]
    how = f"按已学会的版式（学自 {template.pages} 页）"
    run = found_within(row, len(above), len(above) + len(inside), how)
    layout.check(template, characters=run.characters, share=_share(page, run))
    reading = _reading(page, row, run)
    if template.titled and not reading.headline:
        raise Misfit("找不到标题")
    return reading


def _in_full(page: Page) -> Reading:
    """The page read as a whole, and what it tells of its source."""
    row = blocks(page.tree)
    run = found(page.markup, row)
    reading = _reading(page, row, run)
    return replace(reading, seen=_seen(page, row, run, reading)) if reading.body else reading


def _reading(page: Page, row: Sequence[Block], run: Run) -> Reading:
    above, below = row[: run.start], row[run.end :]
    called = _by_selector(page, "headline") or headline(page.tree, above, run.kept)
    before, body = lines(above), end_lines(run.kept)
    after = lines([block for block in below if not block.aside])
    signed = credits(Surroundings(before, body, after, called, _meta_author(page.tree)))
    byline = _by_selector(page, "byline")
    if byline:
        signed = Credits(byline, signed.origin, "选择器")
    dated = parse_date(_by_selector(page, "date"), now=page.now)
    when = (
        Candidate(dated, 10.0, "选择器")
        if dated
        else published(page.tree, before, body, after, url=page.url, now=page.now)
    )
    article = _markup(page, run, called)
    how = run.how if article or not run.characters else "页面上只有标题，没有正文"
    return Reading(called, article, signed, when, f"{SAID}：{how}")


def _markup(page: Page, run: Run, called: str) -> str:
    """The blocks of the article as markup, without the headline above them."""
    bare = "".join(called.split())
    titled = {at for at, block in enumerate(run.kept[:2]) if bare and bare == block.text}
    kept = [block for at, block in enumerate(run.kept) if at not in titled]
    if not kept:
        return ""
    nodes = {node for block in kept for node in block.nodes}
    return flow([_container(kept)], base=page.url, keep=nodes)


def _seen(page: Page, row: Sequence[Block], run: Run, reading: Reading) -> Seen | None:
    """Where the parts of this page stand; None unless reading there again gives the very same."""
    body = _container(run.kept)
    above = _places(reading, row[: run.start][::-1])
    below = _places(reading, [block for block in row[run.end :] if not block.aside])
    below = {part: block for part, block in below.items() if part not in above}
    for block in (*above.values(), *below.values()):
        body = _around(body, block)
    seen = Seen(
        layout.path_of(body),
        _paths(above, body, row),
        _paths(below, body, row),
        run.characters,
        _share(page, run),
        bool(reading.headline),
    )
    return seen if seen.body and _same(page, seen, reading) else None


def _places(reading: Reading, row: Sequence[Block]) -> dict[str, Block]:
    """The nearest of these blocks that hold each part of what was read."""
    line = reading.dated.line if reading.dated else ""
    wanted = {
        "headline": reading.headline,
        "date": line,
        "byline": reading.credits.byline,
        "origin": reading.credits.origin,
    }
    held = {
        part: next((b for b in row if words and words in b.words), None) for part, words in wanted.items()
    }
    return {part: block for part, block in held.items() if block is not None and block.parent is not None}


def _paths(places: Mapping[str, Block], body: Element, row: Sequence[Block]) -> dict[str, str]:
    """The paths of what stands outside the body, in the order of the page."""
    inside = set(body.iter())
    outside = {part: block for part, block in places.items() if block.parent not in inside}
    order: Callable[[str], int] = lambda part: next(at for at, one in enumerate(row) if one is outside[part])  # noqa: E731
    paths = {part: layout.path_of(outside[part].parent) for part in sorted(outside, key=order)}
    return {part: path for part, path in paths.items() if path}


def _around(body: Element, block: Block) -> Element:
    """The body, or the element around it in which a line of text stands directly."""
    return block.parent if block.parent in set(body.iterancestors()) else body


def _same(page: Page, seen: Seen, reading: Reading) -> bool:
    """Whether a template of this page alone reads the same on it."""
    (template,) = layout.templates([seen] * layout.PAGES_TO_LEARN)
    try:
        again = _by_template(page, template)
    except Misfit:
        return False
    at, at_again = (one.dated and one.dated.dated.at for one in (reading, again))
    return (again.headline, again.body, at_again, again.credits.byline, again.credits.origin) == (
        reading.headline, reading.body, at, reading.credits.byline, reading.credits.origin,
    )  # fmt: skip


def _share(page: Page, run: Run) -> float:
    return layout.share_of("".join(block.text for block in run.kept), page.markup)


def _container(kept: Sequence[Block]) -> Element:
    """The smallest element that holds all these blocks and may hold more than one paragraph."""
    elements = [element if not tail else element.getparent() for b in kept for element, tail in b.nodes]
    common = elements[0]
    around = [common, *common.iterancestors()]
    depth = 0
    for element in elements[1:]:
        chain = {element, *element.iterancestors()}
        while around[depth] not in chain:
            depth += 1
    while around[depth].tag in NO_CONTAINER and depth + 1 < len(around):
        depth += 1
    return around[depth]


def _matches(tree: Element, selector: str) -> list[Element]:
    if not selector:
        return []
    try:
        return CSSSelector(selector)(tree)
    except SelectorError:
        return []


def _by_selector(page: Page, name: str) -> str:
    matches = _matches(page.tree, page.selectors.get(name, ""))
    return " ".join("".join(matches[0].itertext()).split()) if matches else ""


def _meta_author(tree: Element) -> str:
    authors = (
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("name") or "").lower() == "author"
    )
    return next((author.strip() for author in authors if author.strip()), "")


def end_lines(row: Sequence[Block]) -> list[str]:
    """The lines at the beginning and at the end; nobody signs in the middle."""
    said = [block for block in row if not block.picture]
    return lines([*said[:END_BLOCKS], *said[END_BLOCKS:][-END_BLOCKS:]])


def lines(row: Sequence[Block]) -> list[str]:
    """The lines of text blocks; of a monstrous one its head and its tail."""
    whole = (block.words for block in row if not block.picture)
    half = LINE_CHARACTERS // 2
    return [line if len(line) <= LINE_CHARACTERS else f"{line[:half]}\u2026{line[-half:]}" for line in whole]
