"""The index as a dictionary: for tests, and to say in forty lines what an engine must do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from jingui.search import ranking, terms
from jingui.search.index import Document, Matches, Wanted

FEWEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Entry:
    document: Document
    headline: str
    whole: str  # folded, with the names of its securities
    codes: frozenset[str]
    telling: frozenset[str]


class MemoryIndex:
    """Every question reads every document."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._lock = Lock()

    @contextmanager
    def writing(self) -> Iterator[bool]:
        mine = self._lock.acquire(blocking=False)
        try:
            yield mine
        finally:
            if mine:
                self._lock.release()

    def put(self, documents: Iterable[Document]) -> None:
        self.entries |= {document.key: entry(document) for document in documents}

    def remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.entries.pop(key, None)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self.entries = {document.key: entry(document) for document in documents}

    def is_whole(self) -> bool:
        return True

    def find(self, wanted: Wanted) -> Matches:
        asked = terms.asked(wanted.text)
        open_to = [e for e in self.entries.values() if passes(e.document, wanted)]
        found = [e for e in open_to if not asked.is_empty and all(holds(e, word) for word in asked.words)]
        keys = self._newest(found) if wanted.newest else self._ranked(found, asked, wanted)
        return Matches(keys[wanted.offset : wanted.offset + wanted.size], len(keys))

    def suggest(self, prefix: str, *, size: int = 8) -> list[str]:
        folded = terms.asked(prefix).text
        return self._newest([e for e in self.entries.values() if folded and folded in e.headline])[:size]

    def related(self, key: str, *, size: int = 6) -> list[str]:
        if key not in self.entries:
            return []
        own = self.entries[key]
        others = [e for e in self.entries.values() if e.document.kind == "article" and e.document.relates]
        strangers = [e for e in others if e is not own and not same_story(e.document, own.document)]
        scored = [(self._nearness(own, e), e) for e in strangers]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: pair[0], reverse=True)
        return [e.document.key for _, e in best[:size]]

    def _nearness(self, one: Entry, other: Entry) -> int:
        securities = len(set(one.document.securities) & set(other.document.securities))
        words = len(one.telling & other.telling)
        return 10 * securities + words if securities or words >= FEWEST_SHARED else 0

    def _newest(self, entries: list[Entry]) -> list[str]:
        ordered = sorted(entries, key=lambda e: (e.document.published_at, e.document.key), reverse=True)
        return [e.document.key for e in ordered]

    def _ranked(self, entries: list[Entry], asked: terms.Asked, wanted: Wanted) -> list[str]:
        candidates = [
            ranking.Candidate(e.document.key, 1.0, e.headline, e.whole, e.document.published_at.timestamp())
            for e in entries
        ]
        now = wanted.now.timestamp() if wanted.now else None
        return [c.key for c in ranking.rank(candidates, asked, weight=self._rarity, now=now)]

    def _rarity(self, term: str) -> float:
        holding = sum(term in e.whole for e in self.entries.values())
        return math.log(1 + (len(self.entries) - holding + 0.5) / (holding + 0.5))


def entry(document: Document) -> Entry:
    headline, text = terms.fold(document.headline), terms.fold(document.text)
    whole = "\n".join((headline, text, *map(terms.fold, document.names)))
    return Entry(
        document, headline, whole, frozenset(document.codes), frozenset(terms.telling(headline, text))
    )


def holds(e: Entry, word: str) -> bool:
    """Whether a text holds a word: Latin and figures as whole words, Han characters anywhere."""
    if not terms.HAN.search(word):
        return word in e.codes or word in terms.words(e.whole)
    return all(gram in e.whole for gram in terms.needed(word)) or word in e.whole


def same_story(one: Document, other: Document) -> bool:
    return one.story is not None and one.story == other.story


def passes(document: Document, wanted: Wanted) -> bool:
    return (
        (wanted.channel is None or wanted.channel in document.channels)
        and (wanted.source is None or wanted.source == document.source)
        and (wanted.kind is None or wanted.kind == document.kind)
        and (wanted.since is None or document.published_at >= wanted.since)
    )
