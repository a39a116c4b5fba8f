"""What changed between two tellings? Figures that moved (增长12% → 14%), people named for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from jingui.text.segment import people

# A figure with its unit: 12%, 3.5亿元, 1,200吨, 14人. Clock times, dates, codes and years are no figures.
FIGURE = re.compile(
    r"(?<![\d.:：/-])(?P<number>\d[\d,]{0,14}(?:\.\d{1,6})?)(?![\d:：/-])\s?"
    r"(?P<unit>个?百分点|个?基点|[千百十]?[万亿]?(?:美元|港元|欧元|日元|元|吨|人|户|家|股|点|手|辆|台|套|桶|盎司)"
    r"|[万亿]|%|‰|倍)"
)
CLAUSE = re.compile(r"[，。；：！？、,;!?（）()《》“”\s]")
LABEL_CHARACTERS = 12  # what a figure is of stands right before it
SAME_LABEL_CHARACTERS = 2  # 增长, 死亡, 报价: one word that both tellings say of it
SHOWN_MOST = 6
HEDGE = re.compile(r"(?:约|近|超过?|逾|达到?|为|至|到|了|的|已|共|将|拟)+$")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that the later telling gives otherwise: 同比增长, 12%, 14%."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What one telling changes in those before it."""

    figures: tuple[Moved, ...] = ()
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.people)


@dataclass(frozen=True, slots=True)
class _Figure:
    label: str
    number: str
    unit: str

    @property
    def shown(self) -> str:
        return f"{self.number}{self.unit}"


def changes(texts: Iterable[str]) -> list[Changes]:
    """For each text, in the order told: the figures it moves and the people it names first.

    The first changes nothing. A figure is compared with its last telling: 12%, then 14%, then 15% are two
    moves. Of a figure both of whose values stand in one text (12% a year ago, 14% now) nothing is said.
    """
    told: list[_Figure] = []
    named: set[str] = set()
    found = []
    for number, text in enumerate(texts):
        here, there = list(_figures(text)), people(text)
        fresh = tuple(name for name in there if not _known(name, named))
        found.append(
            Changes(tuple(_moved(told, here))[:SHOWN_MOST], fresh[:SHOWN_MOST]) if number else Changes()
        )
        told = [*here, *told]
        named.update(there)
    return found


def _moved(told: list[_Figure], here: list[_Figure]) -> Iterator[Moved]:
    """The figures of a text that were told otherwise before; `told` begins with the latest."""
    values = {figure.shown for figure in here}
    before = {figure.shown for figure in told}
    seen: set[Moved] = set()
    for figure in here:
        if figure.shown in before:
            continue
        old = max(
            (one for one in told if one.unit == figure.unit),
            key=lambda one: _alike(one, figure),
            default=None,
        )
        if old is None or _alike(old, figure) < SAME_LABEL_CHARACTERS or old.shown in values:
            continue
        moved = Moved(_shared(old.label, figure.label), old.shown, figure.shown)
        if moved not in seen:
            seen.add(moved)
            yield moved


def _figures(text: str) -> Iterator[_Figure]:
    for match in FIGURE.finditer(text):
        before = text[max(0, match.start() - LABEL_CHARACTERS) : match.start()]
        label = HEDGE.sub("", CLAUSE.split(re.sub(r"\d[\d.,]*", "，", before))[-1])
        yield _Figure(label, match["number"], match["unit"])


def _alike(one: _Figure, other: _Figure) -> int:
    return len(_shared(one.label, other.label))


def _shared(one: str, other: str) -> str:
    """The end that two labels have in common: 净利润同比增长 and 利润同比增长 have 利润同比增长."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return one[len(one) - sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) :]


def _known(name: str, named: set[str]) -> bool:
    """Whether somebody of this name was told of; 沈砚秋 is known when 砚秋 is, and the other way round."""
    return any(name in one or one in name for one in named)
