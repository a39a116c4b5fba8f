"""评论 on a page: what was said, and what this reader may do about it."""

from dataclasses import dataclass
from datetime import datetime

from jingui import clock, paging
from jingui.portal.public import public_page
from jingui.portal.signed_in import reader_of
from jingui.readers import queries as readers


@dataclass(frozen=True, slots=True)
class Section:
    """The comments of one article. A stranger's is everybody's: nothing in it depends on who asks."""

    article: object
    number: int
    closed: bool
    threads: list
    more: str | None  # the cursor of the next page
    reader: object  # None for a stranger
    own: list  # the reader's comments that others do not see
    now: datetime
    text: str = ""  # what the reader has typed and could not send
    problem: str = ""

    @property
    def may_write(self):
        return self.reader is not None and not self.closed

    def answered(self, pk):
        """The comment that the form answers; None when it is not here."""
        comments = (c for thread in self.threads for c in (thread.comment, *thread.replies))
        return next((comment for comment in comments if comment.pk == pk), None)

    def is_own(self, comment):
        return self.reader is not None and comment.author_id == self.reader.pk

    def may_edit(self, comment):
        return self.reader is not None and readers.may_edit(comment, self.reader, self.now)


def section(request, article, *, before=None, text="", problem=""):
    """The comments of an article for whoever asks (one query for a stranger, none without comments)."""
    whole = readers.discussion(article)
    talk = readers.talk(article, before=before) if whole.shown else readers.Talk([], None)
    return _section(request, article, whole, talk.threads, talk.next_cursor, text, problem)


def one_thread(request, article, pk, *, text="", problem=""):
    """A single thread with all its replies. Raises ObjectDoesNotExist."""
    whole = readers.discussion(article)
    return _section(request, article, whole, [readers.thread(article, pk)], None, text, problem)


def answer(request, template, section, *, shows=(), **context):
    """A page with comments: everybody's for a stranger, theirs alone for who is signed in."""
    context |= {"article": section.article, "section": section}
    return public_page(request, template, context, shows=[f"article-{section.article.pk}", *shows])


def _section(request, article, whole, threads, next_cursor, text, problem):
    reader, now = reader_of(request), clock.now()
    return Section(
        article=article,
        number=whole.shown,
        closed=whole.closed,
        threads=threads,
        more=paging.encode(next_cursor),
        reader=reader,
        own=readers.own_comments(article, reader, now) if reader else [],
        now=now,
        text=text,
        problem=problem,
    )
