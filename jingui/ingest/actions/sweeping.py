"""What ingest lets go of with time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from jingui.ingest.models import Clue, Fetch

FETCHES_KEPT = timedelta(days=30)
CLUES_KEPT_BESIDE_THE_WINDOW = timedelta(days=1)


def sweep(*, now: datetime) -> int:
    """Delete the fetches older than thirty days, and the clues that no new item can lead to; how many.

    The age of a clue is that of its arrival: an archive that is read in today is deduplicated today.
    """
    window = timedelta(hours=settings.STORY_WINDOW_HOURS) + CLUES_KEPT_BESIDE_THE_WINDOW
    clues = Clue.objects.filter(item__fetched_at__lt=now - window).delete()[0]
    return clues + Fetch.objects.filter(at__lt=now - FETCHES_KEPT).delete()[0]
