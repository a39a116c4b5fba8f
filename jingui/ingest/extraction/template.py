"""版式: where the pages of a source keep their parts, learned from its first pages.

A page that was read in full is told as `Seen`: the paths of the elements that held headline, body, date,
byline and source line. Three pages that agree on the place of the body make a `Template`, which names the
few elements that later pages need to be read in; the readers are the same. Wrapper induction in its simplest
form (Kushmerick, Weld and Doorenbos, IJCAI 1997): the paths are of names, not of positions, and every page
is checked against what was usual. Nothing but what was seen is kept, so a template cannot go out of date
without its pages: a site that changes its layout is seen anew, and its newest three pages that agree win.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jingui.text.html import Element

VERSION = 1  # of what `Seen` means; what another version kept is not read
PARTS = ("headline", "date", "byline", "origin")
PAGES_TO_LEARN = 3
PAGES_KEPT = 12  # of a source: layouts of three or four kinds of pages
MOST_TEMPLATES = 3
USUAL_FACTOR = 4.0  # 5 % of 24,102 texts of one source are below a quarter of the median, 3 % above thrice
USUAL_SHARE = 0.5  # of the smallest share of the page's sentences that was seen in the body
SENTENCE_MARKS = "。，"
DIGITS = re.compile(r"\d+")
STEP = " > "
PLAIN_STEP = re.compile(r"[\w:-]+(?:[.#][\w-]+)?")
MOST_STEPS = 60
NAME = re.compile(r"[\w-]{1,60}")  # of an id or a class; an address for an id is of one page


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page showed. Paths are as `path_of` writes them; a part that is not there has none.

    `characters` of the body without spaces; `share`: of the page's sentence marks, those in the body.
    """

    body: str
    above: Mapping[str, str] = field(default_factory=dict)  # part -> path, in the order of the page
    below: Mapping[str, str] = field(default_factory=dict)
    characters: int = 0
    share: float = 0.0
    titled: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """Where to look on a page of this source, and what is usual there."""

    body: str
    above: Sequence[str]
    below: Sequence[str]
    needed: frozenset[str]  # paths that every page had
    least: float  # characters of the body
    most: float
    share: float
    titled: bool  # whether every page had a headline
    pages: int  # that it was learned from


@dataclass(frozen=True, slots=True)
class Found:
    """The elements a template names on one page, in the page's order."""

    above: Sequence[Element]
    body: Element
    below: Sequence[Element]


class Misfit(Exception):
    """This page is not laid out as its source's others, and how."""


def templates(seen: Iterable[Seen]) -> list[Template]:
    """What three pages or more agree on, the narrowest body first.

    A page whose body stood inside the body of others agrees with them on the wider one.
    """
    rest, learned = list(seen), []
    for body in sorted({one.body for one in rest}, key=_depth, reverse=True):
        alike = [one for one in rest if _inside(one.body, body)]
        if len(alike) >= PAGES_TO_LEARN:
            learned.append(_template(body, alike))
            rest = [one for one in rest if one not in alike]
    return learned[:MOST_TEMPLATES]


def found(template: Template, tree: Element) -> Found:
    """The elements of a page that the template names; Misfit when one that every page had is missing."""
    body = located(tree, template.body)
    if body is None:
        raise Misfit("找不到正文的位置")
    return Found(_all(tree, template.above, template), body, _all(tree, template.below, template))


def check(template: Template, *, characters: int, share: float) -> None:
    """Misfit when the body is not of the usual size, or holds unusually little of the page's sentences."""
    if not template.least <= characters <= template.most:
        raise Misfit(f"正文 {characters} 字，不在平常的 {template.least:.0f}–{template.most:.0f} 字之间")
    if share < template.share:
        raise Misfit(f"正文只占全页句读的 {share:.0%}")


def share_of(text: str, page: str) -> float:
    """Of the sentence marks of a page's markup, how many are in this text."""
    marks = sum(map(page.count, SENTENCE_MARKS))
    return sum(map(text.count, SENTENCE_MARKS)) / marks if marks else 0.0


def path_of(element: Element) -> str:
    """The names from the root to an element (`html > body > div#main > p`), and which of several it is.

    A name is a tag with its id, else its first class; numbers in them are of one page, and become 0.
    "" where the element stands too deep, or inside a tag whose name is none.
    """
    steps = [_step(one) for one in (*reversed(list(element.iterancestors())), element)][1:]
    if not 0 < len(steps) <= MOST_STEPS or not all(map(PLAIN_STEP.fullmatch, steps)):
        return ""
    path = STEP.join(steps)
    same = _named(element.getroottree().getroot(), steps)
    at = next((at for at, one in enumerate(same) if one is element), None)
    return "" if at is None else f"{path}{STEP}{at}"


def located(tree: Element, path: str) -> Element | None:
    """The element at a path, None where there is none."""
    *steps, at = path.split(STEP)
    same = _named(tree, steps)
    return same[int(at)] if int(at) < len(same) else None


def seen_as_json(seen: Seen) -> dict[str, Any]:
    """As it is kept and sent."""
    return {**asdict(seen), "version": VERSION}


def seen_from_json(kept: Mapping[str, Any]) -> Seen | None:
    """What `seen_as_json` wrote; None for another version's."""
    if kept.get("version") != VERSION:
        return None
    return Seen(**{name: value for name, value in kept.items() if name != "version"})


def template_as_json(template: Template) -> dict[str, Any]:
    return {**asdict(template), "needed": sorted(template.needed)}


def template_from_json(sent: Mapping[str, Any]) -> Template:
    return Template(**{**sent, "needed": frozenset(sent["needed"])})


def _depth(path: str) -> int:
    return path.count(STEP)


def _inside(path: str, around: str) -> bool:
    """Whether one path leads into the element of another, or to it."""
    names, _, _ = around.rpartition(STEP)
    return path == around or (path.startswith(f"{names}{STEP}") and _depth(path) > _depth(around))


def _template(body: str, group: Sequence[Seen]) -> Template:
    """The commonest place of each part; those that were on every page are needed on the next."""
    above, below = _commonest([one.above for one in group]), _commonest([one.below for one in group])
    places = [{*one.above.values(), *one.below.values()} for one in group]
    return Template(
        body=body,
        above=above,
        below=below,
        needed=frozenset(set.intersection(*places)),
        least=min(one.characters for one in group) / USUAL_FACTOR,
        most=max(one.characters for one in group) * USUAL_FACTOR,
        share=min(one.share for one in group) * USUAL_SHARE,
        titled=all(one.titled for one in group),
        pages=len(group),
    )


def _commonest(places: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """One path a part, each once, in the order of a page that has the most of them."""
    counts = {part: Counter(place[part] for place in places if part in place) for part in PARTS}
    chosen = {count.most_common(1)[0][0] for count in counts.values() if count}
    fullest = max(places, key=lambda place: len(chosen & set(place.values())))
    return tuple(dict.fromkeys([*(path for path in fullest.values() if path in chosen), *sorted(chosen)]))


def _all(tree: Element, paths: Sequence[str], template: Template) -> list[Element]:
    elements = [(path, located(tree, path)) for path in paths]
    if any(element is None and path in template.needed for path, element in elements):
        raise Misfit("缺少题署或日期所在的位置")
    return list(dict.fromkeys(element for _, element in elements if element is not None))


def _named(root: Element, steps: Sequence[str]) -> list[Element]:
    """All elements below the root with these names, level by level."""
    level = [root]
    for step in steps:
        tag = step.partition("#")[0].partition(".")[0]
        level = [child for one in level for child in one.iterchildren(tag) if _step(child) == step]
    return level


def _step(element: Element) -> str:
    name, classes = element.get("id"), element.get("class")
    if name and NAME.fullmatch(name):
        return f"{element.tag}#{DIGITS.sub('0', name)}"
    first = classes.split(maxsplit=1)[:1] if classes else ()
    if first and NAME.fullmatch(first[0]):
        return f"{element.tag}.{DIGITS.sub('0', first[0])}"
    return str(element.tag)
