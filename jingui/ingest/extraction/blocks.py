"""A page as a row of blocks: runs of text in reading order, with what is known of each.

All readers speak of the same blocks, so that their findings can be compared and added up.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from jingui.text.flow import BREAKS, SKIPPED, Node, is_layout
from jingui.text.html import Element

BLOCK_TAGS = {
    *BREAKS,
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
}
MOST_BLOCKS = 8_000
SPACES = re.compile(r"\s+")
PUNCTUATION = re.compile(r"[，。；！？：、“”…]|, |\. ")
# Names that pages give to what is not the article, and to what is.
ASIDE = re.compile(
    r"(?<![a-z])(?:comment|reply|replies|sidebar|side|foot|footer|copyright|related|relate|recommend|recommended|rec"
    r"|hot|rank|share|toolbar|tools|breadcrumb|crumbs?|nav|navi|navbar|menu|banner|advert|ads?|pager|pagination|login"
    r"|search|subscribe|newsletter|popup|modal|disclaimer|statement|tags?|qrcode|more|links?)(?![a-z])"
)
BODY = re.compile(
    r"(?<![a-z])(?:article|content|contents|body|text|main|post|entry|story|detail|zoom|artibody|endtext|cnt)(?![a-z])"
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


@dataclass(slots=True)
class Block:
    """A run of text (or one picture) and what tells article from furniture."""

    nodes: list[Node] = field(default_factory=list)
    parent: Element | None = None  # the block element it stands in
    pieces: list[str] = field(default_factory=list)
    text: str = ""  # without spaces
    characters: int = 0  # of it
    linked: int = 0  # characters inside links
    aside: bool = False  # inside something named comments, sidebar, footer …
    bodily: bool = False  # inside something named article, content …
    heading: bool = False
    picture: bool = False
    cell: bool = False  # of a table of facts

    @property
    def words(self) -> str:
        """The text with its spaces, as a reader sees it."""
        raw = "".join((element.tail if tail else element.text) or "" for element, tail in self.nodes)
        return SPACES.sub(" ", raw).strip()


class _Place(NamedTuple):
    parent: Element
    linked: bool = False
    aside: bool = False
    bodily: bool = False
    heading: bool = False
    cell: bool = False


def blocks(tree: Element) -> list[Block]:
    """The blocks of a page that hold text or a picture, in reading order."""
    body = tree.find("body")
    root = body if body is not None else tree
    return blocks_of([root])


def blocks_of(elements: Iterable[Element]) -> list[Block]:
    """The blocks inside some elements of a page, as they are on the whole of it."""
    row = _Row()
    for element in elements:
        row.walk(element, _place_of(element))
        row.cut()
    return row.blocks


@dataclass(slots=True)
class _Row:
    blocks: list[Block] = field(default_factory=list)
    open: Block = field(default_factory=Block)

    def walk(self, element: Element, place: _Place) -> None:
        tag = element.tag
        if tag in SKIPPED or _hidden(element) or len(self.blocks) > MOST_BLOCKS:
            return
        if tag == "br":
            self.cut()
        elif tag == "img":
            self.picture(element, place)
        else:
            self.inside(element, _within(element, place), breaks=tag in BLOCK_TAGS)

    def inside(self, element: Element, place: _Place, *, breaks: bool) -> None:
        if breaks:
            self.cut()
        if words := element.text:
            self.add(words, (element, False), place)
        for child in element:
            self.walk(child, place)
            if words := child.tail:
                self.add(words, (child, True), place)
        if breaks:
            self.cut()

    def add(self, words: str, node: Node, place: _Place) -> None:
        visible = "".join(words.split())
        if not visible:
            return
        block = self.open
        if not block.nodes:
            block.parent, block.aside, block.bodily = place.parent, place.aside, place.bodily
            block.heading, block.cell = place.heading, place.cell
        block.nodes.append(node)
        block.pieces.append(visible)
        block.linked += len(visible) if place.linked else 0

    def picture(self, element: Element, place: _Place) -> None:
        self.cut()
        self.blocks.append(
            Block(
                nodes=[(element, False)],
                parent=place.parent,
                aside=place.aside,
                bodily=place.bodily,
                picture=True,
            )
        )

    def cut(self) -> None:
        if self.open.nodes:
            self.open.text = "".join(self.open.pieces)
            self.open.characters = len(self.open.text)
            self.blocks.append(self.open)
            self.open = Block()


def _place_of(element: Element) -> _Place:
    """Where an element stands, from what is around it below the body."""
    around = [*reversed(list(element.iterancestors()))][2:]
    place = _Place(around[-1] if around else element)
    for ancestor in around:
        place = _within(ancestor, place)
    return place


def _within(element: Element, place: _Place) -> _Place:
    """The place inside this element."""
    tag, kind, name = element.tag, element.get("class"), element.get("id")
    breaks, link = tag in BLOCK_TAGS, tag == "a" and bool(element.get("href"))
    if not (breaks or link or kind or name):
        return place
    bodily, aside = _said_by(f"{kind or ''} {name or ''}") if kind or name else (False, False)
    bodily = bodily or tag == "article"
    return _Place(
        element if breaks else place.parent,
        place.linked or link,
        place.aside or tag in ("footer", "aside") or (aside and not bodily),
        place.bodily or bodily,
        place.heading or tag in ("h1", "h2", "h3", "h4"),
        not is_layout(element) if tag == "table" else place.cell,
    )


@lru_cache(maxsize=4_096)
def _said_by(names: str) -> tuple[bool, bool]:
    """Whether class and id name a body, and whether they name what stands beside it."""
    named = CAMEL.sub("-", names).lower().replace("_", "-")
    return bool(BODY.search(named)), bool(ASIDE.search(named))


def _hidden(element: Element) -> bool:
    style = element.get("style")
    return bool(style and HIDDEN.search(style)) or element.get("hidden") is not None
