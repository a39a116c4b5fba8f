"""When was this page published? Metadata, masthead, foot and address, by how telling they are."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jingui.text.dates import PRECISIONS, Dated, find, parse
from jingui.text.html import Element

META_NAMES = (
    "article:published_time", "og:published_time", "og:release_date", "datepublished", "pubdate",
    "publishdate",
    "publish_date", "publish-date", "pub_date", "date", "dc.date", "dc.date.issued", "citation_date",
    "weibo:article:create_at",
    "bytedance:published_time", "apub:time", "_pubtime", "firstcreatetime", "og:time",
    "publication_date", "createdate",
)  # fmt: skip
LABEL = re.compile(
    r"发[布表]|时\s*间|日\s*期|来\s*源|更新|[Pp]osted|[Pp]ublish|稿源|阅读|浏览|点击|张贴|转载|收藏本文|by\b"
)
TODAY = re.compile(r"星期|农历|今天是|旧版|欢迎|Copyright|©|ICP|版权|许可证|京港台", re.IGNORECASE)
AMBIGUOUS = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")  # day or month first?
WITHOUT_YEAR = re.compile(r"\d{1,2}月\d{1,2}日.*")  # whose year is guessed
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?([0-2]\d|3[01])(?=[/_\-.t]|$)|/((?:19|20)\d\d)-?(0[1-9]|1[0-2])/"
)
JSON_LD_CHARACTERS = 60_000
HEAD_BLOCKS, FOOT_BLOCKS = 14, 4
LINE_CHARACTERS = 130
SAME_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date, how telling the place is where it was found (more is better), that place in words, its line."""

    dated: Dated
    weight: float
    place: str
    line: str = ""


def published(
    tree: Element | None,
    before: Sequence[str],
    body: Sequence[str],
    after: Sequence[str],
    *,
    url: str,
    now: datetime,
) -> Candidate | None:
    """The best candidate of a page, or None. A finer writing of the same day is preferred to a coarse one."""
    found = [
        *_of_metadata(tree, now),
        *_of_masthead(before, now),
        *_of_body(body, now),
        *_of_foot(after, now),
        *_of_address(url, now),
    ]
    found = [one for one in found if one.dated.at <= now + 2 * SAME_DAY]
    if not found:
        return None
    best = max(found, key=lambda one: one.weight)
    same = [one for one in found if abs(one.dated.at - best.dated.at) < SAME_DAY and one.weight > 1]
    return max([best, *same], key=lambda one: (_fineness(one), one.weight)) if _fineness(best) < 3 else best


def _of_metadata(tree: Element | None, now: datetime) -> Iterator[Candidate]:
    if tree is None:
        return
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        dated = parse(meta.get("content") or "", now=now) if name in META_NAMES else None
        if dated:
            yield Candidate(dated, 8.0 if _fine(dated) else 3.5, "页面元数据")
    for time in tree.iter("time"):
        dated = parse(time.get("datetime") or "", now=now)
        if (
            dated
            and "pub"
            in f"{time.get('pubdate') or ''}{time.get('itemprop') or ''}{time.get('class') or ''}".lower()
        ):
            yield Candidate(dated, 6.0, "页面元数据")
    yield from _of_json_ld(tree, now)


def _of_json_ld(tree: Element, now: datetime) -> Iterator[Candidate]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        match = re.search(
            r'"(?:datePublished|pubDate)"\s*:\s*("[^"]{4,40}")', (script.text or "")[:JSON_LD_CHARACTERS]
        )
        dated = parse(json.loads(match[1]), now=now) if match and "\\" not in match[1] else None
        if dated:
            yield Candidate(dated, 7.5 if _fine(dated) else 3.5, "页面元数据")


def _of_masthead(before: Sequence[str], now: datetime) -> Iterator[Candidate]:
    """Lines above the text, the nearest first."""
    for distance, line in enumerate(reversed(before[-HEAD_BLOCKS:])):
        yield from _of_line(line, 7.0 - distance * 0.3, "题下", now)


def _of_body(body: Sequence[str], now: datetime) -> Iterator[Candidate]:
    """A short line inside the text at its very beginning or end (——某刊 1996年6月号)."""
    for line in [*body[:2], *body[-2:]]:
        if len(line) < LINE_CHARACTERS / 2:
            yield from _of_line(line, 2.2, "正文首尾", now)


def _of_foot(after: Sequence[str], now: datetime) -> Iterator[Candidate]:
    for distance, line in enumerate(after[:FOOT_BLOCKS]):
        yield from _of_line(line, 3.4 - distance * 0.3, "文末", now, labelled=distance > 1)


def _of_line(
    line: str, weight: float, place: str, now: datetime, *, labelled: bool = False
) -> Iterable[Candidate]:
    if len(line) > LINE_CHARACTERS or (labelled and not LABEL.search(line)):
        return
    dated = find(line, now=now)
    if dated is None or dated.precision == "year" or (TODAY.search(line) and not _fine(dated)):
        return  # 今天是 2026年7月15日 星期三 is the reader's day
    weight += 1.5 if LABEL.search(line) else 0
    weight += 1.0 if _fine(dated) else -2.0 if dated.precision == "month" else 0
    weight -= 3.0 if AMBIGUOUS.search(line) else 0
    weight -= 2.5 if WITHOUT_YEAR.fullmatch(line[dated.start : dated.end].strip()) else 0
    # A line that holds little but the date is a dateline; one in which it drowns speaks of something else.
    weight -= 2.0 if len(line) - (dated.end - dated.start) > 60 else 0
    yield Candidate(dated, weight, place, line)


def _of_address(url: str, now: datetime) -> Iterator[Candidate]:
    match = IN_ADDRESS.search(url)
    if match and match[1]:
        dated = parse("-".join(match.groups()[:3]), now=now)
        if dated:
            yield Candidate(dated, 3.0, "网址")


def _fine(dated: Dated) -> bool:
    return _fineness_of(dated.precision) >= 3


def _fineness(one: Candidate) -> int:
    return _fineness_of(one.dated.precision)


def _fineness_of(precision: str) -> int:
    return PRECISIONS.index(precision)
