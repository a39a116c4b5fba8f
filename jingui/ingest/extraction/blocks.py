"""A page as a row of blocks: runs of text in reading order, with what is known of each.

All readers speak of the same blocks, so that their findings can be compared and added up.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from jingui.text.flow import BREAKS, SKIPPED, Node, is_layout
from jingui.text.html import Element, Token, end_of, name_of, said_in

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
TELLING_TAGS = {"h1", "h2", "h3", "h4", "article", "footer", "aside", "table"}  # also without attributes
CUTS = {"br/", *BLOCK_TAGS, *(f"/{tag}" for tag in BLOCK_TAGS)}  # as they are usually written
MOST_BLOCKS = 8_000
SPACES = re.compile(r"\s+")
PUNCTUATION = re.compile("[，。；！？：、“”…]")
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
MAY_HIDE = re.compile("hidden|display")


@dataclass(slots=True)
class Block:
    """A run of text (or one picture) and what tells article from furniture."""

    nodes: list[Node] = field(default_factory=list)
    parent: Element | None = None  # the block element it stands in
    aside: bool = False  # inside something named comments, sidebar, footer …
    bodily: bool = False  # inside something named article, content …
    heading: bool = False
    cell: bool = False  # of a table of facts
    picture: bool = False
    linked: int = 0  # characters inside links
    words: str = ""  # the text with its spaces, as a reader sees it
    text: str = ""  # without spaces
    characters: int = 0  # of it
    places: list[int] = field(default_factory=list)  # among tokens: 2n of a picture, 2n + 1 of words


class _Place(NamedTuple):
    """What is known of all that stands inside an element."""

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
        row.walk(element, *_around(element))
        row.cut()
    return row.blocks


def blocks_told(tokens: Sequence[Token]) -> list[Block]:
    """The blocks of a fragment from its tokens: their text and their places, and not where they stand."""
    row, until = _Row(), -1  # what is inside the tag that ends there is not seen
    for at, (tag, words) in enumerate(tokens):
        if at < until:
            continue
        if tag in CUTS and len(row.blocks) <= MOST_BLOCKS:
            if at > until:
                row.cut()
        elif tag[0] != "/":
            name = name_of(tag)
            if name in SKIPPED or _is_hidden(tag) or len(row.blocks) > MOST_BLOCKS:
                until = end_of(tokens, at)
                if at < until:
                    continue
            elif name in BLOCK_TAGS or name == "br":
                row.cut()
            elif name == "img":
                row.cut()
                row.blocks.append(Block(picture=True, places=[2 * at]))
        if words and not words.isspace():
            row.tell(words, 2 * at + 1)
    row.cut()
    return row.blocks


@dataclass(slots=True)
class _Row:
    blocks: list[Block] = field(default_factory=list)
    open: Block | None = None
    pieces: list[str] = field(default_factory=list)  # of the open block's words

    def walk(self, element: Element, parent: Element, place: _Place) -> None:
        tag = element.tag
        if tag in SKIPPED or len(self.blocks) > MOST_BLOCKS:
            return
        said = dict(element.items())
        if said and _hidden(said):
            return
        if tag == "br":
            self.cut()
        elif tag == "img":
            self.cut()
            self.blocks.append(Block([(element, False)], parent, place.aside, place.bodily, picture=True))
        else:
            if said or tag in TELLING_TAGS:
                place = _within(element, said, place)
            self.inside(element, parent, place)

    def inside(self, element: Element, parent: Element, place: _Place) -> None:
        breaks = element.tag in BLOCK_TAGS
        if breaks:
            self.cut()
            parent = element
        if words := element.text:
            self.add(words, (element, False), parent, place)
        for child in element:
            self.walk(child, parent, place)
            if words := child.tail:
                self.add(words, (child, True), parent, place)
        if breaks:
            self.cut()

    def add(self, words: str, node: Node, parent: Element, place: _Place) -> None:
        if words.isspace():
            return
        if self.open is None:
            self.open = Block([], parent, place.aside, place.bodily, place.heading, place.cell)
        self.open.nodes.append(node)
        self.pieces.append(words)
        if place.linked:
            self.open.linked += len("".join(words.split()))

    def tell(self, words: str, place: int) -> None:
        self.open = self.open or Block()
        self.open.places.append(place)
        self.pieces.append(unescape(words) if "&" in words else words)

    def cut(self) -> None:
        if block := self.open:
            words = "".join(self.pieces).split()
            block.words, block.text = " ".join(words), "".join(words)
            block.characters = len(block.text)
            self.blocks.append(block)
            self.open, self.pieces = None, []


def _around(element: Element) -> tuple[Element, _Place]:
    """The block an element stands in, and what is known of it from what is around it below the body."""
    around = [*reversed(list(element.iterancestors()))][2:]
    parent, place = around[-1] if around else element, _Place()
    for ancestor in around:
        place = _within(ancestor, dict(ancestor.items()), place)
        parent = ancestor if ancestor.tag in BLOCK_TAGS else parent
    return parent, place


def _within(element: Element, said: Mapping[str, str], place: _Place) -> _Place:
    """What is known inside this element, which says this of itself."""
    tag, kind, name = element.tag, said.get("class"), said.get("id")
    if not (kind or name or "href" in said or tag in TELLING_TAGS):
        return place
    bodily, aside = _said_by(f"{kind or ''} {name or ''}") if kind or name else (False, False)
    bodily = bodily or tag == "article"
    return _Place(
        place.linked or (tag == "a" and bool(said.get("href"))),
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


def _is_hidden(tag: str) -> bool:
    return (" style=" in tag or " hidden=" in tag) and _hidden(said_in(tag))


def _hidden(said: Mapping[str, str]) -> bool:
    return "hidden" in said or ("style" in said and HIDDEN.search(said["style"]) is not None)
