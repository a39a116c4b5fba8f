"""Who does what? The actor and the act at the beginning of a text, without what leads in to them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jingui.ingest.facts import REMEMBERED_TEXTS, Runs, common, grams
from jingui.text.fingerprint import bare

ACTOR_CHARACTERS, ACT_CHARACTERS, SENTENCE_CHARACTERS = 10, 24, 70
MARK_CHARACTERS = 90  # of the beginning, where what is said or announced comes after a verb and a comma
# 企查查app显示,近日, · 据新华社报道, · 当地时间6月1日, · 记者获悉,
LEAD_IN = re.compile(
    r"(?:(?:据|按|根据)[^,。]{2,36},|(?:企查查|天眼查|启信宝)(?:app)?(?:数据)?显示,|[^,。]{0,8}记者[^,。]{0,16}(?:获悉|了解到|报道),?"
    r"|(?:当地|北京|美东)时间[^,。]{0,12}?(?:\d日|今天|周[一二三四五六日天])|(?:今[天日]|昨[天日]|近日|日前|近期|目前)"
    r"|(?:\d+年)?(?:\d+月)?\d+日|凌晨|上午|下午|晚间|截至[^,。]{2,16},|\([^)]{1,24}\)|[,、:\s])*"
)
# 公司公告称, · 特朗普表示, · 数据显示,
MARK = re.compile(r"(?:公告|表示|称|说|指出|回应|宣布|消息|显示|强调|提出|提到|其中包括|介绍)称?[,:]")
COMPANY = re.compile(r"(?:公司|其|该公司|子公司|控股子公司|全资子公司)")


class Act(NamedTuple):
    """The beginning of a text: who and what in runs of two characters, and both as they are written."""

    actor: Runs
    act: Runs
    beginning: str


@lru_cache(maxsize=REMEMBERED_TEXTS)
def act_of(essence: str) -> Act:
    """Of a text in lower case."""
    kernel = after(LEAD_IN, essence)
    mark = MARK.search(kernel, 0, MARK_CHARACTERS)
    said = after(COMPANY, after(LEAD_IN, kernel[mark.end() :])) if mark else kernel[ACTOR_CHARACTERS // 2 :]
    actor = kernel[:ACTOR_CHARACTERS]
    return Act(
        grams(bare(actor), 2), grams(bare(said[:ACT_CHARACTERS]), 2), actor + said[:SENTENCE_CHARACTERS]
    )


def after(lead_in: re.Pattern[str], text: str) -> str:
    """The text without what leads in, unless nothing is left."""
    found = lead_in.match(text)
    return (text[found.end() :] if found else text) or text


def shared(one: Runs, two: Runs) -> float:
    """How much of the shorter both have, 0..1."""
    least = min(len(one), len(two))
    return common(one, two) / least if least else 0.0


def told(one: Runs, text: Runs) -> float:
    """How much of it a text has, 0..1."""
    return common(one, text) / (len(one) or 1)
