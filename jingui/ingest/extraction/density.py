"""A reader of its own: the stretch of the page with the most running text.

Every block earns points for running text and loses some for links, for being short, and for standing
where furniture stands; the article is the run of blocks with the greatest sum (maximum subsequence
segmentation, Pasternack and Roth, WWW 2009).
"""

import re
from collections import Counter
from collections.abc import Sequence

from jingui.ingest.extraction.blocks import PUNCTUATION, Block
from jingui.ingest.extraction.boilerplate import is_furniture

ENOUGH_CHARACTERS = 400  # more in one block proves no more
ENOUGH_MARKS = 40
A_BLOCK = -14.0
A_MARK = 8.0  # each mark of punctuation
A_SHORT_LINE = -10.0  # no punctuation and few characters: a menu item, a caption, a signature
A_PICTURE = -1.0
A_TABLE_CELL = 0.5  # of a table of facts: neither for nor against
A_LINK_BLOCK = -25.0
A_META_LINE = -60.0  # date, author and counters of a posting
A_SEPARATOR = -120.0  # the same line between postings, three times or more
FURNITURE = -45.0
AN_ASIDE = -60.0
IN_THE_BODY = 8.0
ENOUGH_FOR_A_POSTING = 500.0
SHORT_CHARACTERS = 25
META_CHARACTERS = 70
SEPARATOR_CHARACTERS = 40
TOO_MUCH_ASIDE = 0.6  # of all running text; then the names on this page mean something else
META_LINE = re.compile(
    r"(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?.{0,6}\d{1,2}[:：]\d\d|发[表布]于|发[表布](?:时间|日期)[:：]|Trackback|楼主|"
    r"(?:阅读|评论|点击|浏览|回复)(?:次数|量|数)?[(（:：]\d|^\d{1,2}:\d\d(?::\d\d)?$",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")


def scores(blocks: Sequence[Block]) -> list[float]:
    """How much each block speaks for being part of the article."""
    marks = [len(PUNCTUATION.findall(block.text)) for block in blocks]
    running = [block for block, count in zip(blocks, marks, strict=True) if count]
    aside = sum(block.characters for block in running if block.aside)
    heed_aside = aside < TOO_MUCH_ASIDE * sum(block.characters for block in running)
    separators = _separators(blocks)
    return [
        A_SEPARATOR if separators and _bare(block) in separators else _points(block, count, heed_aside)
        for block, count in zip(blocks, marks, strict=True)
    ]


def article_run(scores: Sequence[float]) -> tuple[int, int]:
    """The best run; on a page of several postings, the first of them that is more than a few lines."""
    if A_SEPARATOR not in scores:
        return best_run(scores)
    runs, start = [], 0
    for at in [*(at for at, score in enumerate(scores) if score == A_SEPARATOR), len(scores)]:
        first, last = best_run(scores[start:at])
        runs.append((sum(scores[start + first : start + last]), start + first, start + last))
        start = at + 1
    enough = min(ENOUGH_FOR_A_POSTING, max(runs)[0])
    return next((first, last) for total, first, last in runs if total >= enough)


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """The run with the greatest sum, as start and end; the first of equals, (0, 0) if none pays."""
    best, best_run, total, start = 0.0, (0, 0), 0.0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, at
        total += score
        if total > best:
            best, best_run = total, (start, at + 1)
    return best_run


def _points(block: Block, marks: int, heed_aside: bool) -> float:
    score = A_PICTURE if block.picture else _of_text(block, marks)
    if heed_aside and block.aside:
        return min(score, 0.0) + AN_ASIDE
    return score + (IN_THE_BODY if block.bodily and not block.picture else 0)


def _of_text(block: Block, marks: int) -> float:
    if is_furniture(block.text):
        return FURNITURE + A_BLOCK
    if block.characters < META_CHARACTERS and META_LINE.search(block.text) and marks < 4:
        return A_META_LINE
    if block.linked > block.characters / 2:
        return A_LINK_BLOCK + (0 if marks or block.characters >= SHORT_CHARACTERS else A_SHORT_LINE)
    if block.cell:
        return A_TABLE_CELL
    own = min(block.characters - block.linked, ENOUGH_CHARACTERS)
    score = A_BLOCK + own * (1.0 if marks else 0.3) + A_MARK * min(marks, ENOUGH_MARKS)
    return score + (A_SHORT_LINE if not marks and block.characters < SHORT_CHARACTERS else 0)


def _separators(blocks: Sequence[Block]) -> set[str]:
    """Short lines with links that come three times or more, whatever their numbers."""
    counts = Counter(
        _bare(block) for block in blocks if block.linked and block.characters < SEPARATOR_CHARACTERS
    )
    return {line for line, times in counts.items() if times > 2 and len(line) > 1}


def _bare(block: Block) -> str:
    return DIGITS.sub("", block.text)
