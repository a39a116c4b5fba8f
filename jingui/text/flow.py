"""Any markup as a newspaper's blocks: paragraphs, headings, lists, tables and figures, nothing else.

Pages write paragraphs as <div>, as lines parted by <br>, as indented runs inside a table used for
layout. Here a tree is read in order and written again; what comes out is nested as it should be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from html import escape
from urllib.parse import urljoin

from jingui.text.html import Element, Token, end_of, ends_of, name_of, said_in

type Said = Mapping[str, str] | Element  # the attributes of a tag
type Closing = Callable[[], None]
type Opening = Callable[[_Writing, Said], Closing | None]
type Node = tuple[Element, bool]  # an element and whether its tail (True) or its own text is meant

SKIPPED = {
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "applet",
    "button", "input", "select", "textarea", "label", "nav", "head", "title", "audio", "video", "canvas",
    "map", "dialog",
}  # fmt: skip
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
INLINE = {"a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup"}
TABLE_PARTS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
KEPT_BLOCKS = {"ul", "ol", "li", "blockquote", "figure", "figcaption", *TABLE_PARTS}
HOLDS_TEXT = {"li", "th", "td", "caption", "figcaption", "h2", "h3", "h4"}  # here without a <p>
NEVER_TEXT = {"ul", "ol", "table", "thead", "tbody", "tfoot", "tr", "figure"}
BREAKS = {
    *TABLE_PARTS, "p", "div", "section", "article", "main", "header", "footer", "aside", "center", "address",
    "dl", "dt", "dd", "pre", "hr", "fieldset", "form", "body", "html",
}  # fmt: skip
ENDS_PARAGRAPH = {"br", *BREAKS, *HEADINGS, *KEPT_BLOCKS}
SAYING = {"a", "img"}  # of their attributes something stays
USUAL_ENDS = {"br", "p", "div", "table", "li"}  # inside inline markup
LAZY_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-url", "src")
SMALLEST_PICTURE_PIXELS = 40
LONG_CELL_CHARACTERS = 600
LINE_WRAP = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
BLANKS = re.compile(r"[ \t\n\r\f\v\xa0]+")
PLAIN_ADDRESS = re.compile(r"https?://[\w.\-]+(?:[:/?#][^\s\[\]]*)?")  # joining would change nothing
TO_COLLAPSE = re.compile(r"[\t\n\r\f\v\xa0 ](?:(?<! )| )")
NEVER_EMPTY = {
    "p", "li", "ul", "ol", "blockquote", "h2", "h3", "h4", "strong", "em", "figcaption", "figure", "sub",
    "sup", "tr", "table",
}  # fmt: skip
ENDS_IN_WORDS = {"p", "li", "td", "th", "h2", "h3", "h4", "caption", "figcaption"}  # not in blanks


def flow(elements: Iterable[Element], *, base: str = "", keep: Set[Node] | None = None) -> str:
    """The elements and what is in them, as blocks.

    `base` resolves addresses; of the texts and the pictures only those in `keep` stay.
    """
    writing = _Writing(base)
    walk = _Walk(writing, keep, _holding(keep or ()))
    for element in elements:
        walk.walk(element)
        writing.end_paragraph()
    return "".join(writing.out)


def flow_of(tokens: Sequence[Token], *, base: str = "", keep: Set[int] | None = None) -> str:
    """As `flow`, from the tokens of a tree without tables.

    `keep`: 2n for the picture at n, 2n + 1 for the words behind tag n.
    """
    writing, kept = _Writing(base), None if keep is None else _Kept(tokens, keep)
    closings: list[Closing | None] = []
    until = -1  # what is inside the tag that ends there is passed over
    for at, (tag, words) in enumerate(tokens):
        if at < until:
            continue
        name = tag if tag in WRITING else name_of(tag)
        if tag[0] == "/":
            closing = closings.pop() if at > until else None
        elif name in SKIPPED or (kept and not kept.is_in(at, name)):
            until = end_of(tokens, at)
            closing = writing.end_paragraph if _ends_paragraph(tokens[at : until + 1]) else None
        else:
            closing = WRITING.get(name, _Writing.nothing)(writing, said_in(tag) if name in SAYING else {})
            if tag[-1] != "/":
                closings.append(closing)
                closing = None
        if closing:
            closing()
        if words and at >= until and (keep is None or 2 * at + 1 in keep):
            writing.text(words)
    writing.end_paragraph()
    return "".join(writing.out)


@dataclass(slots=True)
class _Kept:
    """Which tags of a row of tokens have something kept inside, or right behind them."""

    tokens: Sequence[Token]
    keep: Set[int]
    ends: Mapping[int, int] = field(init=False)
    order: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        self.ends, self.order = ends_of(self.tokens), sorted(self.keep)

    def is_in(self, start: int, name: str) -> bool:
        if name == "img":
            return 2 * start in self.keep
        if 2 * start + 1 in self.keep or name in TABLE_PARTS:
            return True  # as nearly always
        first, end = bisect_left(self.order, 2 * start), self.ends[start]
        return 2 * end + 1 in self.keep or (first < len(self.order) and self.order[first] < 2 * end)


def _ends_paragraph(inside: Sequence[Token]) -> bool:
    """Whether these tokens of a tag end the paragraph it stands in."""
    names = [name_of(tag) for tag, _ in inside]
    return names[0] not in SKIPPED and (names[0] in ENDS_PARAGRAPH or not USUAL_ENDS.isdisjoint(names))


@dataclass(slots=True)
class _Walk:
    """From element to element of a tree."""

    writing: _Writing
    keep: Set[Node] | None
    holding: Set[Element]  # what has something kept inside; nothing else is entered

    def walk(self, element: Element) -> None:
        tag = element.tag
        if tag in SKIPPED:
            return
        if tag == "img" and self.keep is not None and (element, False) not in self.keep:
            return
        if self.keep is None or element in self.holding or tag in TABLE_PARTS:
            closing = WRITING.get(tag, _Writing.nothing)(self.writing, element)
            self.children(element)
            if closing:
                closing()
        elif tag in ENDS_PARAGRAPH or (len(element) and next(element.iter(*USUAL_ENDS), None) is not None):
            self.writing.end_paragraph()

    def children(self, element: Element) -> None:
        keep, write = self.keep, self.writing.text
        if (words := element.text) and (keep is None or (element, False) in keep):
            write(_escaped(words))
        for child in element:
            self.walk(child)
            if (words := child.tail) and (keep is None or (child, True) in keep):
                write(_escaped(words))


@dataclass(slots=True)
class _Writing:
    """What has been written so far, and what is open. Opening a tag gives what closes it, if anything."""

    base: str
    out: list[str] = field(default_factory=list)
    figures: int = 0  # open ones
    holds_text: bool = False  # the innermost block, without a paragraph
    never_text: bool = False
    inline: dict[str, str] = field(default_factory=dict)  # open inline tags: name -> tag
    paragraph: bool = False
    fresh: bool = True  # nothing written yet in this paragraph or cell
    layouts: dict[Element, bool] = field(default_factory=dict)  # tables, and whether they only place things

    def nothing(self, said: Said) -> None:
        pass

    def breaking(self, said: Said) -> Closing:
        self.end_paragraph()
        return self.end_paragraph

    def line_break(self, said: Said) -> None:
        self.end_paragraph()

    def table_part(self, said: Said) -> Closing:
        part: Element | None = None if isinstance(said, dict) else said
        if part is None or self.only_places(part):
            return self.breaking(said)
        return self.block(part.tag, _spans(part))

    def block(self, name: str, spans: str = "") -> Closing:
        self.end_paragraph()
        self.out.append(f"<{name}{spans}>")
        outer = self.inline, self.holds_text, self.never_text
        self.inline, self.holds_text, self.never_text = {}, name in HOLDS_TEXT, name in NEVER_TEXT
        self.figures += name == "figure"
        return partial(self.end_block, name, outer)

    def end_block(self, name: str, outer: tuple[dict[str, str], bool, bool]) -> None:
        if self.paragraph:
            self.end_paragraph()
        self.figures -= name == "figure"
        self.inline, self.holds_text, self.never_text = outer
        self.close(name)
        self.paragraph, self.fresh = False, True

    def link(self, said: Said) -> Closing | None:
        address = absolute(said.get("href"), self.base)
        return self.inline_tag("a", f'a href="{escape(address)}"') if address else None

    def inline_tag(self, name: str, tag: str) -> Closing | None:
        if self.never_text or name in self.inline:
            return None
        if not self.paragraph and not self.holds_text:
            self.begin()
        self.inline[name] = tag
        self.out.append(f"<{tag}>")
        return partial(self.end_inline, name)

    def end_inline(self, name: str) -> None:
        del self.inline[name]
        if self.paragraph or self.holds_text:
            self.close(name)

    def picture(self, image: Said) -> None:
        said = dict(image.items())
        addresses = (absolute(said[name], self.base) for name in LAZY_SOURCES if name in said)
        address = next(filter(None, addresses), "")
        sides = [int(side) for side in (said.get("width", ""), said.get("height", "")) if side.isdecimal()]
        if not address or min(sides, default=SMALLEST_PICTURE_PIXELS) < SMALLEST_PICTURE_PIXELS:
            return
        alt = BLANKS.sub(" ", said.get("alt", "")).strip()
        markup = f'<img src="{escape(address)}" alt="{escape(alt)}">'
        if not self.figures:
            self.end_paragraph()
        self.out.append(markup if self.figures else f"<figure>{markup}</figure>")

    def text(self, words: str) -> None:
        """Write words that are escaped."""
        if self.fresh:
            words = words.lstrip()
        if not words or self.never_text:
            return
        if TO_COLLAPSE.search(words):
            words = BLANKS.sub(" ", LINE_WRAP.sub("", words) if "\n" in words else words)
        if not self.paragraph and not self.holds_text:
            self.begin()
        self.fresh = False
        self.out.append(words)

    def begin(self) -> None:
        """Begin a paragraph, with the inline tags that are open."""
        self.out.append("<p>")
        self.out += [f"<{tag}>" for tag in self.inline.values()]
        self.paragraph = True

    def end_paragraph(self) -> None:
        if self.paragraph:
            for name in reversed(self.inline):
                self.close(name)
            self.close("p")
        elif not self.fresh and self.holds_text:
            self.out.append("<br>")
        self.paragraph, self.fresh = False, True

    def close(self, name: str) -> None:
        """Close a tag, or take its opening back, if nothing is inside."""
        last = self.out[-1]
        if last == "<br>" or last[-1].isspace() or (last[0] == "<" and last[1] != "/"):
            self.close_neatly(name)
        else:
            self.out.append(f"</{name}>")

    def close_neatly(self, name: str) -> None:
        """As `close`, where what was written last is a blank or a tag."""
        out, end = self.out, len(self.out)
        while out[end - 1] == "<br>" or out[end - 1].isspace():
            end -= 1
        if (out[end - 1] == f"<{name}>" and name in NEVER_EMPTY) or (
            name == "a" and out[-1].startswith("<a ")
        ):
            del out[end - 1 :]
            return
        if name in ENDS_IN_WORDS:
            del out[end:]
            out[-1] = out[-1].rstrip()
        out.append(f"</{name}>")

    def only_places(self, element: Element) -> bool:
        """Whether this (part of a) table is there for the layout."""
        table = element if element.tag == "table" else next(element.iterancestors("table"), None)
        if table is None:
            return True
        if table not in self.layouts:
            self.layouts[table] = is_layout(table)
        return self.layouts[table]


def _block(name: str) -> Opening:
    return lambda writing, said: writing.block(name)


def _inline(name: str) -> Opening:
    return lambda writing, said: writing.inline_tag(name, name)


# How each tag is written; of any other, only what is inside.
WRITING: dict[str, Opening] = {
    **{tag: _block(HEADINGS.get(tag, tag)) for tag in (*KEPT_BLOCKS, *HEADINGS)},
    **{tag: _inline(name) for tag, name in INLINE.items()},
    **dict.fromkeys(BREAKS, _Writing.breaking),
    **dict.fromkeys(TABLE_PARTS, _Writing.table_part),
    "a": _Writing.link,
    "img": _Writing.picture,
    "br": _Writing.line_break,
}


def _escaped(words: str) -> str:
    return escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


def _holding(nodes: Iterable[Node]) -> Set[Element]:
    """The elements of the nodes and all that is around them."""
    holding: set[Element] = set()
    for node in nodes:
        element: Element | None = node[0]
        while element is not None and element not in holding:
            holding.add(element)
            element = element.getparent()
    return holding


def absolute(address: str | None, base: str) -> str:
    """An absolute http(s) address, or nothing."""
    address = (address or "").strip()
    if not address or address.startswith("#"):
        return ""
    if PLAIN_ADDRESS.fullmatch(address):
        return address
    try:
        joined = urljoin(base, address)
    except ValueError:
        return ""
    if joined.startswith("//"):
        joined = "https:" + joined
    return joined if joined.lower().startswith(("http://", "https://")) else ""


def is_layout(table: Element) -> bool:
    """A table of one column, or whose cells hold whole blocks, is no table of facts."""
    rows = table.findall("./tr") + table.findall("./*/tr")
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or len(cells) == len(rows):
        return True
    return any(
        next(cell.iter("table", "ul", "h1", "h2", "h3"), None) is not None
        or sum(map(len, cell.itertext())) > LONG_CELL_CHARACTERS
        for cell in cells
    )


def _spans(cell: Element) -> str:
    spans = ((key, cell.get(key, "")) for key in ("colspan", "rowspan"))
    return "".join(f' {key}="{int(value)}"' for key, value in spans if value.isdecimal())
