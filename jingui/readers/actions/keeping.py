"""Reading, keeping and following. Reads are counted in batches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, F, Value, When

from jingui.accounts.models import User
from jingui.clock import in_beijing
from jingui.markets.models import Security
from jingui.news.models import Article
from jingui.readers.models import Bookmark, ReadCount, Watch
from jingui.tally import Tally, Visitors, is_robot, moment

AGAIN_SECONDS = 30 * 60  # the same visitor and article within half an hour is one read


def note_read(article: int, *, visitor: str, user_agent: str, now: datetime) -> bool:
    """A reader opened an article; whether it counts. Nothing is written yet: that happens in batches.

    `visitor` is what tells one reader from another (the address and the client's name); only its hash, with
    a salt of the day, is kept, and in memory.
    """
    today = in_beijing(now).date()
    if is_robot(user_agent) or not visitors.is_first(visitor, article, today=today, at=moment()):
        return False
    tally.add((article, today))
    return True


@transaction.atomic
def count_reads(batch: Mapping[tuple[int, date], int]) -> int:
    """Add counted reads, (article, day) -> number, to the table; return how many were of articles we have."""
    pks = {article for article, _day in batch}
    known = set(Article.objects.live().filter(pk__in=pks).values_list("pk", flat=True))
    kept = {key: number for key, number in batch.items() if key[0] in known}
    ReadCount.objects.bulk_create(
        [ReadCount(article_id=article, day=day) for article, day in kept], ignore_conflicts=True
    )
    for day in {day for _article, day in kept}:
        _add(day, {article: number for (article, on), number in kept.items() if on == day})
    return sum(kept.values())


def _add(day: date, numbers: dict[int, int]) -> None:
    """Add to the counts of one day in one statement, so that two processes never lose each other's."""
    cases = Case(*(When(article=article, then=Value(number)) for article, number in numbers.items()))
    ReadCount.objects.filter(day=day, article__in=numbers).update(reads=F("reads") + cases)


visitors = Visitors(AGAIN_SECONDS)
tally: Tally[tuple[int, date]] = Tally(count_reads)


def bookmark(article: Article, *, reader: User, at: datetime) -> Bookmark:
    """Keep an article; keeping it twice changes nothing."""
    return Bookmark.objects.get_or_create(reader=reader, article=article, defaults={"at": at})[0]


def remove_bookmark(article: Article, *, reader: User) -> None:
    Bookmark.objects.filter(reader=reader, article=article).delete()


def watch(security: Security, *, reader: User, at: datetime) -> Watch:
    """Follow a security; following it twice changes nothing."""
    return Watch.objects.get_or_create(reader=reader, security=security, defaults={"at": at})[0]


def unwatch(security: Security, *, reader: User) -> None:
    Watch.objects.filter(reader=reader, security=security).delete()
