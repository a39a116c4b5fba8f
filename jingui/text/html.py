"""Markup that came from outside: bounded first, then parsed, sanitised, and read as text.

Order matters: libxml2 is quadratic in the attributes of a tag and nh3 in nesting, so a linear scan
caps tags before libxml2, and libxml2 (at most 256 deep) caps nesting before nh3.
"""

import re
from collections.abc import Sequence
from html import escape, unescape

import nh3
from lxml import etree

from jingui.text.characters import clean

type Element = etree._Element  # not lxml.html's, which asks Python for a class at every element
type Token = tuple[str, str]  # what stands in < >, and the words after it, escaped

MOST_CHARACTERS = 300_000  # of one body; a page may have MOST_PAGE_CHARACTERS
MOST_PAGE_CHARACTERS = 1_000_000
LONG_TAG_CHARACTERS = 3_000
MOST_ATTRIBUTES = 40
LONG_ATTRIBUTE_CHARACTERS = 1_500
# A start tag as the HTML standard (13.2.5) reads it; possessive, so linear.
ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+"""
ATTRIBUTES = re.compile(ATTRIBUTE)
START_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{ATTRIBUTE})*+[\s/]*+>?")
TAG_NAME = re.compile(r"<[a-zA-Z][a-zA-Z0-9:-]{0,20}")
UNREAD = tuple(
    (re.compile(rf"<{name}\b", re.IGNORECASE), re.compile(rf"</{name}\s*+>", re.IGNORECASE))
    for name in ("script", "style", "template", "svg")
)

TAGS = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "table", "caption", "thead",
    "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "img", "a", "strong", "em", "sub", "sup",
    "code",
}  # fmt: skip
UNSEEN_TAGS = {"script", "style", "template", "noscript", "textarea", "select", "title"}
ATTRIBUTES_KEPT = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "tr", "caption", "figcaption",
    "div", "section", "table", "ul", "ol",
}  # fmt: skip
PARAGRAPH_END = re.compile(
    r"<br>|</?(?:p|h[1-6]|li|blockquote|pre|tr|caption|figcaption|table|ul|ol)\b[^>]*>"
)
IMAGE = re.compile(r"<img\b[^>]*+")
TAG = re.compile(r'<(?:[^>"]|"[^"]*")*+>')
BLANKS_TO_COLLAPSE = "\t\r\f\v\xa0\u3000"
BLANKS = re.compile(r"[ \t\r\f\v\xa0\u3000]+")
TOKEN = re.compile(r"<([^>]*+)>([^<]*+)")
ATTRIBUTE_WRITTEN = re.compile(r' (=?[^\s=]*)="([^"]*)"')
CONTROL_WRITTEN = re.compile(r"&#(\d+);")
_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=UNSEEN_TAGS | {"iframe", "object", "svg", "math"},
    attributes=ATTRIBUTES_KEPT,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener nofollow",
)


def bounded(markup: str, *, most_characters: int = MOST_CHARACTERS) -> str:
    """The markup without unseen characters, no longer, and with no tag larger, than a parser can bear."""
    markup = clean(markup)
    longest = max(map(len, START_TAG.findall(markup)), default=0) if len(markup) >= LONG_TAG_CHARACTERS else 0
    if longest >= LONG_TAG_CHARACTERS:
        markup = START_TAG.sub(_bounded_tag, markup)
    if len(markup) > most_characters:
        markup = _without_unread(markup)[:most_characters]
    return markup


def parse(markup: str) -> Element | None:
    """The bounded markup of a page or a fragment as a tree (html → body); None if there is nothing in it."""
    if not markup.strip():
        return None
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(markup.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def tokens(tree: Element) -> list[Token]:
    """A tree as libxml2 writes it: to read that costs a third of visiting its elements.

    Every tag is closed (`br/`), values stand in double quotes. None where a table asks for the elements
    themselves, or a control character, which cannot be written.
    """
    written = etree.tostring(tree, encoding="utf-8").decode()
    if "<table" in written or "&#x" in written:
        return []
    if "&#" in written:
        written = CONTROL_WRITTEN.sub(lambda found: chr(int(found[1])), written)
    return TOKEN.findall(written)


def name_of(tag: str) -> str:
    """The name in a tag of `tokens`."""
    return tag if tag.isalnum() else tag.partition(" ")[0].strip("/")


def said_in(tag: str) -> dict[str, str]:
    """The attributes in a tag of `tokens`."""
    return {name: unescape(value) for name, value in ATTRIBUTE_WRITTEN.findall(tag)}


def ends_of(tokens: Sequence[Token]) -> dict[int, int]:
    """The place of each opening tag -> of the tag that closes it."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for at, (tag, _) in enumerate(tokens):
        if tag[0] == "/":
            ends[opened.pop()] = at
        elif tag[-1] == "/":
            ends[at] = at
        else:
            opened.append(at)
    return ends


def end_of(tokens: Sequence[Token], start: int) -> int:
    """The place of the tag that closes the one at `start`."""
    depth = 0
    for at in range(start, len(tokens)):
        tag = tokens[at][0]
        if tag[-1] != "/":
            depth += -1 if tag[0] == "/" else 1
        if not depth:
            return at
    return len(tokens)


def sanitise(markup: str) -> str:
    """The markup with only what an article may hold; addresses are http(s) and mailto."""
    tree = parse(bounded(markup))
    if tree is None:
        return ""
    body = tree.find("body")
    return sanitise_bounded(inner(body if body is not None else tree))


def sanitise_bounded(markup: str) -> str:
    """As `sanitise`, for markup that is known to be well nested and not deep (that `flow` wrote)."""
    return _cleaner.clean(markup).strip()


def inner(element: Element) -> str:
    """What is inside an element, as markup."""
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def to_text(markup: str) -> str:
    """The words of (sane) markup, one paragraph a line; the cells of a table row are parted by a space."""
    if "<" not in markup and "&" not in markup:
        return lines(clean(markup[:MOST_CHARACTERS]))
    tree = parse(bounded(markup))
    return "" if tree is None else text_of(tree)


def to_text_of_sane(markup: str) -> str:
    """As `to_text`, ten times as fast, for markup that `sanitise` has passed."""
    broken = PARAGRAPH_END.sub("\n", markup.replace("</td>", " ").replace("</th>", " "))
    return lines(unescape(TAG.sub("", broken)))


def text_of(element: Element) -> str:
    """The words of an element, one paragraph a line."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if event == "end":
            parts += ("\n" if tag in BLOCKS else " " if tag in ("td", "th") else "", node.tail or "")
        else:
            words = "" if tag in UNSEEN_TAGS or not isinstance(tag, str) else node.text or ""
            parts += ("\n" if tag in BLOCKS or tag == "br" else "", words)
    return lines("".join(parts))


def from_text(text: str) -> str:
    """Plain text as markup: each line a paragraph."""
    return "".join(
        f"<p>{escape(line, quote=False)}</p>"
        for line in lines(clean(text[:MOST_CHARACTERS])).split("\n")
        if line
    )


def figures(markup: str) -> list[tuple[str, str]]:
    """The pictures of sane markup in order: address and caption (or its stand-in, the alt text)."""
    if "<figcaption" not in markup:
        found = IMAGE.findall(markup) if "<img" in markup else ()
        return [(_said(one, "src"), _said(one, "alt").strip()) for one in found if ' src="' in one]
    tree = parse(markup)
    images = tree.iter("img") if tree is not None else ()
    return [(image.get("src"), _caption(image)) for image in images if image.get("src")]


def _said(image: str, name: str) -> str:
    """What an attribute of a tag says that the cleaner wrote: in double quotes, which end nothing inside."""
    _, named, rest = image.partition(f' {name}="')
    return unescape(rest.partition('"')[0]) if named else ""


def _caption(image: Element) -> str:
    figure = next(image.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    return text_of(caption) if caption is not None else (image.get("alt") or "").strip()


def _without_unread(markup: str) -> str:
    """The markup without scripts, styles and drawings; what is never closed reaches to the end."""
    for start, end in UNREAD:
        kept, at = [], 0
        while opened := start.search(markup, at):
            kept.append(markup[at : opened.start()])
            closed = end.search(markup, opened.end())
            at = closed.end() if closed else len(markup)
        markup = "".join(kept) + markup[at:]
    return markup


def _bounded_tag(match: re.Match[str]) -> str:
    """A tag as it is, or, when it is monstrous, with its first attributes of a sensible size."""
    tag = match[0]
    if len(tag) < LONG_TAG_CHARACTERS:
        return tag
    name = TAG_NAME.match(tag)
    if name is None:
        return ""
    kept = [
        attribute
        for attribute, _ in zip(ATTRIBUTES.findall(tag, name.end()), range(MOST_ATTRIBUTES), strict=False)
        if len(attribute) < LONG_ATTRIBUTE_CHARACTERS
    ]
    return f"{name[0]}{''.join(kept)}>"


def lines(text: str) -> str:
    """The lines that hold something, without blanks at their ends and without double ones inside."""
    if "  " in text or any(blank in text for blank in BLANKS_TO_COLLAPSE):
        text = BLANKS.sub(" ", text)
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))
