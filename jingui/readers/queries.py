"""What readers do, asked. Every function here costs a fixed number of database queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from jingui.accounts.models import User
from jingui.clock import in_beijing
from jingui.markets.models import Security
from jingui.news import queries as news
from jingui.news.models import Article
from jingui.paging import Cursor
from jingui.readers.models import (
    WAITING,
    Bookmark,
    Comment,
    CommentState,
    Discussion,
    ReadCount,
    Reason,
    Standing,
)

DAYS = 7
HALF_LIFE_DAYS = 2.0  # what was read two days ago counts half
CANDIDATES_AN_ENTRY = 4  # more than shown, because a story shows once
FEWEST_READS, FEWEST_ENTRIES = 5, 3  # with less there is nothing to rank
THREADS = 20
REPLIES, MOST_REPLIES = 5, 500  # of a thread: on the article's page, on its own
EDIT_MINUTES = 10
DISTRUST_DAYS = 30  # after a rejection trust is not earned
REFUSAL_SHOWN_DAYS = 7  # how long an author is told
OWN_MOST = 20
DISCUSSION = ("discussion",)  # what `news.article` is asked for, so that `discussion` costs no query
REASONS = dict(Reason.choices)


class HotEntry(NamedTuple):
    """One line of the hot list: the article, the week's reads of its story, and how many sources tell it."""

    article: Article
    reads: int
    sources: int


@dataclass(frozen=True, slots=True)
class HotList:
    """一周热门: most read first; empty while there is too little to rank."""

    entries: list[HotEntry]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment, which may itself be gone, and its answers, oldest first. `more`: how many are not here."""

    comment: Comment
    replies: list[Comment]
    more: int


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about an article, newest first."""

    threads: list[Thread]
    next_cursor: Cursor | None


def hot_week(now: datetime, size: int = 5) -> HotList:
    """The most read of the last seven days, each story once (two queries)."""
    scored = {row["article"]: row["week"] for row in _weighed(now)[: size * CANDIDATES_AN_ENTRY]}
    entries: dict[tuple[str, int], HotEntry] = {}
    for article in news.by_ids(list(scored)):
        story = article.story
        key = ("story", story.pk) if story else ("article", article.pk)
        known = entries.get(key) or HotEntry(article, 0, story.source_count if story else 1)
        shown = article if article.leads else known.article
        entries[key] = HotEntry(shown, known.reads + scored[article.pk], known.sources)
    hottest = list(entries.values())[:size]
    return HotList(hottest if len(hottest) >= FEWEST_ENTRIES else [])


def _weighed(now: datetime) -> QuerySet:
    """Articles with the week's reads, ordered by reads that count less the older they are."""
    today = in_beijing(now).date()
    weights = [
        When(day=today - timedelta(days=age), then=Value(0.5 ** (age / HALF_LIFE_DAYS)))
        for age in range(DAYS)
    ]
    counts = ReadCount.objects.filter(
        day__gt=today - timedelta(days=DAYS), day__lte=today, article__live=True
    )
    weighed = Sum(F("reads") * Case(*weights, default=Value(0.0), output_field=FloatField()))
    rows = counts.values("article").annotate(week=Sum("reads"), heat=weighed)
    return rows.filter(week__gte=FEWEST_READS).order_by("-heat", "-article")


def reads_of(article: Article) -> int:
    """All reads of an article, ever (one query)."""
    return ReadCount.objects.filter(article=article).aggregate(all=Sum("reads"))["all"] or 0


def discussion(article: Article) -> Discussion:
    """How many comments are shown, and whether more are taken (no query if `article` came with it)."""
    return getattr(article, "discussion", None) or Discussion(article_id=article.pk)


def talk(article: Article, *, before: Cursor | None = None, size: int = THREADS) -> Talk:
    """The comments on an article with their replies (one query)."""
    answered = Comment.objects.approved().filter(parent=OuterRef("pk"))
    starts = Comment.objects.filter(article=article, parent=None)
    starts = starts.filter(Q(state=CommentState.APPROVED) | Exists(answered)).order_by("-at", "-pk")
    if before:
        starts = starts.before(before)
    threads = _threads(starts.values("pk")[: size + 1], REPLIES)
    last = threads[size - 1].comment if len(threads) > size else None
    return Talk(threads[:size], (last.at, last.pk) if last else None)


def thread(article: Article, pk: int) -> Thread:
    """The thread that a shown comment stands in, with all its replies (two queries). Raises DoesNotExist."""
    comment = Comment.objects.only("thread").get(pk=pk, article=article, state=CommentState.APPROVED)
    return _threads([comment.thread], MOST_REPLIES)[0]


def _threads(starts: QuerySet | list[int | None], replies: int) -> list[Thread]:
    """The threads that begin with `starts`, newest first, each with its first `replies`."""
    rows = Comment.objects.filter(thread__in=starts).select_related("author")
    rows = rows.filter(Q(parent=None) | Q(state=CommentState.APPROVED)).annotate(
        place=Window(
            RowNumber(), partition_by="thread", order_by=[F("parent").asc(nulls_first=True), "at", "pk"]
        ),
        rows=Window(Count("pk"), partition_by="thread"),
    )
    found: dict[int, Thread] = {}
    for row in rows.filter(place__lte=replies + 1).order_by("thread", "place"):
        if row.parent_id is None:
            found[row.pk] = Thread(row, [], max(0, row.rows - 1 - replies))
        else:
            found[row.thread].replies.append(row)
    return sorted(found.values(), key=lambda thread: (thread.comment.at, thread.comment.pk), reverse=True)


def own_comments(article: Article, reader: User, now: datetime) -> list[Comment]:
    """What a reader wrote about an article and others do not see: waiting, or refused lately (one query)."""
    states = (*WAITING, CommentState.REJECTED)
    mine = article.comments.filter(author=reader, state__in=states).select_related("author", "parent__author")
    mine = mine.exclude(state=CommentState.REJECTED, at__lt=now - timedelta(days=REFUSAL_SHOWN_DAYS))
    return list(mine.order_by("-at", "-pk")[:OWN_MOST])


def comment(article: Article, pk: int) -> Comment:
    """A comment on an article, in whatever state. Raises Comment.DoesNotExist."""
    return article.comments.select_related("author", "article").get(pk=pk)


def written_by(reader: User, *, before: Cursor | None = None, size: int = THREADS) -> Talk:
    """What a reader wrote, newest first, each with the shown answers of others (two queries)."""
    answers = Comment.objects.approved().exclude(author=reader).select_related("author").order_by("at", "pk")
    mine = reader.comments.exclude(state=CommentState.REMOVED).select_related("article", "author")
    mine = mine.prefetch_related(Prefetch("replies", answers)).order_by("-at", "-pk")
    if before:
        mine = mine.before(before)
    found = list(mine[: size + 1])
    last = found[size - 1] if len(found) > size else None
    threads = [Thread(comment, list(comment.replies.all()), 0) for comment in found[:size]]
    return Talk(threads, (last.at, last.pk) if last else None)


def comments_of(reader: User, *, size: int = 1000) -> list[Comment]:
    """All that a reader has written, newest first, for the reader alone (one query)."""
    return list(reader.comments.select_related("article").order_by("-at", "-pk")[:size])


def comment_count(article: Article) -> int:
    """How many comments on an article are shown (one query)."""
    return comment_counts([article.pk]).get(article.pk, 0)


def comment_counts(articles: Collection[int]) -> dict[int, int]:
    """How many comments are shown, for those of `articles` that have any (one query)."""
    counted = Discussion.objects.filter(article__in=articles, shown__gt=0)
    return dict(counted.values_list("article", "shown"))


def may_edit(comment: Comment, reader: User, now: datetime) -> bool:
    """Its author may, for some minutes, unless it was reported or refused."""
    young = comment.at <= now <= comment.at + timedelta(minutes=EDIT_MINUTES)
    fits = comment.state in (CommentState.PENDING, CommentState.APPROVED) and not comment.reports
    return comment.author_id is not None and comment.author_id == reader.pk and young and fits


def level_of(reader: User) -> str:
    """What an editor has decided about a reader; empty when nothing (one query)."""
    return Standing.objects.filter(reader=reader).values_list("level", flat=True).first() or ""


def has_earned_trust(reader: User, approvals: int, now: datetime) -> bool:
    """So many comments approved by an editor since the last rejection, and that not lately (two queries)."""
    rejected = reader.comments.aggregate(last=Max("rejected_at"))["last"]
    if rejected and rejected > now - timedelta(days=DISTRUST_DAYS):
        return False
    approved = reader.comments.approved().filter(decided_at__isnull=False)
    if rejected:
        approved = approved.filter(decided_at__gt=rejected)
    return approved[:approvals].count() >= approvals


def is_of_the_newsroom(user: User) -> bool:
    """Whether the user has a place at the desk."""
    return user.has_perm("wagtailadmin.access_admin")


def bookmarked(reader: User, *, size: int = 50) -> list[Article]:
    """What a reader keeps, the last kept first; what was withdrawn is left out (two queries)."""
    kept = Bookmark.objects.filter(reader=reader).order_by("-at", "-pk")
    return news.by_ids(list(kept.values_list("article", flat=True)[:size]))


def watchlist(reader: User) -> list[Security]:
    """The securities a reader follows, the last followed first."""
    return list(Security.objects.filter(watches__reader=reader).order_by("-watches__at", "-watches__pk"))
