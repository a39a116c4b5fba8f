"""How Chinese is set: clean text is stored, spacing is shown.

Quotation marks are paired, punctuation has the width its surroundings ask for, spaces that only part
中文 from Latin are taken away (CSS `text-autospace` shows them). Numbers, codes, addresses, tickers,
times and Latin phrases are not touched. Every change is an edit that can be undone.
"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import autocorrect_py

from jingui.text.punctuation import CJK, TO_SET, WIDE_NUMERALS, Edit, phrases, protected, widths
from jingui.text.quotes import House, pair, well_quoted

type Lonely = tuple[str, Sequence[int]]  # a paragraph, and where in it quotation marks stay alone

MOST_CHARACTERS = 20_000  # of a paragraph; a longer one is no paragraph and is left alone
SAMPLE_CHARACTERS = 500  # enough to tell whether a paragraph is Chinese
ENOUGH_CJK = 0.2  # of the letters; a paragraph with less is not set as Chinese
SHOWN_CHARACTERS = 6  # on either side of a mark that stays alone
HAN = re.compile(f"[{CJK}]+")
LATIN = re.compile("[A-Za-z]+")
TOKEN = re.compile(r'(<(?:[^>"]|"[^"]*")*+>)')
BLOCK_TAG = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|td|th|tr|table|thead|tbody|tfoot|caption|figcaption|figure|blockquote|div|br|pre"
    r"|code|img)\b"
)
VERBATIM = ("<pre", "<code", "</pre", "</code")
# "a" between Chinese words: autocorrect's cases want a space on either side, its rules put none.
QUOTED_LATIN = re.compile(rf"""(?<=[{CJK}])("[A-Za-z0-9]+"|'[A-Za-z0-9]+')(?=[{CJK}])""")
HOUSE_SPELLINGS = ("iOS", "iPhone", "iPad", "macOS", "ChatGPT", "OpenAI", "DeepSeek", "SHIBOR")
_rules = {"rules": {"spellcheck": 1}, "spellcheck": {"words": HOUSE_SPELLINGS}}
autocorrect_py.load_config(json.dumps(_rules))  # type: ignore[attr-defined]  # its stub has forgotten it


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text as set, the edits that made it so (offsets in the plain text before), and marks left alone."""

    text: str
    edits: tuple[Edit, ...] = ()
    unpaired: int = 0
    lonely: str = ""  # the first of these marks, with what stands around it

    def said(self) -> str:
        """The edits in an editor's words, by kind; empty if there were none."""
        kinds = {"引号": 0, "标点": 0, "空格": 0, "字宽": 0}
        for edit in self.edits:
            kinds[_kind(edit)] += 1
        parts = [f"{kind} {count} 处" for kind, count in kinds.items() if count]
        if self.unpaired:
            parts.append(f"{self.unpaired} 个引号不成对（…{self.lonely}…），未动")
        return "、".join(parts)


def typeset(text: str, *, house: House = "“”") -> Typeset:
    """Set plain text, paragraph by paragraph."""
    edits: list[Edit] = []
    lonely: list[Lonely] = []
    start = 0
    for line in text.split("\n"):
        found, alone = _edits(line, house)
        edits += (Edit(start + edit.at, edit.before, edit.after) for edit in found)
        lonely.append((line, alone))
        start += len(line) + 1
    return Typeset(_apply(text, edits), tuple(edits), _unpaired(lonely), _around(lonely))


def typeset_html(markup: str, *, house: House = "“”") -> Typeset:
    """Set sane markup; a paragraph is set as a whole, whatever inline tags cut it up."""
    tokens = TOKEN.split(markup)
    edits: list[Edit] = []
    lonely: list[Lonely] = []
    offset = 0
    for places in _paragraphs(tokens):
        words = [html.unescape(token) if "&" in (token := tokens[place]) else token for place in places]
        found, alone = _edits("".join(words), house)
        lonely.append(("".join(words), alone))
        if found:
            for place, piece in zip(places, _distribute(words, found), strict=True):
                tokens[place] = html.escape(piece, quote=False)
            edits += (Edit(offset + edit.at, edit.before, edit.after) for edit in found)
        offset += sum(map(len, words)) + 1
    return Typeset("".join(tokens), tuple(edits), _unpaired(lonely), _around(lonely))


def revert(text: str, edits: Iterable[Edit]) -> str:
    """The text as it was before these edits of `typeset`."""
    shift, parts, at = 0, [], 0
    for edit in edits:
        start = edit.at + shift
        parts += [text[at:start], edit.before]
        at = start + len(edit.after)
        shift += len(edit.after) - len(edit.before)
    return "".join([*parts, text[at:]])


def for_export(text: str) -> str:
    """The text with the spaces that others expect between 中文 and Latin, by the norm of autocorrect."""
    return QUOTED_LATIN.sub(r" \1 ", autocorrect_py.format(text))


def _around(lonely: Sequence[Lonely]) -> str:
    """The first mark that stays alone, and a few characters on either side."""
    text, places = next((found for found in lonely if found[1]), ("", (0,)))
    return text[max(0, places[0] - SHOWN_CHARACTERS) : places[0] + SHOWN_CHARACTERS + 1]


def _unpaired(lonely: Sequence[Lonely]) -> int:
    """How many marks stay alone in a text.

    A quotation over several paragraphs opens anew in each and closes once: its marks are not alone.
    """
    alone = 0
    open_before = False
    for (text, places), (following, _) in zip(lonely, [*lonely[1:], ("", ())], strict=False):
        for mark in (text[at] for at in places):
            if mark in "“「" and (following.startswith(("“", "「")) or not open_before):
                open_before = True
                alone += 0 if following.startswith(("“", "「")) else 1
            elif mark in "”」" and open_before:
                open_before = False
                alone = max(alone - 1, 0)
            else:
                alone += 1
    return alone


def _edits(text: str, house: House) -> tuple[list[Edit], Sequence[int]]:
    """The edits of one paragraph in order, and the places of the quotation marks that stay alone."""
    if len(text) > MOST_CHARACTERS or (well_quoted(text, house) and not TO_SET.search(text)):
        return [], ()
    if not _is_chinese(text):
        return [], ()
    kept = protected(text)
    quotes = pair(text, house=house, skip=kept)
    found = {at: Edit(at, text[at], mark) for at, mark in quotes.replaced.items()}
    paired = _apply(text, found.values()) if found else text  # mark for mark: no place moves
    for edit in (*widths(paired, kept), *phrases(paired, kept)):
        span = range(edit.at, edit.at + len(edit.before))
        if not any(at in found for at in span):
            found.update(dict.fromkeys(span, edit))
    edits = sorted(set(found.values()), key=lambda edit: edit.at)
    return [edit for edit in edits if edit.before != edit.after], quotes.unpaired


def _is_chinese(text: str) -> bool:
    if text.isascii():
        return False
    sample = text[:SAMPLE_CHARACTERS]
    latin = sum(map(len, LATIN.findall(sample)))
    han = sum(map(len, HAN.findall(sample))) if latin else 0
    return han >= ENOUGH_CJK * (han + latin)


def _apply(text: str, edits: Iterable[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.at], edit.after]
        at = edit.at + len(edit.before)
    return "".join([*parts, text[at:]])


def _distribute(words: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The pieces of a paragraph after edits over the whole; a change stays in the piece where it began."""
    chars = [list(word) for word in words]
    starts = list(accumulate(map(len, words[:-1]), initial=0))
    for edit in edits:
        for n in range(len(edit.before)):
            at = edit.at + n
            piece = bisect_right(starts, at) - 1  # of pieces that begin at one place, the last is not empty
            chars[piece][at - starts[piece]] = edit.after if n == 0 else ""
    return ["".join(piece) for piece in chars]


def _paragraphs(tokens: Sequence[str]) -> Iterator[list[int]]:
    """The places of the text tokens of each paragraph; what is in <pre> and <code> belongs to none."""
    places: list[int] = []
    verbatim = False
    for place, token in enumerate(tokens):
        if place % 2 == 0:
            if token and not verbatim:
                places.append(place)
            continue
        if token.startswith(VERBATIM):
            verbatim = token[1] != "/"
        if places and BLOCK_TAG.match(token):
            yield places
            places = []
    if places:
        yield places


def _kind(edit: Edit) -> str:
    if set(edit.before) & set("\"'“”‘’「」『』＂＇〝〞"):
        return "引号"
    if not edit.before.strip():
        return "空格"
    return "字宽" if WIDE_NUMERALS.fullmatch(edit.before) else "标点"
