"""Traditional and simplified script, by OpenCC's phrases."""

import re
from functools import cache
from typing import Literal

import opencc

from jingui.text.characters import clean

type Conversion = Literal[
    "s2t", "t2s", "s2tw", "s2twp", "s2hk", "tw2s", "tw2sp", "hk2s", "t2tw", "t2hk", "jp2t", "t2jp"
]

COUNTED = re.compile(r"(?<=[0-9])只(?=[\u4e00-\u9fff])")  # 6 只新股, 两只 and the like OpenCC knows
PRINTED = str.maketrans("麪牀峯羣衞粧", "麵床峰群衛妝")


def convert(text: str, conversion: Conversion) -> str:
    """The text in another script; text without CJK comes back as it is."""
    if text.isascii():
        return text
    return _converter(conversion).convert(clean(text))


def to_traditional(text: str) -> str:
    """简 → 繁, phrase by phrase (发展 → 發展, 头发 → 頭髮)."""
    return convert(text, "s2t")


def for_print(text: str) -> str:
    """简 → 繁 as newspapers in Hong Kong and Taiwan both print it: the script changes, never the words.

    Hong Kong's forms (貴州茅台, 台積電), as the exchange there writes the names of mainland shares, but for
    characters that its lists keep in an old form and its newspapers do not.
    """
    printed = convert(text, "s2hk").translate(PRINTED)
    return COUNTED.sub("隻", printed.replace("多半隻", "多半只"))  # OpenCC takes 半只 for half a bird


def to_simplified(text: str) -> str:
    """繁 → 简."""
    return convert(text, "t2s")


@cache
def _converter(conversion: Conversion) -> opencc.OpenCC:
    """Loading a dictionary takes 10 to 100 ms: once for each conversion."""
    return opencc.OpenCC(conversion)
