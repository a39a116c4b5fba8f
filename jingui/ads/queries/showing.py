"""Which ad goes where. Every function here costs a fixed number of database queries."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jingui.ads.models import AdCount, Booking, Creative, CreativeKind, Slot
from jingui.clock import in_beijing

LABEL = "广告"  # forced by the law (广告法 §14), whatever the language of the page
ROTATION_SECONDS = 60  # a page keeps its ads as long as the edge keeps the page


@dataclass(frozen=True, slots=True)
class Ad:
    """What a page shows in a slot; `booking` is 0 while an editor looks at it before it is booked."""

    booking: int
    slot: Slot
    creative: Creative
    channel: str = ""
    label: str = LABEL

    @property
    def is_house(self) -> bool:
        return self.creative.is_house


def for_slots(now: datetime, channel: str | None = None, *, seed: int | None = None) -> dict[str, Ad]:
    """The ad of each slot, by its slug (one query).

    Among what is booked for this page and under its caps chance decides by weight; where nothing is, a house
    ad stands. The same minute and page draw the same; `seed` decides otherwise.
    """
    bookings = defaultdict(list)
    for booking in _bookings(now, channel):
        bookings[booking.slot.slug].append(booking)
    turn = int(now.timestamp()) // ROTATION_SECONDS if seed is None else seed
    drawn = {slot: random.Random(f"{turn} {slot} {channel}") for slot in bookings}
    return {slot: _drawn(some, drawn[slot], channel or "") for slot, some in bookings.items()}


def click_target(booking: int) -> str | None:
    """Where a click on a booking's ad leads; None for an unknown one (one query)."""
    return Booking.objects.filter(pk=booking).values_list("creative__url", flat=True).first()


def html_of(booking: int) -> str:
    """The HTML of a booking's creative, empty when it has none (one query)."""
    made_of_html = Booking.objects.filter(pk=booking, creative__kind=CreativeKind.HTML)
    return made_of_html.values_list("creative__html", flat=True).first() or ""


def html_of_creative(creative: int) -> str:
    """The HTML of a creative that is perhaps not booked yet; empty when it has none (one query)."""
    made_of_html = Creative.objects.filter(pk=creative, kind=CreativeKind.HTML)
    return made_of_html.values_list("html", flat=True).first() or ""


def in_every_slot(creative: int) -> list[Ad]:
    """A creative as it would stand in each slot, booked or not (two queries); none when we do not have it."""
    made = Creative.objects.select_related("image", "narrow_image").filter(pk=creative).first()
    return [Ad(0, slot, made) for slot in Slot.objects.order_by("pk")] if made else []


def _bookings(now: datetime, channel: str | None) -> QuerySet[Booking]:
    """What runs now, is open to the page, and has not reached a cap."""
    today = in_beijing(now).date()
    running = Booking.objects.running(now).open_to(channel).select_related("slot", "creative")
    counted = running.annotate(seen=_seen(), seen_today=_seen(day=today))
    under = Q(cap=None) | Q(cap__gt=F("seen"))
    under_today = Q(daily_cap=None) | Q(daily_cap__gt=F("seen_today"))
    return counted.filter(under, under_today).order_by("pk")


def _seen(**days: date) -> Coalesce:
    counts = AdCount.objects.filter(booking=OuterRef("pk"), **days).order_by().values("booking")
    return Coalesce(Subquery(counts.annotate(number=Sum("impressions")).values("number")), 0)


def _drawn(bookings: list[Booking], chance: random.Random, channel: str) -> Ad:
    paid = [booking for booking in bookings if not booking.creative.is_house]
    [booking] = chance.choices(paid or bookings, weights=[b.weight for b in paid or bookings])
    return Ad(booking.pk, booking.slot, booking.creative, channel)
