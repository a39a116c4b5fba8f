"""Leases: a row is a worker's until `lease_until`; a dead worker's rows are free half a minute later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from jingui.ingest.models import Feed, Item, ItemState

LEASE = timedelta(seconds=30)


def renew(*, feeds: Iterable[int] = (), items: Iterable[int] = (), now: datetime) -> None:
    """A live worker keeps what it holds, however long the work takes."""
    until = now + LEASE
    Feed.objects.filter(pk__in=list(feeds), lease_until__isnull=False).update(lease_until=until)
    Item.objects.filter(pk__in=list(items), state=ItemState.NEW, lease_until__isnull=False).update(
        lease_until=until
    )


def release(*, feeds: Iterable[int] = (), items: Iterable[int] = ()) -> None:
    """A worker that stops gives back what it has not done."""
    Feed.objects.filter(pk__in=list(feeds)).update(lease_until=None)
    Item.objects.filter(pk__in=list(items), state=ItemState.NEW).update(lease_until=None)
