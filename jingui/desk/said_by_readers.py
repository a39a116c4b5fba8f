"""What the comment queue shows: a page of comments, each with what an editor needs to decide."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jingui.readers.models import Comment, CommentState, Level, Reason, Report, Standing

COUNT_LIMIT = 1000  # a longer queue is not counted to its end


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the comments; `oldest_first` where they wait for somebody."""

    label: Promise
    rows: Callable
    oldest_first: bool = False


TABS = {
    "waiting": Tab(_("waiting for review"), lambda: Comment.objects.pending(), oldest_first=True),
    "reported": Tab(_("reported by readers"), lambda: Comment.objects.reported(), oldest_first=True),
    "shown": Tab(_("shown"), lambda: Comment.objects.approved()),
    "rejected": Tab(_("rejected"), lambda: Comment.objects.filter(state=CommentState.REJECTED)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as one line of the queue."""

    comment: Comment
    record: dict  # state -> how many of its author's
    level: str  # what an editor has decided about its author
    complaints: list = field(default_factory=list)  # (reason in words, how many)

    @property
    def is_barred(self):
        return self.level == Level.BARRED

    @property
    def is_vouched(self):
        return self.level == Level.VOUCHED

    @property
    def approved(self):
        return self.record.get(CommentState.APPROVED, 0)

    @property
    def rejected(self):
        return self.record.get(CommentState.REJECTED, 0)


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next_cursor: tuple | None


def waiting():
    """How many comments wait for the desk, up to COUNT_LIMIT."""
    return Comment.objects.waiting().order_by()[:COUNT_LIMIT].count()


def page_of(name, *, author=None, before=None, size=30):
    """The comments of a tab, of one author or all (four queries); `before`: (at, pk) of the last shown."""
    tab = TABS[name]
    comments = tab.rows() if author is None else tab.rows().filter(author=author)
    comments = comments.select_related("author", "article__discussion", "parent__author", "decided_by")
    comments = comments.defer("article__body", "article__text")
    if before:
        comments = _after(comments, before, tab.oldest_first)
    order = ("at", "pk") if tab.oldest_first else ("-at", "-pk")
    found = list(comments.order_by(*order)[: size + 1])
    shown = found[:size]
    last = (shown[-1].at, shown[-1].pk) if len(found) > size else None
    return Page(_rows(shown), last)


def _after(comments, cursor, oldest_first):
    at, pk = cursor
    if oldest_first:
        return comments.filter(at__gte=at).exclude(at=at, pk__lte=pk)
    return comments.before(cursor)


def _rows(comments):
    authors = {comment.author_id for comment in comments}
    levels = dict(Standing.objects.filter(reader__in=authors).values_list("reader", "level"))
    records, complaints = {}, {}
    written = Comment.objects.filter(author__in=authors).values_list("author", "state")
    for author, state, number in written.annotate(number=Count("pk")).order_by():
        records.setdefault(author, {})[state] = number
    open_ones = Report.objects.filter(comment__in=comments, settled_at=None)
    for pk, reason, number in open_ones.values_list("comment", "reason").annotate(number=Count("pk")):
        complaints.setdefault(pk, []).append((Reason(reason).label, number))
    return [
        Row(c, records.get(c.author_id, {}), levels.get(c.author_id, ""), complaints.get(c.pk, []))
        for c in comments
    ]
