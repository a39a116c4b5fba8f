"""How Chinese is set: clean text is stored, spacing is shown.

Quotation marks are paired, punctuation has the width its surroundings ask for, spaces that only part
中文 from Latin are taken away (CSS `text-autospace` shows them). Numbers, codes, addresses, tickers,
times and Latin phrases are not touched. Every change is an edit that can be undone.
"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import autocorrect_py

from jingui.text.html import lines, to_text_of_sane
from jingui.text.punctuation import CJK, END, TO_SET, WIDE_NUMERALS, Edit, phrases, protected, widths
from jingui.text.quotes import KINDS, House, pair

type Found = dict[int, tuple[list[Edit], Sequence[int]]]  # paragraph -> its edits, places of marks left alone

MOST_CHARACTERS = 20_000  # of a paragraph; a longer one is no paragraph and is left alone
SAMPLE_CHARACTERS = 500  # enough to tell whether a paragraph is Chinese
ENOUGH_CJK = 0.2  # of the letters; a paragraph with less is not set as Chinese
SHOWN_CHARACTERS = 6  # on either side of a mark that stays alone
HAN = re.compile(f"[{CJK}]+")
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# What parts the paragraphs of sane markup: tags that are not inline, and code, which is not set. It begins
# with a literal, which regular expressions look for at once.
A_PART = r"<(?:pre\b.*?</pre>|code\b.*?</code>|(?!/?(?:a|strong|em|sub|sup)\b)[^>]*+>)"
PARTING = re.compile(rf"({A_PART}(?:{A_PART})*+)", re.DOTALL)
TAG = re.compile(r"(<[^>]*+>)")
MARK_OR_END = re.compile(f"[{''.join(KINDS)}{END}]")
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
    plain: str = ""  # of markup: its words as set, one paragraph a line

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
    paragraphs = text.split("\n")
    found = _found(paragraphs, house)
    edits = _placed(paragraphs, found)
    return Typeset(_apply(text, edits), edits, *_alone(paragraphs, found))


def typeset_html(markup: str, *, house: House = "“”") -> Typeset:
    """Set sane markup; a paragraph is set as a whole, whatever inline tags cut it up."""
    pieces = PARTING.split(markup)
    words = html.unescape(TAG.sub("", END.join(pieces[::2]))).split(END)
    places = [at for at, said in enumerate(words) if said]
    paragraphs = [words[at] for at in places]
    found = _found(paragraphs, house)
    for at, (edits, _) in found.items():
        if edits:
            words[places[at]] = _apply(paragraphs[at], edits)
            pieces[2 * places[at]] = _set(pieces[2 * places[at]], edits)
    done = "".join(pieces)
    plain = to_text_of_sane(done) if _has_lines_across(done) else lines("\n".join(words))
    return Typeset(done, _placed(paragraphs, found), *_alone(paragraphs, found), plain)


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


def _has_lines_across(markup: str) -> bool:
    """Whether a line of the text may hold several paragraphs: cells of a row, words beside a picture."""
    return "</t" in markup or markup.count("<img") != markup.count("<figure><img")


def _found(paragraphs: Sequence[str], house: House) -> Found:
    """What is to be done in the paragraphs where there may be something to do."""
    return {at: _edits(paragraphs[at], house) for at in sorted(_to_set(paragraphs, house))}


def _to_set(paragraphs: Sequence[str], house: House) -> Iterable[int]:
    """The paragraphs that hold anything but plain pairs of the house's marks, all asked at once."""
    text = END.join(paragraphs)
    quoted = "".join(MARK_OR_END.findall(text)).replace(house, "").split(END)
    if len(quoted) != len(paragraphs):
        return range(len(paragraphs))
    found = {at for at, marks in enumerate(quoted) if marks}
    ends = list(accumulate(len(words) + 1 for words in paragraphs))
    hit = TO_SET.search(text)
    while hit:
        at = bisect_right(ends, hit.start())
        found.add(at)
        hit = TO_SET.search(text, ends[at])
    return found


def _placed(paragraphs: Sequence[str], found: Found) -> tuple[Edit, ...]:
    """All edits, with their places in the whole text."""
    starts = list(accumulate((len(words) + 1 for words in paragraphs), initial=0))
    return tuple(
        Edit(starts[at] + edit.at, edit.before, edit.after)
        for at, (edits, _) in found.items()
        for edit in edits
    )


def _alone(paragraphs: Sequence[str], found: Found) -> tuple[int, str]:
    """How many quotation marks stay alone, and the first of them with a few characters on either side."""
    lonely = {at: places for at, (_, places) in found.items() if places}
    if not lonely:
        return 0, ""
    first = next(iter(lonely))
    place = lonely[first][0]
    around = paragraphs[first][max(0, place - SHOWN_CHARACTERS) : place + SHOWN_CHARACTERS + 1]
    return _unpaired(paragraphs, lonely), around


def _unpaired(paragraphs: Sequence[str], lonely: Mapping[int, Sequence[int]]) -> int:
    """How many marks stay alone in a text.

    A quotation over several paragraphs opens anew in each and closes once: its marks are not alone.
    """
    alone = 0
    open_before = False
    for at, places in lonely.items():
        goes_on = "".join(paragraphs[at + 1 : at + 2]).startswith(("“", "「"))
        for mark in (paragraphs[at][place] for place in places):
            if mark in "“「" and (goes_on or not open_before):
                open_before = True
                alone += 0 if goes_on else 1
            elif mark in "”」" and open_before:
                open_before = False
                alone = max(alone - 1, 0)
            else:
                alone += 1
    return alone


def _edits(text: str, house: House) -> tuple[list[Edit], Sequence[int]]:
    """The edits of one paragraph in order, and the places of the quotation marks that stay alone."""
    if len(text) > MOST_CHARACTERS or not _is_chinese(text):
        return [], ()
    kept = protected(text)
    quotes = pair(text, house=house, skip=kept)
    found = {at: Edit(at, text[at], mark) for at, mark in quotes.replaced.items()}
    paired = _apply(text, found.values()) if found else text  # mark for mark: no place moves
    edits, taken = list(found.values()), set(found)
    for edit in (*widths(paired, kept), *phrases(paired, kept)):
        span = range(edit.at, edit.at + len(edit.before))
        if taken.isdisjoint(span):
            taken.update(span)
            edits.append(edit)
    return sorted(edit for edit in edits if edit.before != edit.after), quotes.unpaired


def _is_chinese(text: str) -> bool:
    if text.isascii():
        return False
    sample = text[:SAMPLE_CHARACTERS]
    latin = len(sample.encode("ascii", "ignore").translate(None, NO_LETTERS))
    if not latin:
        return True
    han = sum(map(len, HAN.findall(sample)))
    return han >= ENOUGH_CJK * (han + latin)


def _apply(text: str, edits: Iterable[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.at], edit.after]
        at = edit.at + len(edit.before)
    return "".join([*parts, text[at:]])


def _set(piece: str, edits: Sequence[Edit]) -> str:
    """The markup of a paragraph after edits of its words."""
    if "<" not in piece:
        return html.escape(_apply(html.unescape(piece), edits), quote=False)
    tokens = TAG.split(piece)
    words = [html.unescape(token) for token in tokens[::2]]
    tokens[::2] = [html.escape(words, quote=False) for words in _distribute(words, edits)]
    return "".join(tokens)


def _distribute(words: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The pieces of a paragraph after edits over the whole; a change stays in the piece where it began."""
    starts = list(accumulate(map(len, words[:-1]), initial=0))
    shares: list[list[Edit]] = [[] for _ in words]
    for at, before, after in edits:
        while before:
            piece = bisect_right(starts, at) - 1  # of pieces that begin at one place, the last is not empty
            part = before[: starts[piece] + len(words[piece]) - at]
            shares[piece].append(Edit(at - starts[piece], part, after))
            at, before, after = at + len(part), before[len(part) :], ""
    return list(map(_apply, words, shares))


def _kind(edit: Edit) -> str:
    if set(edit.before) & set("\"'“”‘’「」『』＂＇〝〞"):
        return "引号"
    if not edit.before.strip():
        return "空格"
    return "字宽" if WIDE_NUMERALS.fullmatch(edit.before) else "标点"
