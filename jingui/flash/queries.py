"""Reading the wire. Every function here costs a fixed number of database queries."""

from __future__ import annotations

from dataclasses import dataclass

from jingui.flash.models import Flash
from jingui.markets.models import Security
from jingui.news.models import Channel, Source
from jingui.paging import Cursor


@dataclass(frozen=True, slots=True)
class Wire:
    """A stretch of the 24-hour wire, and where the next one starts."""

    flashes: list[Flash]
    next_cursor: Cursor | None


def wire(
    *,
    before: Cursor | None = None,
    urgent: bool = False,
    channel: Channel | None = None,
    security: Security | None = None,
    size: int = 40,
) -> Wire:
    """The newest flashes (two queries): all, the important ones, one channel's, or one security's."""
    flashes = Flash.objects.live().newest_first().select_related("source")
    if urgent:
        flashes = flashes.urgent()
    if channel:
        flashes = flashes.filter(channels=channel)
    if security:
        flashes = flashes.filter(securities=security)
    if before:
        flashes = flashes.before(before)
    shown = list(flashes.prefetch_related("securities")[: size + 1])
    more = len(shown) > size
    shown = shown[:size]
    return Wire(shown, (shown[-1].published_at, shown[-1].pk) if more else None)


def latest(*, channel: Channel | None = None, source: Source | None = None, size: int = 9) -> list[Flash]:
    """The newest flashes for a column, without their securities (one query)."""
    flashes = Flash.objects.live().newest_first().select_related("source")
    if channel:
        flashes = flashes.filter(channels=channel)
    if source:
        flashes = flashes.filter(source=source)
    return list(flashes[:size])


def flash(pk: int) -> Flash:
    """One live flash with its source. Raises Flash.DoesNotExist."""
    return Flash.objects.live().select_related("source").get(pk=pk)


def since(after: int, *, size: int) -> list[Flash]:
    """The newest live flashes numbered above `after`, oldest first (two queries)."""
    newest = Flash.objects.live().filter(pk__gt=after).order_by("-pk").select_related("source")
    return list(newest.prefetch_related("securities")[:size])[::-1]
