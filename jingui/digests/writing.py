"""An edition in words: its headline, its lead made of facts, and its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape, format_html

from jingui.clock import in_beijing
from jingui.digests.choosing import Line, Section
from jingui.digests.models import EditionKind
from jingui.digests.sentences import clause
from jingui.markets import calendar

PREFIX = {EditionKind.PREMARKET: "A股盘前要闻", EditionKind.EVENING: "财经晚报"}
WEEKDAYS = "一二三四五六日"
HEADLINE_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """What came in over the time of an edition."""

    articles: int
    flashes: int
    sources: int
    since: datetime


def headline(kind: str, sections: Sequence[Section]) -> str:
    """A股盘前要闻：甲；乙 — the two weightiest, of two shelves where there are two."""
    lines = [line for section in sections for line in section.lines]
    best = sorted(lines, key=lambda line: (line.article is None, -line.weight))  # articles before flashes
    first, told = best[0], f"{PREFIX[EditionKind(kind)]}：{_short(best[0])}"
    second = next((line for line in best if line.channel != first.channel), None)
    if second and len(told) + len(_short(second)) < HEADLINE_LONGEST:
        told += f"；{_short(second)}"
    return told


def lead(kind: str, now: datetime, counts: Counts, sections: Sequence[Section]) -> str:
    """The first paragraph: the day, the market, and how much was gone through."""
    here = in_beijing(now)
    items = sum(len(section.lines) for section in sections)
    market = _before_opening(here) if kind == EditionKind.PREMARKET else _after_close(here)
    return (
        f"{here.month}月{here.day}日，星期{WEEKDAYS[here.weekday()]}，{market}"
        f"自{_moment(counts.since, here)}以来，本站收到{counts.sources}家来源的"
        f"{_amounts(counts)}，从中选出{items}条，{_purpose(kind)}。"
    )


def body(lead_text: str, sections: Sequence[Section]) -> str:
    """Clean HTML: the lead, then a list a shelf."""
    parts: list[str] = [format_html("<p>{}</p>", lead_text)]
    for section in sections:
        parts.append(format_html("<h2>{}</h2>", section.name))
        parts.append("<ul>" + "".join(f"<li>{_item(line)}</li>" for line in section.lines) + "</ul>")
    return "".join(parts)


def text(lead_text: str, sections: Sequence[Section]) -> str:
    """The same as plain text, for search and for machines."""
    lines = [lead_text]
    for section in sections:
        lines += [
            section.name,
            *(f"{_stop(line.headline)}{line.sentence}（{line.source}）" for line in section.lines),
        ]
    return "\n".join(lines)


def _short(line: Line) -> str:
    return clause(line.headline or line.sentence.rstrip("。"))


def _item(line: Line) -> str:
    """The headline leads to our page; a flash without one is linked as a whole."""
    linked, rest = (_stop(line.headline), line.sentence) if line.headline else (line.sentence, "")
    link = format_html('<a href="{}"><strong>{}</strong></a>', line.url, linked)
    return f"{link}{escape(rest)}（{escape(line.source)}）"


def _stop(headline: str) -> str:
    return headline if not headline or headline[-1] in "。！？…" else f"{headline}。"


def _before_opening(here: datetime) -> str:
    last = calendar.previous_trading_day(here.date())
    gap = (here.date() - last).days
    return "沪深交易所今日正常开市。" if gap == 1 else f"沪深交易所休市{gap - 1}天后今日开市。"


def _after_close(here: datetime) -> str:
    if calendar.is_trading_day(here.date()):
        return "沪深交易所今日交易已结束。"
    day = calendar.next_trading_day(here.date())
    return f"沪深交易所今日休市，{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）开市。"


def _moment(moment: datetime, here: datetime) -> str:
    then = in_beijing(moment)
    days = (here.date() - then.date()).days
    named = {0: "今日", 1: "昨日"}.get(days, f"{then.month}月{then.day}日")
    return f"{named}{then:%H:%M}"


def _amounts(counts: Counts) -> str:
    told = [(counts.articles, "篇稿件"), (counts.flashes, "条快讯")]
    return "、".join(f"{number}{unit}" for number, unit in told if number)


def _purpose(kind: str) -> str:
    return "供开盘前参考" if kind == EditionKind.PREMARKET else "供回看今日"
