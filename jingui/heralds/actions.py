"""What can be done about search engines: note what they should hear, and tell them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F

from jingui.heralds import houses
from jingui.heralds.models import Dispatch, Herald
from jingui.heralds.queries import Errand, errands

if TYPE_CHECKING:
    from jingui.http import Response

SETTLE_SECONDS = 30  # what is published is often put right at once
REVISED_SECONDS = 600  # a change is told at most so often
LEASE_SECONDS = 300  # a worker that dies while telling: another one tells again after that
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 60.0, 86_400.0
MOST_ATTEMPTS = 9  # about a day and a half, then it is given up
KEPT_DAYS = 90  # receipts
LONGEST_ANSWER = 400

type Post = Callable[..., Response]


def note(address: str, *, heralds: Collection[Herald], now: datetime, settle_seconds: float) -> int:
    """Let `heralds` hear of `address` when it has settled; what waits already is not noted twice."""
    at = now + timedelta(seconds=settle_seconds)
    rows = [Dispatch(herald=herald, address=address, queued_at=now, next_at=at) for herald in heralds]
    return len(Dispatch.objects.bulk_create(rows, ignore_conflicts=True))


def tell_due(now: datetime, *, post: Post) -> int:
    """Tell every herald what is due, one batch each; how many addresses they took. One worker at a time.

    `post` is `jingui.http.post`.
    """
    return sum(_tell(errand, now, post) for errand in errands())


def sweep(now: datetime) -> int:
    """Forget receipts older than `KEPT_DAYS`, and what waits for a herald that is no longer set up."""
    open_heralds = [errand.herald for errand in errands()]
    Dispatch.objects.waiting().exclude(herald__in=open_heralds).delete()
    old = Dispatch.objects.filter(next_at=None, queued_at__lt=now - timedelta(days=KEPT_DAYS))
    return old.delete()[0]


def _tell(errand: Errand, now: datetime, post: Post) -> int:
    from jingui.http import FetchProblem  # noqa: PLC0415  (half a second that only a worker needs)

    batch = _claim(errand.herald, now)
    if not batch:
        return 0
    letter = houses.WRITE[errand.herald](
        [dispatch.address for dispatch in batch],
        endpoint=errand.endpoint,
        base_url=settings.BASE_URL.rstrip("/"),
        key=errand.key,
    )
    try:
        response = post(letter.url, body=letter.body, content_type=letter.content_type)
    except FetchProblem as problem:
        _record(
            batch,
            houses.Receipt(False, again=True, after_seconds=problem.retry_after),
            now,
            answer=str(problem),
        )
        return 0
    receipt = houses.READ[errand.herald](response.status, response.body)
    answer = response.body.decode("utf-8", "replace").replace("\0", "")
    _record(batch, receipt, now, status=response.status, answer=answer)
    return len(batch) if receipt.accepted else 0


@transaction.atomic
def _claim(herald: Herald, now: datetime) -> list[Dispatch]:
    """What is due, oldest first, under a lease."""
    due = Dispatch.objects.filter(herald=herald).due(now).order_by("next_at", "pk")
    batch = list(due[: houses.MOST_AT_ONCE[herald]])
    lease = now + timedelta(seconds=LEASE_SECONDS)
    Dispatch.objects.filter(pk__in=[each.pk for each in batch]).update(
        next_at=lease, attempts=F("attempts") + 1
    )
    for dispatch in batch:
        dispatch.attempts += 1
    return batch


@transaction.atomic
def _record(
    batch: list[Dispatch],
    receipt: houses.Receipt,
    now: datetime,
    *,
    status: int | None = None,
    answer: str = "",
) -> None:
    """Write the receipt down, address by address."""
    for dispatch in batch:
        dispatch.told_at, dispatch.status, dispatch.answer = now, status, answer[:LONGEST_ANSWER]
        given_up = dispatch.attempts >= MOST_ATTEMPTS
        if receipt.again and not given_up:
            dispatch.next_at = now + timedelta(seconds=_wait(dispatch.attempts, receipt.after_seconds))
        else:
            dispatch.next_at = None
            dispatch.accepted = receipt.accepted and dispatch.address not in receipt.refused
    Dispatch.objects.bulk_update(batch, ["told_at", "status", "answer", "next_at", "accepted"])


def _wait(attempts: int, wished: float | None) -> float:
    """Twice as long each time; longer when the other side asks for it."""
    usual = FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, 12)
    return min(max(usual, wished or 0.0), LONGEST_WAIT_SECONDS)
