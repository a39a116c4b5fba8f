"""Two versions of a text side by side: paragraph against paragraph, and in each what the other has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from jingui.text.segment import pieces

MOST_PARAGRAPHS = 400  # compared; what follows is shown line by line, as if all were different
LONGEST_PARAGRAPH = 3_000  # characters whose words are compared one by one
LOOKED_AHEAD = 12  # paragraphs among which the older version of one is looked for
SAME_PARAGRAPH = 0.4  # likeness from which two paragraphs are taken for versions of one


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, and whether the other version lacks them."""

    words: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as it was and as it is; empty on the side that has none."""

    was: tuple[Piece, ...]
    now: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        return any(piece.differs for piece in (*self.was, *self.now))


def beside(was: str, now: str) -> list[Row]:
    """The paragraphs (lines) of two versions in rows."""
    old, new = was.split("\n"), now.split("\n")
    before, after = old[:MOST_PARAGRAPHS], new[:MOST_PARAGRAPHS]
    rows: list[Row] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row((Piece(line),), (Piece(line),)) for line in before[a:b]]
        else:
            rows += [_row(one, other) for one, other in _paired(before[a:b], after[c:d])]
    rest = zip_longest(old[MOST_PARAGRAPHS:], new[MOST_PARAGRAPHS:], fillvalue="")
    rows += [Row(_whole(one), _whole(other)) for one, other in rest]
    return [row for row in rows if any(piece.words for piece in (*row.was, *row.now))]


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Versions of one paragraph together, in the order of the text; the others stand alone."""
    if len(before) == len(after):
        yield from zip(before, after, strict=True)
        return
    left = list(before)
    for line in after:
        at = next((n for n, other in enumerate(left[:LOOKED_AHEAD]) if _alike(other, line)), None)
        if at is None:
            yield "", line
            continue
        yield from ((gone, "") for gone in left[:at])
        yield left[at], line
        left = left[at + 1 :]
    yield from ((gone, "") for gone in left)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:LONGEST_PARAGRAPH], other[:LONGEST_PARAGRAPH], autojunk=False)
    return matcher.real_quick_ratio() >= SAME_PARAGRAPH and matcher.ratio() >= SAME_PARAGRAPH


def _row(was: str, now: str) -> Row:
    if not (was and now) or max(len(was), len(now)) > LONGEST_PARAGRAPH:
        return Row(_whole(was), _whole(now))
    before, after = pieces(was), pieces(now)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left.append(Piece("".join(before[a:b]), what != "equal"))
        right.append(Piece("".join(after[c:d]), what != "equal"))
    return Row(_said(left), _said(right))


def _whole(paragraph: str) -> tuple[Piece, ...]:
    return (Piece(paragraph, True),) if paragraph else ()


def _said(found: list[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in found if piece.words)
