"""What can be done to the index: note a change, take in what is pending, build it anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator

from jingui.search import documents, engines
from jingui.search.index import Document, Index, IndexUnavailable
from jingui.search.models import Pending

DOCUMENTS_A_COMMIT = 500

log = logging.getLogger(__name__)


class IndexBusy(Exception):
    """Another process is writing the index."""


def note_change(key: str) -> None:
    """Say that a document changed. Call inside the transaction that changed it."""
    Pending.objects.create(key=key)


def index_pending(*, limit: int = DOCUMENTS_A_COMMIT) -> int:
    """Take in what changed; return how many changes that were, 0 too when another process is at it.

    The rows go only after the engine's commit, so a killed worker does the same again, to the same effect. A
    missing or damaged index is built anew.
    """
    index = engines.current()
    with index.writing() as mine:
        if not mine:
            return 0
        if not index.is_whole():
            log.info("the search index is missing or was damaged: building it anew")
            _rebuild(index)
        return _take_in(index, list(Pending.objects.order_by("pk")[:limit]))


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Build the index anew beside the old one; return how many documents it holds. Raises IndexBusy.

    `progress` hears (done, total). Changes made meanwhile are pending and follow.
    """
    index = engines.current()
    with index.writing() as mine:
        if not mine:
            raise IndexBusy
        return _rebuild(index, progress)


def _take_in(index: Index, pending: list[Pending]) -> int:
    keys = {change.key for change in pending}
    if not keys:
        return 0
    found = documents.of_keys(keys)
    try:
        index.put(found)
        if gone := keys - {document.key for document in found}:
            index.remove(gone)
    except IndexUnavailable:
        log.exception("the search index broke while it was written: it is built anew on the next round")
        return 0
    Pending.objects.filter(pk__in=[change.pk for change in pending]).delete()
    return len(pending)


def _rebuild(index: Index, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    total = documents.how_many()
    counted = _Counted(documents.everything(), lambda done: progress(done, total))
    index.rebuild(counted)
    log.info("search index built: %d documents", counted.done)
    return counted.done


class _Counted:
    """An iterable that counts as it goes."""

    def __init__(self, documents: Iterable[Document], tell: Callable[[int], None]) -> None:
        self.documents, self.tell, self.done = documents, tell, 0

    def __iter__(self) -> Iterator[Document]:
        for document in self.documents:
            yield document
            self.done += 1
            self.tell(self.done)
