"""How much does a text matter? The editors' levels, learned from its words, its subject and its form."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache

from jingui.ingest.forest import forest
from jingui.ingest.linear import LinearModel, Reading, reading

BEIJING = timezone(timedelta(hours=8))
UNKNOWN_HOUR, UNKNOWN_WEEKDAY = 12.0, 2.0  # an item without a time counts as one of a Wednesday's noon
SIGNS = ("%", "。", "，", "“", "亿", "元", "；", "、", "\n", "记者", "公告", "表示", "板块", "概念")
FIRST_SIGNS = ("涨", "跌")  # of the first sentence
FACTS = (
    "hour", "weekday", "length", "first sentence", "quotes whom", "numbers", "numbers first",
    "largest percent", "latin words", *SIGNS, *(f"{sign} first" for sign in FIRST_SIGNS),
)  # fmt: skip
NUMBER, PERCENT = re.compile(r"\d+"), re.compile(r"(\d{1,6}(?:\.\d{1,6})?)%")
QUOTED, LATIN, STOP = re.compile(r"[（(][^（）()]{2,12}[）)]\s*$"), re.compile("[a-z]+"), re.compile("[。；]")


@cache
def model() -> LinearModel:
    """The package's model, loaded once a process: importance first, then topics and directions."""
    return LinearModel.load("importance")


def likely_important(headline: str, text: str, at: datetime | None = None) -> tuple[float, tuple[str, ...]]:
    """How likely (0..1) an editor would mark what is told at `at` (aware), and the words that say so."""
    read = reading(headline, text)
    judged = model().judge(read)
    chance = forest("importance.json").chance([*judged.scores.tolist(), *facts(read, at)])
    return chance, model().words(read, [0])[0]


def facts(text: Reading, at: datetime | None) -> list[float]:
    """The form of a text in numbers, in the order of `FACTS`."""
    whole = text.whole
    first = STOP.split(whole, maxsplit=1)[0]
    here = at.astimezone(BEIJING) if at else None
    return [
        here.hour + here.minute / 60 if here else UNKNOWN_HOUR,
        here.weekday() if here else UNKNOWN_WEEKDAY,
        len(whole),
        len(first),
        bool(QUOTED.search(text.tail)),
        len(NUMBER.findall(whole)),
        len(NUMBER.findall(first)),
        max(map(float, PERCENT.findall(whole)), default=0.0),
        len(set(LATIN.findall(whole))),
        *(whole.count(sign) for sign in SIGNS),
        *(sign in first for sign in FIRST_SIGNS),
    ]
