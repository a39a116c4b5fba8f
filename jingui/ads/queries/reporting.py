"""What came of the bookings, added up by one thing or another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet, Sum

from jingui.ads.models import AdCount, Slot
from jingui.news.models import Channel

type By = Literal["booking", "slot", "channel", "day"]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What came of one booking, slot, channel or day; `key` is its number, slug or date."""

    key: int | str | date
    name: str
    detail: str
    impressions: int
    clicks: int

    @property
    def click_rate(self) -> float:
        return self.clicks / self.impressions if self.impressions else 0.0

    @property
    def percent(self) -> str:
        return f"{self.click_rate:.2%}".removesuffix("%")


def report(first: date, last: date, *, by: By = "booking") -> list[ReportLine]:
    """What came of it from `first` to `last`: the most seen first, the newest day first (≤ two queries)."""
    return BY[by](AdCount.objects.filter(day__gte=first, day__lte=last))


def _by_booking(counts: QuerySet[AdCount]) -> list[ReportLine]:
    fields = ("booking", "booking__creative__name", "booking__creative__advertiser", "booking__slot__name")
    return [
        ReportLine(row["booking"], row[fields[1]], f"{row[fields[2]]} · {row[fields[3]]}", *_numbers(row))
        for row in _summed(counts, *fields).order_by("-seen", "booking")
    ]


def _by_slot(counts: QuerySet[AdCount]) -> list[ReportLine]:
    rows = {row["booking__slot"]: _numbers(row) for row in _summed(counts, "booking__slot")}
    lines = [ReportLine(s.slug, s.name, "", *rows[s.pk]) for s in Slot.objects.all() if s.pk in rows]
    return sorted(lines, key=lambda line: -line.impressions)


def _by_channel(counts: QuerySet[AdCount]) -> list[ReportLine]:
    names = dict(Channel.objects.values_list("slug", "name"))
    rows = _summed(counts, "channel").order_by("-seen", "channel")
    return [
        ReportLine(row["channel"], names.get(row["channel"], row["channel"]), "", *_numbers(row))
        for row in rows
    ]


def _by_day(counts: QuerySet[AdCount]) -> list[ReportLine]:
    rows = _summed(counts, "day").order_by("-day")
    return [ReportLine(row["day"], row["day"].isoformat(), "", *_numbers(row)) for row in rows]


def _summed(counts: QuerySet[AdCount], *fields: str) -> QuerySet[AdCount, dict[str, Any]]:
    return counts.order_by().values(*fields).annotate(seen=Sum("impressions"), clicked=Sum("clicks"))


def _numbers(row: dict[str, Any]) -> tuple[int, int]:
    return row["seen"], row["clicked"]


BY: dict[str, Callable[[QuerySet[AdCount]], list[ReportLine]]] = {
    "booking": _by_booking,
    "slot": _by_slot,
    "channel": _by_channel,
    "day": _by_day,
}
