"""Security names and codes, found in text by one pass of an Aho-Corasick automaton."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

from jingui.ingest.evidence import DECOYS, heads_a_list, is_meant
from jingui.markets.reference import Fact, securities

EXCHANGES = {"SH": "SSE", "SS": "SSE", "SZ": "SZSE", "BJ": "BSE", "HK": "HKEX"}
EXCHANGES |= {"XSHG": "SSE", "XSHE": "SZSE", "XHKG": "HKEX"}  # ISO 10383, as data vendors write them
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")  # full-width digits and letters
NARROW = {0xFF01 + n: 0x21 + n for n in range(94)}  # one character for one, so that places stay
# It begins with a digit, not with what must not stand before one: regular expressions look for that at once.
DIGITS = re.compile(r"[0-9](?<![0-9.][0-9])(?:[0-9]{3,5}(?![0-9])|[0-9]{0,2}(?=\.HK))")
PREFIX = re.compile(r"(?<![A-Za-z])(?:sh|sz|bj|hk):?$", re.IGNORECASE)
PREFIX_ENDS = frozenset("hHzZjJkK\u212a:\n")  # what its last character is, when there is one
SUFFIX = re.compile(r"\.(SH|SS|SZ|BJ|HK|XSHG|XSHE|XHKG)(?![A-Za-z])", re.IGNORECASE)
CODE_CALLED = re.compile(r"(?:代码|股票|证券)[为是：:\s]*$|[(（/、；;]\s*$")
OPEN_FUND = re.compile(
    r"(?:基金|混合|债券?|联接|指数|发起式|货币|FOF|LOF)[A-E]?\s*[（(]$"
)  # their codes repeat those of shares
CODE_ENDS = re.compile(r"\s*[)）/、；;，。$]|\s(?![万亿元股])|公告|[涨跌]|$")
EX_MARKS = ("XD", "XR", "DR", "N", "C")
NEW_SHARE_MARKS = ("N", "C")  # its first day, and the four after it
EX_DAY = re.compile(r"(?:XD|XR|DR|N(?<![A-Za-z]N)|C(?<![A-Za-z]C))(?=(?P<name>[\u4e00-\u9fff]{2,3}))")
FUTURES_TALK = re.compile(r"期货|主力|夜盘|仓单|合约|上期所|上期能源|大商所|郑商所|广期所|中金所|交割")
HONGKONG_TALK = re.compile(r"港股|H股|港元|恒指|恒生|港交所|\.HK|香港联")
ALWAYS_FUTURES = re.compile(r"^[沪郑]|期货|主力|期指|合约$|^SC|^LU|^集运|^欧线|^20号胶$|^国际铜$|^螺纹")
GAPS = (
    1,
    2,
)  # characters between a name and the code that belongs to it: 贵州茅台(600519), 贵州茅台 (600519)


class Match(NamedTuple):
    """A security at text[start:end], and why we believe it: name | code | name+code | short | futures."""

    start: int
    end: int
    ticker: str
    exchange: str
    name: str
    evidence: str


class SecurityNames:
    """The matcher; built once from the package's facts and `extra` (ticker, exchange, name) triples."""

    def __init__(self, extra: Iterable[tuple[str, str, str]] = ()) -> None:
        facts = {(fact.ticker, fact.exchange): fact for fact in securities()}
        for ticker, exchange, name in extra:
            facts.setdefault((ticker, exchange), Fact(ticker, exchange, name, "stock"))
        self._facts = facts
        self._patterns: dict[str, Fact | None] = dict.fromkeys(DECOYS)
        self._ex_days: dict[str, Fact | None] = {}
        for fact in facts.values():
            self._patterns.setdefault(fact.name, fact)
        for fact in facts.values():  # a former name of one never takes the name of another
            for name in _writings(fact):
                self._patterns.setdefault(name, fact)
            if fact.kind == "stock" and fact.exchange != "HKEX":
                for key in (fact.name[:3], fact.name[:2]):
                    self._ex_days[key] = None if key in self._ex_days else fact
        self._twins = self._other_listings()
        self._meanings = list(self._patterns.items())
        self._automaton = AhoCorasick(
            [name for name, _ in self._meanings], matchkind=MATCHKIND_LEFTMOST_LONGEST
        )

    def _other_listings(self) -> dict[tuple[str, str], Fact]:
        """A-share -> the Hong Kong share of the same name."""
        hongkong = {
            name: fact for fact in self._facts.values() if fact.exchange == "HKEX" for name in _writings(fact)
        }
        return {
            key: hongkong[name]
            for key, fact in self._facts.items()
            if fact.kind == "stock" and fact.exchange != "HKEX"
            for name in _writings(fact)
            if name in hongkong
        }

    def find(self, text: str) -> list[Match]:
        """Every security named in `text`, in order of appearance; a name and its code are one match."""
        text = text.translate(NARROW) if WIDE.search(text) else text
        codes = list(self._codes(text))
        if not codes:
            return sorted(self._names(text, set()), key=attrgetter("start"))
        coded = {(match.ticker, match.exchange) for match in codes}
        code_starts = {match.start: match for match in codes}
        found = [match for match in self._names(text, coded) if not _overruled(match, code_starts, text)]
        named = {(match.end + gap, match.ticker, match.exchange) for match in found for gap in GAPS}
        found += [match for match in codes if (match.start, match.ticker, match.exchange) not in named]
        return sorted(found, key=attrgetter("start"))

    def _codes(self, text: str) -> Iterator[Match]:
        for written in DIGITS.finditer(text):
            start, end, ticker = written.start(), written.end(), written[0]
            may_have_prefix = start and text[start - 1] in PREFIX_ENDS
            prefix = PREFIX.search(text[max(0, start - 4) : start]) if may_have_prefix else None
            suffix = SUFFIX.match(text, end) if text.startswith(".", end) else None
            if suffix:
                fact = self._at(ticker, suffix[1].upper())
            elif prefix:
                fact = self._at(ticker, prefix[0][:2].upper())
            elif len(ticker) < 5:
                continue
            else:
                fact = self._bare(ticker, text[max(0, start - 8) : start], text[end : end + 3])
            if fact is not None:
                start, end = start - len(prefix[0] if prefix else ""), end + len(suffix[0] if suffix else "")
                yield Match(start, end, fact.ticker, fact.exchange, fact.name, "code")

    def _at(self, ticker: str, place: str) -> Fact | None:
        return self._facts.get((ticker.zfill(5) if EXCHANGES[place] == "HKEX" else ticker, EXCHANGES[place]))

    def _bare(self, ticker: str, before: str, after: str) -> Fact | None:
        """The security of a number without a place: in brackets, called a code, or alone and no amount."""
        if len(ticker) == 5:
            expected = CODE_CALLED.search(before) and CODE_ENDS.match(after)
            return self._facts.get((ticker, "HKEX")) if expected else None
        if len(ticker) != 6 or not CODE_ENDS.match(after):
            return None
        if CODE_CALLED.search(before):
            return None if OPEN_FUND.search(before) else self._listed(ticker)
        alone = (not before or before[-1] in " ，、：:；$#") and not ticker.endswith("000")
        return self._listed(ticker) if alone else None

    def _listed(self, ticker: str) -> Fact | None:
        """The share, fund or index of a bare six-digit code, shares first: 000001 alone is 平安银行."""
        candidates = [self._facts.get((ticker, exchange)) for exchange in ("SZSE", "SSE", "BSE")]
        known = [fact for fact in candidates if fact is not None]
        return next((fact for fact in known if fact.kind == "stock"), known[0] if known else None)

    def _names(self, text: str, coded: set[tuple[str, str]]) -> Iterator[Match]:
        meant_from = -1  # where the name after this one begins, if that is meant
        for which, start, end in reversed(self._automaton.find_matches_as_indexes(text)):
            written, fact = self._meanings[which]
            if fact is None:
                continue
            evidence = _evidence(text, start, end, written, fact, coded)
            if not evidence and meant_from == end + 1 and heads_a_list(text, start, end, fact.name):
                evidence = "name"
            meant_from = start if evidence else -1
            if evidence:
                yield Match(start, end, fact.ticker, fact.exchange, fact.name, evidence)
            twin = self._twins.get((fact.ticker, fact.exchange)) if evidence else None
            if twin is not None and _speaks(HONGKONG_TALK, text):
                yield Match(start, end, twin.ticker, twin.exchange, twin.name, "twin")
        if any(mark in text for mark in EX_MARKS):
            yield from self._on_ex_day(text)

    def _on_ex_day(self, text: str) -> Iterator[Match]:
        """XD舍得酒, N舍得: an ex-dividend name is cut to three characters, a new one to two."""
        for written in EX_DAY.finditer(text):
            name = written["name"]
            fact = self._ex_days.get(name)
            if fact is None and written[0] in NEW_SHARE_MARKS:
                fact = self._ex_days.get(name := name[:2])
            if fact is not None:
                end = written.end() + len(name)
                yield Match(written.start(), end, fact.ticker, fact.exchange, fact.name, "short")


def _writings(fact: Fact) -> Iterator[str]:
    """Every way the names of a security are written."""
    for name in (fact.name, *fact.aliases):
        yield name
        if name.startswith("*ST"):
            yield name[1:]
        elif name.startswith("ST"):
            yield f"*{name}"
        if name.endswith("A") and len(name) > 3 and name.isascii() is False:
            yield name[:-1]


def _evidence(text: str, start: int, end: int, written: str, fact: Fact, coded: set[tuple[str, str]]) -> str:
    if (fact.ticker, fact.exchange) in coded:
        return "name+code"
    if fact.kind == "future":
        return "futures" if ALWAYS_FUTURES.search(written) or _speaks(FUTURES_TALK, text) else ""
    if fact.kind == "index":
        return ""  # an index stands for the market of the day; only its code makes it the subject
    if fact.kind == "etf":
        return "name" if len(written) >= 7 else ""
    if len(written) == 2 and not _stands_alone(text, start, end):
        return ""
    if len(written) > 2 and not is_meant(text, start, end, fact.name):
        return ""
    return "name" if len(written) > 2 else "short"


@lru_cache(maxsize=8)  # one text is asked about for every name in it
def _speaks(talk: re.Pattern[str], text: str) -> bool:
    return talk.search(text) is not None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Two characters need room: no run-on character before, none that makes another word after."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    free = not before.isalnum() or before in "与和在对向被从由将的据称及"
    return free and after not in set("业动政情为员程驶列")


def _overruled(match: Match, codes: dict[int, Match], text: str) -> bool:
    """A name right before the code of another security belongs to a longer name or another listing."""
    for place in (match.end + gap for gap in GAPS):
        code = codes.get(place)
        if code is not None and text[match.end : place].strip(" ") in ("(", "（"):
            return (code.ticker, code.exchange) != (match.ticker, match.exchange)
    return False
