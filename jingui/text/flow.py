"""Any markup as a newspaper's blocks: paragraphs, headings, lists, tables and figures, nothing else.

Pages write paragraphs as <div>, as lines parted by <br>, as indented runs inside a table used for
layout. Here a tree is read in order and written again; what comes out is nested as it should be.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urljoin

from jingui.text.html import Element

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
USUAL_ENDS = ("br", "p", "div", "table", "li")  # inside inline markup
LAZY_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-url", "src")
SMALLEST_PICTURE_PIXELS = 40
LONG_CELL_CHARACTERS = 600
LINE_WRAP = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
BLANKS = re.compile(r"[ \t\n\r\f\v\xa0]+")
SPECIAL = re.compile("[&<>]")
PLAIN_ADDRESS = re.compile(r"https?://[\w.\-]+(?:[:/?#][^\s\[\]]*)?")  # joining would change nothing
TO_COLLAPSE = re.compile(r"[\t\n\r\f\v\xa0]|  ")
EMPTY = re.compile(
    r"<(p|li|ul|ol|blockquote|h2|h3|h4|strong|em|figcaption|figure|sub|sup|tr|table)>"
    r"(?:\s|<br>)*</\1>|<a [^>]*></a>"
)
TRAILING = re.compile(
    r"[\s<](?:(?<=\s)|(?<=<)br>)(?:\s|<br>)*(?=</(?:p|li|td|th|h2|h3|h4|caption|figcaption)>)"
)


def flow(elements: Iterable[Element], *, base: str = "", keep: Set[Node] | None = None) -> str:
    """The elements and what is in them, as blocks.

    `base` resolves addresses; of the texts and the pictures only those in `keep` stay.
    """
    writing = _Writing(base, keep, _holding(keep or ()))
    for element in elements:
        writing.walk(element)
        writing.end_paragraph()
    return _tidy("".join(writing.out))


@dataclass(slots=True)
class _Writing:
    """What has been written so far, and what is open."""

    base: str
    keep: Set[Node] | None
    holding: Set[Element]  # what has something kept inside; nothing else is entered
    out: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)  # open kept blocks, outermost first
    inline: list[str] = field(default_factory=list)  # open inline tags with their attributes
    paragraph: bool = False
    fresh: bool = True  # nothing written yet in this paragraph or cell
    layouts: dict[Element, bool] = field(default_factory=dict)  # tables, and whether they only place things

    def walk(self, element: Element) -> None:
        tag = element.tag
        if tag in SKIPPED or not isinstance(tag, str):
            return
        if self.keep is not None and element not in self.holding and tag not in TABLE_PARTS:
            if tag in ENDS_PARAGRAPH or (len(element) and next(element.iter(*USUAL_ENDS), None) is not None):
                self.end_paragraph()
        elif tag in BREAKS and tag not in TABLE_PARTS:
            self.plain(element, breaks=True)
        elif tag == "img":
            self.picture(element)
        elif tag == "br":
            self.end_paragraph()
        elif tag in INLINE:
            self.inline_element(element)
        elif (tag in HEADINGS or tag in KEPT_BLOCKS) and not (
            tag in TABLE_PARTS and self.only_places(element)
        ):
            self.block(HEADINGS.get(tag, tag), element)
        else:
            self.plain(element, breaks=tag in BREAKS)

    def children(self, element: Element) -> None:
        keep = self.keep
        if (words := element.text) and (keep is None or (element, False) in keep):
            self.text(words)
        for child in element:
            self.walk(child)
            if (words := child.tail) and (keep is None or (child, True) in keep):
                self.text(words)

    def plain(self, element: Element, *, breaks: bool) -> None:
        if breaks:
            self.end_paragraph()
        self.children(element)
        if breaks:
            self.end_paragraph()

    def block(self, name: str, element: Element) -> None:
        self.end_paragraph()
        self.out.append(f"<{name}{_spans(element)}>")
        self.blocks.append(name)
        outer, self.inline = self.inline, []
        self.children(element)
        if self.paragraph:
            self.end_paragraph()
        self.inline = outer
        self.blocks.pop()
        self.out.append(f"</{name}>")
        self.paragraph, self.fresh = False, True

    def inline_element(self, element: Element) -> None:
        tag = INLINE[element.tag]
        if tag == "a":
            address = absolute(element.get("href"), self.base)
            tag = f'a href="{escape(address)}"' if address else ""
        if not tag or self.in_place_of("never") or _name(tag) in map(_name, self.inline):
            self.children(element)
            return
        self.begin()
        self.inline.append(tag)
        self.out.append(f"<{tag}>")
        self.children(element)
        self.inline.remove(tag)
        if self.paragraph or self.in_place_of("text"):
            self.out.append(f"</{_name(tag)}>")

    def picture(self, image: Element) -> None:
        address = next(filter(None, (absolute(image.get(name), self.base) for name in LAZY_SOURCES)), "")
        sides = [int(side) for side in (image.get("width", ""), image.get("height", "")) if side.isdecimal()]
        if not address or min(sides, default=SMALLEST_PICTURE_PIXELS) < SMALLEST_PICTURE_PIXELS:
            return
        if self.keep is not None and (image, False) not in self.keep:
            return
        alt = BLANKS.sub(" ", image.get("alt") or "").strip()
        markup = f'<img src="{escape(address)}" alt="{escape(alt)}">'
        inside = "figure" in self.blocks
        if not inside:
            self.end_paragraph()
        self.out.append(markup if inside else f"<figure>{markup}</figure>")

    def text(self, words: str) -> None:
        if TO_COLLAPSE.search(words):
            words = BLANKS.sub(" ", LINE_WRAP.sub("", words))
        if self.fresh:
            words = words.lstrip()
        if not words or self.in_place_of("never"):
            return
        self.begin()
        self.fresh = False
        self.out.append(escape(words, quote=False) if SPECIAL.search(words) else words)

    def begin(self) -> None:
        """Begin a paragraph where text needs one; inline tags that are open are opened again in it."""
        if not self.paragraph and not self.in_place_of("text"):
            self.out.append("<p>")
            self.out += [f"<{tag}>" for tag in self.inline]
            self.paragraph = True

    def end_paragraph(self) -> None:
        if self.paragraph:
            if self.inline:
                self.out += [f"</{_name(tag)}>" for tag in reversed(self.inline)]
            self.out.append("</p>")
        elif not self.fresh and self.in_place_of("text"):
            self.out.append("<br>")
        self.paragraph, self.fresh = False, True

    def in_place_of(self, kind: str) -> bool:
        """Whether the innermost block holds text by itself, or never holds any."""
        if not self.blocks:
            return False
        return self.blocks[-1] in (HOLDS_TEXT if kind == "text" else NEVER_TEXT)

    def only_places(self, element: Element) -> bool:
        """Whether this (part of a) table is there for the layout."""
        table = element if element.tag == "table" else next(element.iterancestors("table"), None)
        if table is None:
            return True
        if table not in self.layouts:
            self.layouts[table] = is_layout(table)
        return self.layouts[table]


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


def _name(tag: str) -> str:
    return tag.partition(" ")[0]


def _tidy(markup: str) -> str:
    """Without blocks that hold nothing."""
    while (tidied := TRAILING.sub("", EMPTY.sub("", markup))) != markup:
        markup = tidied
    return markup
