"""The embedded engine: a folder of generations, one of them current; one writer, any number of readers."""

from __future__ import annotations

import fcntl
import logging
import math
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import batched
from pathlib import Path
from threading import Lock

import tantivy

from jingui.search import ranking, terms
from jingui.search.engines import tantivy_queries as ask
from jingui.search.engines.tantivy_fields import SCHEMA, VERSION, document_of, read_facts
from jingui.search.index import Document, IndexUnavailable, Matches, Wanted

HEAP_BYTES = 32_000_000
REBUILD_HEAP_BYTES = 128_000_000
RELOAD_SECONDS = 1.0
DOCUMENTS_A_COMMIT = 20_000

log = logging.getLogger(__name__)


class TantivyIndex:
    """`folder/current` points to the generation in use; a rebuild writes another and moves the pointer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opening = Lock()
        self._searcher: tantivy.Searcher | None = None
        self._index: tantivy.Index | None = None
        self._generation = ""
        self._looked_at = -math.inf  # monotonic seconds

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[bool]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True  # closing the file, or dying, gives the lock back

    def put(self, documents: Iterable[Document]) -> None:
        documents = list(documents)
        self._change([document.key for document in documents], documents)

    def remove(self, keys: Iterable[str]) -> None:
        self._change(list(keys), [])

    def rebuild(self, documents: Iterable[Document]) -> None:
        name = f"v{VERSION}-{secrets.token_hex(6)}"
        path = self.folder / name
        path.mkdir(parents=True)
        index = tantivy.Index(SCHEMA, str(path))
        writer = index.writer(REBUILD_HEAP_BYTES, 1)
        for batch in batched(documents, DOCUMENTS_A_COMMIT):
            for document in batch:
                writer.add_document(document_of(document))
            writer.commit()
        writer.commit()
        writer.wait_merging_threads()
        self._point_to(name)

    def is_whole(self) -> bool:
        if (self.folder / "damaged").exists():
            return False
        try:
            self._read(lambda searcher: searcher.num_docs, fresh=True)
        except IndexUnavailable:
            return False
        return True

    def _change(self, keys: list[str], documents: list[Document]) -> None:
        """Forget `keys` and add `documents` in one commit: it happens as a whole or not at all."""
        with self._telling_damage():
            self._commit(self._open(self._current()).writer(HEAP_BYTES, 1), keys, documents)

    def _commit(self, writer: tantivy.IndexWriter, keys: list[str], documents: list[Document]) -> None:
        try:
            for key in keys:
                writer.delete_documents_by_term("key", key)
            for document in documents:
                writer.add_document(document_of(document))
            writer.commit()
        finally:
            writer.wait_merging_threads()  # the engine's own lock is free again

    def _point_to(self, name: str) -> None:
        pointer = self.folder / f"{name}.link"
        pointer.symlink_to(name)
        pointer.replace(self.folder / "current")
        (self.folder / "damaged").unlink(missing_ok=True)
        for old in self.folder.glob("v*-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)

    # --- reading ---

    def find(self, wanted: Wanted) -> Matches:
        asked = terms.asked(wanted.text)
        if asked.is_empty:
            return Matches([], 0)
        return self._read(lambda searcher: self._find(searcher, asked, wanted))

    def suggest(self, prefix: str, *, size: int = 8) -> list[str]:
        query = ask.typing(terms.asked(prefix).text)
        if query is None:
            return []
        return self._read(lambda searcher: keys_of(searcher, newest(searcher, query, size, 0).hits))

    def related(self, key: str, *, size: int = 6) -> list[str]:
        return self._read(lambda searcher: self._related(searcher, key, size))

    def _find(self, searcher: tantivy.Searcher, asked: terms.Asked, wanted: Wanted) -> Matches:
        if len(asked.words) <= ask.FEW_WORDS:
            found = self._holding_all(searcher, asked, wanted)
            if found.total:
                return found
        return self._holding_most(searcher, asked, wanted)

    def _holding_all(self, searcher: tantivy.Searcher, asked: terms.Asked, wanted: Wanted) -> Matches:
        """All there is; the first pages are ranked anew, the later ones stay as the engine scores them."""
        query = ask.all_words(asked, wanted)
        if wanted.newest or wanted.offset >= ranking.CANDIDATES:
            found = (newest if wanted.newest else best)(searcher, query, wanted.size, wanted.offset)
            return Matches(keys_of(searcher, found.hits), found.count)
        found = best(searcher, query, max(ranking.CANDIDATES, wanted.offset + wanted.size), 0)
        ranked = self._ranked(searcher, found.hits[: ranking.CANDIDATES], asked, wanted)
        later = keys_of(searcher, found.hits[ranking.CANDIDATES :])
        keys = [*(candidate.key for candidate in ranked), *later]
        return Matches(keys[wanted.offset : wanted.offset + wanted.size], found.count)

    def _holding_most(self, searcher: tantivy.Searcher, asked: terms.Asked, wanted: Wanted) -> Matches:
        """The best that hold a fair share: a long question has a few good answers, not thousands."""
        found = searcher.search(ask.any_words(asked, wanted), ranking.CANDIDATES, count=False)
        shown = ranking.fair(
            self._ranked(searcher, found.hits, asked, wanted), asked, weight=partial(rarity, searcher)
        )
        if wanted.newest:
            shown.sort(key=lambda candidate: candidate.published, reverse=True)
        keys = [candidate.key for candidate in shown]
        return Matches(keys[wanted.offset : wanted.offset + wanted.size], len(keys))

    def _ranked(
        self, searcher: tantivy.Searcher, hits: list, asked: terms.Asked, wanted: Wanted
    ) -> list[ranking.Candidate]:
        candidates = [
            ranking.Candidate(facts.key, score, facts.headline, facts.text, facts.published)
            for score, address in hits
            for facts in [read_facts(searcher.doc(address))]
        ]
        now = wanted.now.timestamp() if wanted.now else None
        return ranking.rank(candidates, asked, weight=partial(rarity, searcher), now=now)

    def _related(self, searcher: tantivy.Searcher, key: str, size: int) -> list[str]:
        found = searcher.search(ask.of_key(key), 1, count=False).hits
        if not found:
            return []
        query = ask.akin(read_facts(searcher.doc(found[0][1])), partial(rarity, searcher), searcher.num_docs)
        return keys_of(searcher, best(searcher, query, size, 0).hits) if query else []

    def _read[T](self, question: Callable[[tantivy.Searcher], T], *, fresh: bool = False) -> T:
        """Ask the current searcher."""
        with self._telling_damage():
            return question(self._reader(fresh=fresh))

    @contextmanager
    def _telling_damage(self) -> Iterator[None]:
        """Whatever the engine breaks on, the index is marked damaged. Raises IndexUnavailable."""
        try:
            yield
        except (IndexUnavailable, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a panic in the engine is no Exception
            self._mark_damaged(error)
            raise IndexUnavailable(str(error)) from error

    def _reader(self, *, fresh: bool) -> tantivy.Searcher:
        """The searcher, looking for something newer at most once a second."""
        with self._opening:
            if fresh or self._searcher is None or time.monotonic() - self._looked_at >= RELOAD_SECONDS:
                self._look_again(fresh=fresh)
            assert self._searcher is not None
            return self._searcher

    def _look_again(self, *, fresh: bool) -> None:
        generation = self._current()
        if fresh or self._index is None or generation != self._generation:
            self._index, self._generation = self._open(generation), generation
        else:
            self._index.reload()
        self._searcher = self._index.searcher()
        self._looked_at = time.monotonic()

    def _current(self) -> str:
        """The name of the generation in use. Raises IndexUnavailable."""
        try:
            name = os.readlink(self.folder / "current")
        except OSError as error:
            raise IndexUnavailable(f"no index in {self.folder}") from error
        if not name.startswith(f"v{VERSION}-"):
            raise IndexUnavailable(f"{name} was made by another version")
        return name

    def _open(self, generation: str) -> tantivy.Index:
        try:
            return tantivy.Index.open(str(self.folder / generation))
        except (ValueError, OSError) as error:
            raise IndexUnavailable(f"{generation}: {error}") from error

    def _mark_damaged(self, error: BaseException) -> None:
        log.error("the search index in %s is damaged and will be rebuilt: %s", self.folder, error)
        self._index = self._searcher = None
        with (self.folder / "damaged").open("w", encoding="utf-8") as note:
            note.write(str(error))


def best(searcher: tantivy.Searcher, query: tantivy.Query, size: int, offset: int) -> tantivy.SearchResult:
    return searcher.search(query, size, offset=offset)


def newest(searcher: tantivy.Searcher, query: tantivy.Query, size: int, offset: int) -> tantivy.SearchResult:
    return searcher.search(query, size, offset=offset, order_by_field="published")


def keys_of(searcher: tantivy.Searcher, hits: list) -> list[str]:
    return [read_facts(searcher.doc(address)).key for _, address in hits]


def rarity(searcher: tantivy.Searcher, term: str) -> float:
    """The inverse document frequency of a term, as BM25 has it."""
    field = "grams" if len(term) <= 2 and terms.HAN.fullmatch(term) else "words"
    holding = searcher.doc_freq(field, term)
    return math.log(1 + (searcher.num_docs - holding + 0.5) / (holding + 0.5))
