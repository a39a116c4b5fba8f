"""Quotation marks of a paragraph: paired, turned the right way, in one style; both of a pair or neither."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

type House = Literal["“”", "「」"]

MOST_MARKS = 1_000  # in one paragraph; more is no language
STYLES: dict[str, tuple[str, str]] = {"“”": ("“”", "‘’"), "「」": ("「」", "『』")}  # outer and inner
KINDS = {
    mark: kind
    for kind, marks in enumerate(('“”"＂〝〞〟„', "‘’'＇‚", "「」﹁﹂", "『』﹃﹄"))
    for mark in marks
}
MARK = re.compile(f"[{''.join(KINDS)}]")
DOUBLE, SINGLE, CORNER, WHITE_CORNER = range(4)
OPENING, CLOSING = set("“‘「『〝﹁﹃„‚"), set("”’」』〞〟﹂﹄")
STRAIGHT = set("\"'＂＇")
CONNECTIVE = re.compile(r"[\s，、和与及或跟同到至对比—\-/]{0,3}")
DECADE = re.compile(r"\d0(?:s|年代)")
CJK = re.compile("[\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\uff00-\uffef]")
# Before an opening mark, and after a closing one, these are at home; elsewhere they speak against it.
BEFORE_OPENING = set("，。、；：！？（《〈【—…·\n ,;:!?(-/+=|「“『‘")
AFTER_CLOSING = set("，。、；：！？）》〉】—…·\n ,.;:!?)-/+=|」”』’")


@dataclass(slots=True)
class Mark:
    """A quotation mark: where it stands, its kind, and which way it is to face (None: not known)."""

    at: int
    char: str
    kind: int
    opens: bool | None = None
    partner: int = -1  # index among the marks
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Quotes:
    """What is to be written where, and the marks that could not be paired."""

    replaced: dict[int, str]
    unpaired: tuple[int, ...]


def pair(text: str, *, house: House = "“”", skip: Sequence[bool] = ()) -> Quotes:
    """Pair the marks of a paragraph. Text without Chinese is left as it is, and where `skip` is true.

    A kind whose marks come in the right order is believed. Otherwise they are taken in turn, opening and
    closing, if their surroundings do not contradict it. What stays alone is not touched, and a tangle that
    would be read differently once written is left as it is.
    """
    found = _paired(text, house, skip)
    if not found.replaced:
        return found
    written = list(text)
    for at, mark in found.replaced.items():
        written[at] = mark
    tangled = bool(_paired("".join(written), house, skip).replaced)
    return Quotes({}, tuple(sorted({*found.unpaired, *found.replaced}))) if tangled else found


def well_quoted(text: str, house: House) -> bool:
    """Whether a text has no quotation marks, or one plain pair of the house's after the other."""
    written = "".join(MARK.findall(text))
    return written == house * (len(written) // 2)


def _paired(text: str, house: House, skip: Sequence[bool]) -> Quotes:
    if well_quoted(text, house):
        return Quotes({}, ())
    marks = list(_marks(text, skip))
    if not marks or len(marks) > MOST_MARKS or not CJK.search(text):
        return Quotes({}, ())
    for kind in {mark.kind for mark in marks}:
        _face([mark for mark in marks if mark.kind == kind], text)
    _match(marks)
    replaced = {}
    for index, mark in enumerate(marks):
        alone = abs(mark.partner - index) == 1
        char = _written(mark, house, alone=alone) if mark.partner >= 0 else mark.char
        if char != mark.char:
            replaced[mark.at] = char
    return Quotes(replaced, tuple(mark.at for mark in marks if mark.partner < 0))


def _marks(text: str, skip: Sequence[bool]) -> Iterator[Mark]:
    """The quotation marks, without apostrophes, inches, feet and minutes."""
    opened = False
    for match in MARK.finditer(text):
        at, char = match.start(), match[0]
        kind = KINDS[char]
        if (skip and skip[at]) or _is_apostrophe(text, at, char):
            continue
        if char in '"＂' and not opened and _is_measure(text, at):
            continue
        opened = not opened if kind == DOUBLE else opened
        yield Mark(at, char, kind)


def _is_apostrophe(text: str, at: int, char: str) -> bool:
    """don't, the years '90s, 6'2"; both ways of writing one."""
    if char not in "'’＇":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if _is_plain(before) and _is_plain(after):
        return True
    return char != "＇" and (before.isdigit() or DECADE.match(text, at + 1) is not None)


def _is_measure(text: str, at: int) -> bool:
    """6.7" after a number, where no quotation is open and none closes later; 55"和65" are two of them."""
    if not text[at - 1 : at].isdigit():
        return False
    later = [place for place in range(at + 1, len(text)) if text[place] == '"']
    return len(later) % 2 == 0 or all(text[place - 1].isdigit() for place in later)


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _face(marks: list[Mark], text: str) -> None:
    """Which way the marks of one kind face."""
    as_written = _as_written(marks)
    straight = bool(marks) and all(mark.char in STRAIGHT for mark in marks)
    if not straight and _nests(as_written) and not _doubtful(marks, as_written, text):
        facing: list[bool | None] = list(as_written)
    elif len(marks) % 2 == 0 and _fits(marks, text):
        facing = [turn % 2 == 0 for turn in range(len(marks))]
    else:
        facing = _by_surroundings(marks, text)
    for mark, opens in zip(marks, facing, strict=True):
        mark.opens = opens


def _as_written(marks: Sequence[Mark]) -> list[bool]:
    """Whether each mark opens, as it stands; straight ones among others open and close in turn."""
    straight = [mark.at for mark in marks if mark.char in STRAIGHT]
    turns = {at: turn % 2 == 0 for turn, at in enumerate(straight)}
    return [turns.get(mark.at, mark.char in OPENING) for mark in marks]


def _nests(facing: Sequence[bool]) -> bool:
    """Whether every mark finds its partner; at most one inside another."""
    depth = 0
    for opens in facing:
        depth += 1 if opens else -1
        if depth not in (0, 1, 2):
            return False
    return depth == 0


def _doubtful(marks: Sequence[Mark], facing: Sequence[bool], text: str) -> bool:
    """“甲“和”乙” looks like one pair inside another and is two pairs: no more than an 和 is between."""
    if not any(one and other for one, other in pairwise(facing)):
        return False
    between = [text[first.at + 1 : second.at] for first, second in pairwise(marks)][1::2]
    return bool(between) and all(CONNECTIVE.fullmatch(words) for words in between)


def _fits(marks: Sequence[Mark], text: str) -> bool:
    """Whether the marks can be taken in turn: none would open before a full stop or close at the start."""
    for turn, mark in enumerate(marks):
        before, after = (
            text[mark.at - 1 : mark.at] if mark.at else "\n",
            text[mark.at + 1 : mark.at + 2] or "\n",
        )
        if turn % 2 == 0 and after in "，。、；：！？）》】\n" and before not in BEFORE_OPENING:
            return False
        if turn % 2 and before in "\n" and after not in AFTER_CLOSING:
            return False
    return True


def _by_surroundings(marks: Sequence[Mark], text: str) -> list[bool | None]:
    """An odd number of marks: only those whose surroundings are clear are told which way to face."""
    facing: list[bool | None] = []
    for mark in marks:
        before, after = (
            text[mark.at - 1 : mark.at] if mark.at else "\n",
            text[mark.at + 1 : mark.at + 2] or "\n",
        )
        may_open, may_close = before in BEFORE_OPENING, after in AFTER_CLOSING
        if may_open != may_close:
            facing.append(may_open)
        else:
            facing.append(None if mark.char in STRAIGHT else mark.char in OPENING)
    return facing


def _match(marks: list[Mark]) -> None:
    """Give each mark its partner and its depth; marks that would cross another pair stay alone."""
    stack: list[int] = []
    for index, mark in enumerate(marks):
        if mark.opens:
            stack.append(index)
        elif mark.opens is None:  # it might belong to either neighbour: then neither is paired across it
            stack = [at for at in stack if marks[at].kind != mark.kind]
        else:
            at = next((at for at in reversed(range(len(stack))) if marks[stack[at]].kind == mark.kind), None)
            if at is not None:
                mark.partner, marks[stack[at]].partner = stack[at], index
                del stack[at:]
    depth = 0
    for mark in marks:
        if mark.partner < 0:
            continue
        depth += 1 if mark.opens else 0
        mark.depth = depth
        depth -= 0 if mark.opens else 1


def _written(mark: Mark, house: House, *, alone: bool) -> str:
    """The mark in the house's style: outer marks outside, inner ones inside; ‘’ alone stay single."""
    outer, inner = STYLES[house]
    single = mark.kind == SINGLE and mark.char not in STRAIGHT and house == "“”"
    inside = mark.depth % 2 == 0 or (single and alone)
    return (inner if inside else outer)[0 if mark.opens else 1]
