"""What is booked: what runs, what comes, what has ended, and where more is promised than a slot can give."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from jingui.ads.models import AdCount, Booking
from jingui.clock import in_beijing

SUPPLY_DAYS = 7  # what a slot gives is judged by its last whole days
DAY = timedelta(days=1)


class State(models.TextChoices):
    RUNNING = "running", _("running")
    FULL = "full", _("cap reached")
    COMING = "coming", _("coming")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


@dataclass(frozen=True, slots=True)
class Plan:
    """A booking: how far it is, and with whom it shares its slot while it lasts."""

    booking: Booking
    state: State
    impressions: int
    clicks: int
    rivals: tuple[Booking, ...]
    share: float  # of the slot, by weight, when all rivals run
    wanted_a_day: int  # impressions that it and its rivals still need each day to reach their caps in time
    given_a_day: int  # impressions that the slot had on each of its last days

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def is_overbooked(self) -> bool:
        return self.wanted_a_day > self.given_a_day > 0


def plans(now: datetime) -> dict[int, Plan]:
    """The plan of every booking, by its number (five queries)."""
    bookings = list(Booking.objects.select_related("slot", "creative").prefetch_related("channels"))
    totals, today, supply = _totals(), _totals(day=in_beijing(now).date()), _supply(now)
    states = {b.pk: _state(b, now, totals[b.pk][0], today[b.pk][0]) for b in bookings}
    over = (State.PAUSED, State.ENDED)
    lasting = [b for b in bookings if states[b.pk] not in over and not b.creative.is_house]
    needs = {b.pk: _needed_a_day(b, now, totals[b.pk][0]) for b in lasting}
    found = {}
    for booking in bookings:
        rivals = tuple(other for other in lasting if booking.pk in needs and _meet(booking, other))
        found[booking.pk] = Plan(
            booking,
            states[booking.pk],
            *totals[booking.pk],
            rivals=rivals,
            share=booking.weight / (booking.weight + sum(other.weight for other in rivals)),
            wanted_a_day=sum(needs.get(b.pk, 0) for b in (booking, *rivals)),
            given_a_day=supply.get(booking.slot_id, 0),
        )
    return found


def _state(booking: Booking, now: datetime, seen: int, seen_today: int) -> State:
    if booking.ends_at is not None and booking.ends_at <= now:
        return State.ENDED
    if booking.paused:
        return State.PAUSED
    if booking.starts_at > now:
        return State.COMING
    full = booking.cap is not None and seen >= booking.cap
    full_today = booking.daily_cap is not None and seen_today >= booking.daily_cap
    return State.FULL if full or full_today else State.RUNNING


def _meet(one: Booking, other: Booking) -> bool:
    """Whether two bookings ever share a slot of the same page."""
    if one.pk == other.pk or one.slot_id != other.slot_id:
        return False
    if (one.ends_at and one.ends_at <= other.starts_at) or (other.ends_at and other.ends_at <= one.starts_at):
        return False
    mine, theirs = ({channel.pk for channel in b.channels.all()} for b in (one, other))
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _needed_a_day(booking: Booking, now: datetime, seen: int) -> int:
    """Impressions a day until its end, for a booking that promises a number by a date."""
    if booking.cap is None or booking.ends_at is None:
        return 0
    days = max((booking.ends_at - max(now, booking.starts_at)) / DAY, 1)
    return ceil(max(booking.cap - seen, 0) / days)


def _totals(**days: object) -> dict[int, tuple[int, int]]:
    """{booking: (impressions, clicks)}; (0, 0) for one that was never seen."""
    rows = AdCount.objects.filter(**days).order_by().values_list("booking")
    numbers = {pk: (seen, clicked) for pk, seen, clicked in rows.annotate(Sum("impressions"), Sum("clicks"))}
    return defaultdict(lambda: (0, 0), numbers)


def _supply(now: datetime) -> dict[int, int]:
    """{slot: impressions a day, our own among them}, of the days on which there were any."""
    today = in_beijing(now).date()
    lately = Q(day__lt=today, day__gte=today - SUPPLY_DAYS * DAY)
    numbers: dict[int, list[int]] = defaultdict(list)
    rows = AdCount.objects.filter(lately).order_by().values_list("booking__slot", "day")
    for slot, _day, seen in rows.annotate(Sum("impressions")):
        numbers[slot].append(seen)
    return {slot: round(sum(seen) / len(seen)) for slot, seen in numbers.items()}
