"""What was announced since."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max, Q

from jingui.broadcast.models import Notice

AT_ONCE = 1000


def newest() -> int:
    """The number of the newest notice; 0 when there is none."""
    return Notice.objects.aggregate(pk=Max("pk"))["pk"] or 0


def follow(after: int, missing: Collection[int] = ()) -> list[Notice]:
    """Notices numbered above `after`, and those of `missing` that have appeared since (one query)."""
    new = Q(pk__gt=after)
    if missing:
        new |= Q(pk__in=missing)
    return list(Notice.objects.filter(new).order_by("pk")[:AT_ONCE])
