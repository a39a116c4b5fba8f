"""What width punctuation has, and which spaces are not stored: the edits of one paragraph.

Numbers, codes, addresses, tickers, times and Latin phrases are protected.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CJK = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff"
WIDE = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—"
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u2e80-\u9fff\uff00-\uffef]+|(?<![\w.+\-])[A-Za-z0-9_.+\-]+@[\w\-]+\.[\w.\-]+"
)
PROTECTED = re.compile(
    rf"{ADDRESS.pattern}"
    r"|\$[^\s$]{1,20}\$"  # $贵州茅台$
    r"|[（(][A-Za-z]{0,4}\.?\d{3,6}(?:\.[A-Za-z]{1,4})?[)）]"  # (600519.SH)
    r"|\d{1,2}:\d{2}(?::\d{2})?"  # times
    r"|(?<![A-Za-z0-9])[A-Za-z0-9]++(?:[.,:/\\_@#&+'’\-*=][A-Za-z0-9]++)++"  # 3.5, codes, file names, don't
    # Latin phrases
    r"|(?<![A-Za-z0-9.'’\-])[A-Za-z][A-Za-z0-9.'’\-]*(?:[ ,;:]{1,2}[A-Za-z0-9][A-Za-z0-9.'’\-]*)+(?<!['’])"
    r"|`[^`\n]+`"
)
# The first character of each of these; inside a number or a Latin word only a time or an address begins.
BEGINS_PROTECTED = re.compile(
    r"[A-Za-z0-9$(（_.+\-`](?:(?<![A-Za-z0-9].)|(?<=[$(（`])|(?=\d?:\d\d|ttps?://|ww\.))"
)
HALF = re.compile("[,;:?!.]")
BLANK = " \u00a0"
END = "\x1e"  # of a paragraph where many are asked at once; `characters.clean` leaves none inside
BRACKET = re.compile("[()（）]")
HAN = re.compile(f"[{CJK}]")
HAN_OR_WIDE = re.compile(f"[{CJK}{WIDE}]")
TO_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
WIDE_NUMERALS = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
ELLIPSIS = re.compile(
    rf"(?<=[{CJK}{WIDE}])(?:\.{{3,}}|。{{2,}}|…(?!…)(?<!……)|·{{3,}})|(?:\.{{3,}}|。{{3,}})(?=[{CJK}])"
)
DASH = re.compile(rf"(?<=[{CJK}{WIDE}])\s*(?:-{{2,4}}|――|──|–{{2}})\s*(?=[{CJK}“「《])")
# These begin with the space itself, which regular expressions look for at once; then comes what is before it.
THIN = "[ \u00a0\u2009\u200a]"
SPACE_BESIDE_LATIN = re.compile(
    rf"{THIN}(?:(?<=[{CJK}]{THIN}){THIN}*(?=[A-Za-z0-9$¥€£+\-@#])|(?<=[A-Za-z0-9%℃‰]{THIN}){THIN}*(?=[{CJK}]))"
)
ANY = "[ \u00a0\u3000]"
SPACE_BESIDE_WIDE = re.compile(
    rf"{ANY}(?:(?<=[，。、；：！？（《【「『“‘…]{ANY}){ANY}*|{ANY}*(?=[，。、；：！？）》】」』”’…]))"
)
ALONE = re.compile(rf" [{CJK}] ")  # in all that is spaced out
SPACED_OUT = re.compile(rf"(?:(?<![{CJK}])[{CJK}] (?=[{CJK}] )){{2,}}[{CJK}] [{CJK}](?![{CJK}])")
# What a paragraph must hold for anything in it to change, quotation marks aside. It begins with one class of
# characters, which regular expressions look for at once; what stands beside one tells whether it may change.
TO_SET = re.compile(
    r"[,;:?!.() \u00a0\u2009\u200a\u3000…０-９Ａ-Ｚａ-ｚ％\-―─–。·]"
    # a space, not between Latin letters or digits, nor between two Chinese words, unless they are spaced out
    rf"(?:(?<= )(?:(?<![A-Za-z0-9] )|(?![A-Za-z0-9]))(?!(?<=[{CJK}] )(?<! [{CJK}] )[{CJK}])"
    rf"|(?<=[,;:?!])(?:(?<![A-Za-z0-9].)|(?=[{BLANK}]*[{CJK}]))"
    rf"|(?<=\.)(?![A-Za-z0-9])(?:(?<![A-Za-z0-9].)|(?=[{BLANK}]*(?:{END}|\Z)))"
    r"|(?<=\()(?!\d{5,6}\))|(?<=\))(?<!\(\d{6}\))(?<!\(\d{5}\))"  # (600519) stays
    r"|(?<=…)(?<!……)(?!…)"
    r"|(?<=[\u00a0\u2009\u200a\u3000０-９Ａ-Ｚａ-ｚ％])"
    r"|(?<=-)-|(?<=―)―|(?<=─)─|(?<=–)–|(?<=。)。|(?<=·)·)"
)


class Edit(NamedTuple):
    """One change: what stood at `at` of the text before, and what is written instead."""

    at: int
    before: str
    after: str


PHRASES = (
    (("..", "。。", "…", "··"), ELLIPSIS, "……"),
    (("--", "――", "──", "––"), DASH, "——"),
    ((" ", "\u00a0", "\u2009", "\u200a"), SPACE_BESIDE_LATIN, ""),
    ((" ", "\u00a0", "\u3000"), SPACE_BESIDE_WIDE, ""),
)
TO_PHRASE = re.compile(
    "[…"
    + "".join({mark for marks, *_ in PHRASES for mark in marks if len(mark) == 1})
    + "]"
    + "".join(f"|{re.escape(mark)}" for marks, *_ in PHRASES for mark in marks if len(mark) > 1)
)


def protected(text: str) -> list[bool]:
    """For each character, whether it belongs to something that is never touched."""
    kept = [False] * len(text)
    begun = BEGINS_PROTECTED.search(text)
    while begun:
        match = PROTECTED.match(text, begun.start())
        if match:
            kept[match.start() : match.end()] = [True] * (match.end() - match.start())
        begun = BEGINS_PROTECTED.search(text, match.end() if match else begun.end())
    return kept


def phrases(text: str, kept: Sequence[bool]) -> Iterator[Edit]:
    """Ellipses, dashes, spaces and full-width numerals."""
    if TO_PHRASE.search(text):
        yield from _set_phrases(text, kept)
    for match in WIDE_NUMERALS.finditer(text):
        yield Edit(match.start(), match[0], "".join(chr(ord(char) - 0xFEE0) for char in match[0]))
    for match in SPACED_OUT.finditer(text) if ALONE.search(text) else ():
        yield from (Edit(match.start() + at, " ", "") for at, char in enumerate(match[0]) if char == " ")


def _set_phrases(text: str, kept: Sequence[bool]) -> Iterator[Edit]:
    # An address must not run into the words after it.
    may_hold_one = "@" in text or "://" in text or "www." in text
    addresses = {match.end() for match in ADDRESS.finditer(text)} if may_hold_one else ()
    for marks, pattern, after in PHRASES:
        if not any(mark in text for mark in marks):
            continue
        for match in pattern.finditer(text):
            if match.start() not in addresses and not (kept[match.start()] and kept[match.end() - 1]):
                yield Edit(match.start(), match[0], after)


def widths(text: str, kept: Sequence[bool]) -> Iterator[Edit]:
    """Half-width punctuation in Chinese surroundings becomes full-width; brackets in pairs."""
    seen = list(text) if HALF.search(text) else []  # with the marks widened: setting twice changes nothing
    for match in HALF.finditer(text):
        at, char = match.start(), match[0]
        if not kept[at] and _wants_wide(seen, at, char):
            seen[at] = TO_WIDE[char]
            start, end = at, at + 1
            while start and text[start - 1] in BLANK:
                start -= 1
            while end < len(text) and text[end] in BLANK:
                end += 1
            yield Edit(start, text[start:end], TO_WIDE[char])
    if "(" in text or ")" in text:
        yield from _brackets(text, kept)


def _wants_wide(text: Sequence[str], at: int, char: str) -> bool:
    before, after = _beside(text, at, -1), _beside(text, at, 1)
    if char == "." and (before == "." or after == "."):
        return False
    if char == ":" and "".join(text[at + 1 : at + 3]) == "//":
        return False
    if char == "." and after and not _is_wide(after) and after not in "\"'":
        return False
    if _is_wide(before):
        return not (char == "." and after.isalnum() and after.isascii())
    if char == ".":
        return before == "%" or (not after and before.isalnum() and len(text) > 12 and at > 2)
    return _is_han(after) and at > 0 and (char != "." or before == "%")


def _brackets(text: str, kept: Sequence[bool]) -> Iterator[Edit]:
    """( ) around or beside Chinese; a mixed pair is made whole."""
    stack: list[int] = []
    for match in BRACKET.finditer(text):
        at, char = match.start(), match[0]
        if kept[at]:
            continue
        if char in "(（":
            stack.append(at)
        elif stack:
            start = stack.pop()
            inside = text[start + 1 : at]
            if text[start] + char != "()" or HAN.search(inside) or _is_wide(text[start - 1 : start]):
                yield Edit(start, text[start], "（")
                yield Edit(at, char, "）")


def _beside(text: Sequence[str], at: int, step: int) -> str:
    """The next character that is no space, this way or that; empty at the end."""
    at += step
    while 0 <= at < len(text) and text[at] in BLANK:
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _is_han(char: str) -> bool:
    return bool(char) and HAN.match(char) is not None


def _is_wide(char: str) -> bool:
    return bool(char) and HAN_OR_WIDE.match(char) is not None
