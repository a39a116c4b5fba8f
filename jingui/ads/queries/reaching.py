"""How many different visitors: of a slot, of a channel, and of two of them together.

Visitors are told apart within a day only (the salt changes), so what is added up over days is visitor-days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.db.models import Count, Max, Sum

from jingui.ads import reach as sketch
from jingui.ads.models import Place, Reach, Slot
from jingui.news.models import Channel


@dataclass(frozen=True, slots=True)
class ReachLine:
    """Who came by a place in a span of days."""

    place: Place
    name: str
    label: str
    days: int  # on which anybody came
    visitor_days: int
    most_in_a_day: int

    @property
    def key(self) -> str:
        return f"{self.place}-{self.name}" if self.name else str(self.place)

    @property
    def a_day(self) -> int:
        return round(self.visitor_days / self.days) if self.days else 0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two places together, in visitor-days; `error` is the standard error of `both` and of `either`."""

    a: int
    b: int
    both: int
    either: int
    error: int


def reach(first: date, last: date) -> list[ReachLine]:
    """Everything that was reached from `first` to `last`: the site, slots, channels (three queries)."""
    rows = Reach.objects.filter(day__gte=first, day__lte=last).order_by().values("place", "name")
    summed = rows.annotate(days=Count("pk"), total=Sum("visitors"), most=Max("visitors"))
    found = {(row["place"], row["name"]): row for row in summed}
    return [
        ReachLine(place, name, label, row["days"], row["total"], row["most"])
        for place, name, label in _places()
        if (row := found.get((place, name)))
    ]


def overlap(first: date, last: date, a: tuple[str, str], b: tuple[str, str]) -> Overlap:
    """Two places, each (place, name), from `first` to `last`: A, B, A and B, A or B (one query)."""
    rows = Reach.objects.filter(day__gte=first, day__lte=last, place__in=(a[0], b[0]), name__in=(a[1], b[1]))
    registers = {(row.place, row.name, row.day): row.registers for row in rows}
    days = {day for _place, _name, day in registers}
    pairs = [[registers.get((*place, day), sketch.NOBODY) for place in (a, b)] for day in days]
    of_a, of_b = (round(sum(sketch.estimate(pair[n]) for pair in pairs)) for n in (0, 1))
    both = round(sum(sketch.overlap(*pair) for pair in pairs))
    error = sqrt(sum(sketch.overlap_error(*pair) ** 2 for pair in pairs))
    return Overlap(of_a, of_b, both, of_a + of_b - both, round(error))


def _places() -> list[tuple[Place, str, str]]:
    slots = [(Place.SLOT, slot.slug, slot.name) for slot in Slot.objects.order_by("pk")]
    channels = [(Place.CHANNEL, channel.slug, channel.name) for channel in Channel.objects.all()]
    return [(Place.SITE, "", str(Place.SITE.label)), *slots, *channels]
