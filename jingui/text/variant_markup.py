"""A page in another script: what people read is converted, what machines read is not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

type Convert = Callable[[str], str]

# A comment or a tag; a quoted value may hold ">".
TAGS = re.compile(r"""(<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*+>)""", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][\w:-]*)")
READ_ALOUD = re.compile(
    r"""(\s(?:title|alt|placeholder|content|label|abbr|aria-[a-z]+|data-(?!hx-)[a-z-]+)=)("[^"]*"|'[^']*')"""
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "em",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    ]
)
UNREAD = frozenset({"style", "textarea"})  # rules, and what a reader is writing
BREAK = "\n"  # no phrase goes on after it
KEPT = 'lang="zh-Hans"'  # the words right after such a tag stay as they are: the name of the other script


def convert_markup(markup: str, convert: Convert) -> str:
    """HTML or XML with its words converted: text, and attributes that are read aloud; no address changes.

    A phrase is seen whole even where inline tags run through it (金<wbr>价).
    """
    if markup.isascii():
        return markup
    pieces = TAGS.split(markup)  # words and tags in turn
    runs: list[list[int]] = [[]]  # places of words that stand in one line
    inside, kept = "", False
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece and inside not in UNREAD and not kept:
                runs[-1].append(place)
            continue
        name = _name(piece)
        kept = KEPT in piece and name != "html"
        inside = _inside(inside, name, piece)
        if name not in INLINE and runs[-1]:
            runs.append([])
        if not piece.isascii():
            pieces[place] = READ_ALOUD.sub(lambda found: found[1] + convert(found[2]), piece)
    _convert_runs(pieces, runs, convert)
    return "".join(pieces)


def convert_json(text: str, convert: Convert) -> str:
    """JSON with every value that is text converted as markup; keys stay."""
    return json.dumps(_converted(json.loads(text), convert), ensure_ascii=False)


def _converted(value: Any, convert: Convert) -> Any:
    if isinstance(value, str):
        return convert_markup(value, convert)
    if isinstance(value, list):
        return [_converted(each, convert) for each in value]
    if isinstance(value, dict):
        return {key: _converted(each, convert) for key, each in value.items()}
    return value


def _name(tag: str) -> str:
    found = NAME.match(tag)
    return found[1].lower() if found else ""


def _inside(inside: str, name: str, tag: str) -> str:
    """The element whose text is not read, when `tag` opens one; "" when it closes it."""
    if inside:
        return "" if name == inside and tag.startswith("</") else inside
    return name if name in UNREAD and not tag.startswith("</") else ""


def _convert_runs(pieces: list[str], runs: list[list[int]], convert: Convert) -> None:
    """Convert all words at once, which is quick; where the number of characters changes, run by run."""
    lines = ["".join(pieces[place] for place in run) for run in runs]
    whole = convert(BREAK.join(lines))
    if len(whole) != sum(map(len, lines)) + len(BREAK) * (len(lines) - 1):
        for run in runs:
            _convert_run(pieces, run, convert)
        return
    start = 0
    for run, line in zip(runs, lines, strict=True):
        _put(pieces, run, whole[start : start + len(line)])
        start += len(line) + len(BREAK)


def _convert_run(pieces: list[str], run: list[int], convert: Convert) -> None:
    """Convert words that stand in one line; where their number of characters changes, piece by piece."""
    words = "".join(pieces[place] for place in run)
    whole = convert(words)
    if len(whole) == len(words):
        _put(pieces, run, whole)
        return
    for place in run:
        pieces[place] = convert(pieces[place])


def _put(pieces: list[str], run: list[int], words: str) -> None:
    start = 0
    for place in run:
        end = start + len(pieces[place])
        pieces[place] = words[start:end]
        start = end
