"""Counting what was seen and clicked, and how many different visitors that were, in batches.

Robots and reloads are left out. A visitor is a number for a day, hashed with a salt that is forgotten the day
after; not even the number is kept, but only the register that it raises (see reach.py).
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Literal, NamedTuple

from django.db import transaction
from django.db.models import Case, F, Q, Sum, Value, When

from jingui.ads import signals
from jingui.ads.models import AdCount, Booking, Place, Reach, Salt
from jingui.ads.reach import raised, register_and_rank
from jingui.clock import BEIJING, in_beijing
from jingui.news.models import Channel
from jingui.tally import Tally, Visitors, is_robot, moment

type Event = Literal["impressions", "clicks"]
AGAIN_SECONDS = {"impressions": 60, "clicks": 30}  # the same visitor and ad sooner than that is one
SALT_BYTES = 32
RANKS_REMEMBERED = 100_000


class Noted(NamedTuple):
    """Something that came of a booking on the pages of a channel ("" for a page of none)."""

    event: Event
    booking: int
    channel: str
    day: date


class Raised(NamedTuple):
    """A register of a place that a visitor raised; `booking` stands for the slot it is in."""

    day: date
    register: int
    rank: int
    place: Place
    name: str = ""
    booking: int = 0


def note(
    event: Event, booking: int, *, channel: str = "", visitor: str, user_agent: str, now: datetime
) -> bool:
    """An ad was seen or clicked; whether it counts. Nothing is written yet: that happens in batches."""
    today = in_beijing(now).date()
    if is_robot(user_agent) or not visitors[event].is_first(visitor, booking, today=today, at=moment()):
        return False
    tally.add(Noted(event, booking, channel, today))
    return True


def note_visit(channel: str, ads: Iterable[int], *, visitor: str, user_agent: str, now: datetime) -> None:
    """Somebody looked at a page of a channel ("" for none) and saw the ads of these bookings there."""
    if is_robot(user_agent):
        return
    today = in_beijing(now).date()
    register, rank = register_and_rank(_number_of(visitor, today))
    places = [Raised(today, register, rank, Place.SITE)]
    places += [Raised(today, register, rank, Place.CHANNEL, channel)] if channel else []
    places += [Raised(today, register, rank, Place.SLOT, booking=booking) for booking in ads]
    for raising in places:
        if remembered.is_higher(raising):
            reached.add(raising)


@transaction.atomic
def count(batch: Mapping[Noted, int]) -> int:
    """Add up what was noted in the table; return how much of it could be true.

    A booking that we do not have, that did not run on that day or not in that channel was made up.
    """
    bookings = _bookings({noted.booking for noted in batch})
    channels = _channels()
    kept = {
        noted: number
        for noted, number in batch.items()
        if noted.channel in channels and _could_be(noted, bookings.get(noted.booking))
    }
    rows = {(noted.booking, noted.channel, noted.day) for noted in kept}
    AdCount.objects.bulk_create(
        [AdCount(booking_id=booking, channel=channel, day=day) for booking, channel, day in sorted(rows)],
        ignore_conflicts=True,
    )
    parts: dict[tuple[Event, str, date], dict[int, int]] = defaultdict(dict)
    for noted, number in kept.items():
        parts[noted.event, noted.channel, noted.day][noted.booking] = number
    for (event, channel, day), numbers in parts.items():
        _add(event, channel, day, numbers)
    if any(_is_now_full(bookings[pk], day, number) for (pk, day), number in _seen_of_capped(kept, bookings)):
        signals.changed.send(Booking)
    return sum(kept.values())


@transaction.atomic
def raise_registers(batch: Iterable[Raised]) -> int:
    """Raise the registers of the places that were reached; return how many places changed."""
    raisings = _by_place(batch)
    wanted = [Reach(place=place, name=name, day=day) for place, name, day in sorted(raisings)]
    Reach.objects.bulk_create(wanted, ignore_conflicts=True)
    changed = []
    rows = Reach.objects.select_for_update().filter(day__in={row.day for row in wanted}).order_by("pk")
    for row in rows:
        before = row.registers
        after = raised(before, raisings.get((Place(row.place), row.name, row.day), {}))
        if after != before:
            row.registers = after
            changed.append(row)
    Reach.objects.bulk_update(changed, ["packed", "visitors"])
    return len(changed)


def forget_salts(*, today: date) -> int:
    """Forget the salts of the days before `today`: from then on nobody can be found in the registers."""
    past = Salt.objects.filter(day__lt=today)
    past.update(salt=bytes(SALT_BYTES))  # a deleted row may stay in a database's file for a while
    return past.delete()[0]


class Remembered:
    """How high this process raised which register, so that who comes again costs no write."""

    def __init__(self) -> None:
        self._ranks: dict[tuple[object, ...], int] = {}

    def is_higher(self, raising: Raised) -> bool:
        key = (raising.place, raising.name, raising.booking, raising.day, raising.register)
        if self._ranks.get(key, 0) >= raising.rank:
            return False
        if len(self._ranks) >= RANKS_REMEMBERED:
            self._ranks.clear()
        self._ranks[key] = raising.rank
        return True


def _number_of(visitor: str, today: date) -> int:
    """The visitor's number for today: 64 bits, kept nowhere."""
    words = f"{today} {visitor}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(words, key=_salt(today), digest_size=8).digest(), "big")


def _salt(today: date) -> bytes:
    """Today's salt, the same in every process; asked for once a day."""
    salt = _salts.get(today)
    if salt is None:
        made = Salt.objects.get_or_create(day=today, defaults={"salt": secrets.token_bytes(SALT_BYTES)})[0]
        forget_salts(today=today)
        salt = bytes(made.salt)
        _salts.clear()
        _salts[today] = salt
    return salt


def _bookings(pks: set[int]) -> dict[int, Booking]:
    return Booking.objects.select_related("slot").prefetch_related("channels").in_bulk(pks)


def _channels() -> set[str]:
    return {"", *Channel.objects.values_list("slug", flat=True)}


def _could_be(noted: Noted, booking: Booking | None) -> bool:
    """Whether this booking was on that channel's pages on that day."""
    if booking is None:
        return False
    midnight = datetime.combine(noted.day, time(), BEIJING)
    begun = booking.starts_at < midnight + timedelta(days=1)
    over = booking.ends_at is not None and booking.ends_at <= midnight
    channels = {channel.slug for channel in booking.channels.all()}
    return begun and not over and (not channels or noted.channel in channels)


def _seen_of_capped(
    kept: Mapping[Noted, int], bookings: Mapping[int, Booking]
) -> Iterable[tuple[tuple[int, date], int]]:
    """((booking, day), impressions) of the bookings that have a cap."""
    seen: dict[tuple[int, date], int] = defaultdict(int)
    for noted, number in kept.items():
        booking = bookings[noted.booking]
        if noted.event == "impressions" and (booking.cap or booking.daily_cap):
            seen[booking.pk, noted.day] += number
    return seen.items()


def _is_now_full(booking: Booking, day: date, number: int) -> bool:
    """Whether a cap was reached by the last `number` impressions: then pages are made anew, without it."""
    total = booking.counts.aggregate(
        in_all=Sum("impressions", default=0), today=Sum("impressions", filter=Q(day=day), default=0)
    )
    caps = ((booking.cap, total["in_all"]), (booking.daily_cap, total["today"]))
    return any(cap is not None and seen - number < cap <= seen for cap, seen in caps)


def _add(event: Event, channel: str, day: date, numbers: dict[int, int]) -> None:
    cases = Case(*(When(booking=booking, then=Value(number)) for booking, number in numbers.items()))
    rows = AdCount.objects.filter(day=day, channel=channel, booking__in=numbers)
    rows.update(**{event: F(event) + cases})


def _by_place(batch: Iterable[Raised]) -> dict[tuple[Place, str, date], dict[int, int]]:
    """{place: {register: rank}}; a booking's slot for the booking; what we do not have left out."""
    batch = list(batch)
    bookings, channels = _bookings({raising.booking for raising in batch} - {0}), _channels()
    places: dict[tuple[Place, str, date], dict[int, int]] = defaultdict(dict)
    for raising in batch:
        name = raising.name
        if raising.booking:
            name = bookings[raising.booking].slot.slug if raising.booking in bookings else None
        if name is None or (raising.place == Place.CHANNEL and name not in channels):
            continue
        ranks = places[raising.place, name, raising.day]
        ranks[raising.register] = max(raising.rank, ranks.get(raising.register, 0))
    return places


visitors = {event: Visitors(seconds) for event, seconds in AGAIN_SECONDS.items()}
tally: Tally[Noted] = Tally(count)
reached: Tally[Raised] = Tally(raise_registers)
remembered = Remembered()
_salts: dict[date, bytes] = {}
