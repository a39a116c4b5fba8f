"""Which blocks of a page are the article.

The densest run of blocks is. Where that is in doubt (little text, or two stretches that both look like
one) trafilatura and readability are asked too, and each gives its vote to every block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jingui.ingest.extraction.blocks import Block
from jingui.ingest.extraction.boilerplate import ends_article
from jingui.ingest.extraction.density import A_SEPARATOR, article_run, best_run, scores

ENOUGH_POINTS = 250.0  # a run with less is hardly an article
STRONG_RIVAL = 0.5  # of the best run's points
A_VOTE = 20.0
TELLING_CHARACTERS = 8  # a shorter block is found in anything
LEAST_POINTS_INSIDE = -30.0  # a block in the run that is worth less is furniture inside the article
MOST_READ_CHARACTERS = 500_000  # the other readers would take too long
LEAST_BEFORE_END = 0.4  # of the run's characters: an ending line above that is no ending


@dataclass(frozen=True, slots=True)
class Run:
    """Which blocks are the article, and how that was decided."""

    start: int
    end: int
    kept: Sequence[Block]
    how: str

    @property
    def characters(self) -> int:
        return sum(block.characters for block in self.kept)


def found(markup: str, row: Sequence[Block]) -> Run:
    """The article among all blocks of a page."""
    points = scores(row)
    start, end = article_run(points)
    how = "文字密度"
    if _doubtful(points, start, end):
        # Importing trafilatura takes longer than everything else here, and few pages need it.
        from jingui.ingest.extraction import readers  # noqa: PLC0415

        votes = readers.read(markup) if len(markup) < MOST_READ_CHARACTERS else {}
        points = _voted(row, points, list(votes.values()))
        start, end = article_run(points)
        how = f"文字密度，并参照 {'、'.join(votes)}" if votes else how + "（把握不大）"
    return _trimmed(row, points, start, end, how)


def found_within(row: Sequence[Block], start: int, end: int, how: str) -> Run:
    """The article among the blocks of `row[start:end]`, which are known to hold it."""
    inside = row[start:end]
    points = scores(inside)
    run = _trimmed(inside, points, *article_run(points), how)
    return Run(start + run.start, start + run.end, run.kept, run.how)


def _trimmed(row: Sequence[Block], points: Sequence[float], start: int, end: int, how: str) -> Run:
    """The run with its heading, without its ending and the furniture inside."""
    start, end = _from_heading(row, start), _before_ending(row, start, end)
    kept = [
        block
        for block, worth in zip(row[start:end], points[start:end], strict=True)
        if worth > LEAST_POINTS_INSIDE
    ]
    characters = sum(block.characters for block in kept)
    if not characters:
        return Run(start, end, kept, "页面上没有找到正文")
    return Run(start, end, kept, f"{how}，{len(row)} 块中取 {len(kept)} 块，{characters} 字")


def _doubtful(points: Sequence[float], start: int, end: int) -> bool:
    """Whether the run is poor, or another stretch of the page is nearly as rich."""
    total = sum(points[start:end])
    rivals = [sum(rest[slice(*best_run(rest))]) for rest in (points[:start], points[end:])]
    return total < ENOUGH_POINTS or max(rivals) > STRONG_RIVAL * total


def _voted(row: Sequence[Block], points: Sequence[float], texts: Sequence[str]) -> list[float]:
    """The points with every reader's vote for or against each block."""
    return [
        worth
        if worth == A_SEPARATOR or block.characters < TELLING_CHARACTERS
        else worth + sum(A_VOTE if block.text in text else -A_VOTE for text in texts)
        for block, worth in zip(row, points, strict=True)
    ]


def _from_heading(row: Sequence[Block], start: int) -> int:
    """The start of the run, or the subheading just above it that stands in the same place."""
    if not 0 < start < len(row):
        return start
    above, first = row[start - 1], row[start]
    if (
        above.parent is None
        or first.parent is None
        or above.linked
        or above.parent.tag not in ("h2", "h3", "h4")
    ):
        return start
    return start - 1 if above.parent.getparent() is first.parent.getparent() else start


def _before_ending(row: Sequence[Block], start: int, end: int) -> int:
    """The end of the run, or the line in it (相关阅读, 反侵权公告) with which the article ends."""
    total = sum(block.characters for block in row[start:end])
    passed = 0
    for at in range(start, end):
        if passed > LEAST_BEFORE_END * total and ends_article(row[at].text):
            return at
        passed += row[at].characters
    return end
