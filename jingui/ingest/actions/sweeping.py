"""What ingest lets go of with time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from jingui.ingest.models import Change, Clue, Fetch, Outcome

FETCHES_KEPT = timedelta(days=30)
UNDECIDED_CHANGES_KEPT = timedelta(days=90)  # what an editor decided is kept
CLUES_KEPT_BESIDE_THE_WINDOW = timedelta(days=1)


def sweep(*, now: datetime) -> int:
    """Delete old fetches, changes that no editor had to decide, and clues no new item can lead to; how many.

    Of a change the article keeps its revisions and the note to readers. The age of a clue is that of its
    arrival: an archive that is read in today is deduplicated today.
    """
    window = timedelta(hours=settings.STORY_WINDOW_HOURS) + CLUES_KEPT_BESIDE_THE_WINDOW
    clues = Clue.objects.filter(item__fetched_at__lt=now - window).delete()[0]
    changes = Change.objects.filter(
        outcome__in=(Outcome.FOLLOWED, Outcome.LAPSED), at__lt=now - UNDECIDED_CHANGES_KEPT
    )
    fetches = Fetch.objects.filter(at__lt=now - FETCHES_KEPT)
    return clues + changes.delete()[0] + fetches.delete()[0]
