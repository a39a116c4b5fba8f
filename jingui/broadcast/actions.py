"""Announcing something to other processes, and hearing it there."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from jingui.broadcast.models import Notice

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger(__name__)
KEPT_HOURS = 24
BELL = "jingui:notices"  # the Valkey channel that says: look into the table now
RING_SECONDS = 0.5  # a Valkey that does not answer by then is passed over


def send(kind: str, **payload: Any) -> Notice:
    """Tell every process `kind`, with JSON values; heard when (and only if) the transaction commits."""
    notice = Notice.objects.create(kind=kind, payload=payload)
    if settings.CACHE_URL:
        transaction.on_commit(ring, robust=True)
    return notice


def ring() -> None:
    """Wake the followers. They look into the table anyway, so a lost ring only costs time."""
    from redis import RedisError  # noqa: PLC0415  (a third of a second to load, and most portals have none)

    try:
        valkey().publish(BELL, b"")
    except RedisError as error:
        log.warning("Valkey cannot be reached, notices travel by polling: %s", error)


@cache
def valkey() -> Redis:
    """The one client of this process."""
    from redis import Redis  # noqa: PLC0415  (see above)

    limits = {"socket_timeout": RING_SECONDS, "socket_connect_timeout": RING_SECONDS}
    return Redis.from_url(settings.CACHE_URL, **limits)


def sweep(now: datetime) -> int:
    """Forget notices older than a day; how many."""
    return Notice.objects.filter(at__lt=now - timedelta(hours=KEPT_HOURS)).delete()[0]
