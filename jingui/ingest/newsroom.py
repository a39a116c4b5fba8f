"""The newsroom in memory: a World that remembers what passed within its window, at constant cost an item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import itemgetter

from jingui.ingest.draft import Draft, Known, Look
from jingui.ingest.facts import beginning
from jingui.ingest.names import SecurityNames
from jingui.ingest.topics import TopicModel

WINDOW_HOURS = 72
MOST_ITEMS = 30_000  # ten times what three busy wires bring in the window
NEWEST_OF_A_KEY = 48  # a term of every day leads to its newest tellings only
MOST_ANSWERS = 16
SALTS = {
    "exact": 0x1F3D5B79,
    "band": 0x2E4C6A88,
    "term": 0x5D7B9997,
}  # one key space for three kinds of clues


@dataclass(slots=True)
class _Remembered:
    known: Known
    at: datetime
    keys: tuple[int, ...]


class Newsroom:
    """World in memory. It remembers what was judged, and forgets what is out of the window by item time."""

    def __init__(
        self,
        *,
        names: SecurityNames,
        topics: TopicModel,
        window_hours: float = WINDOW_HOURS,
        most_items: int = MOST_ITEMS,
    ) -> None:
        self._names = names
        self._topics = topics
        self._window = timedelta(hours=window_hours)
        self._most_items = most_items
        self._items: dict[str, _Remembered] = {}  # in order of arrival
        self._holders: dict[int, list[str] | str] = {}  # key -> ids, newest last
        self._newest: datetime | None = None

    def exact(self, digest: int) -> Known | None:
        """The first known item of the window with this very text."""
        return next((item.known for item in self._with(clue_key("exact", digest))), None)

    def near(self, bands: Sequence[int]) -> Sequence[Known]:
        """Known items that share a MinHash band, those sharing most first."""
        return self._sharing(clue_key("band", band) for band in bands)

    def sharing(self, terms: Sequence[int]) -> Sequence[Known]:
        """Known items that share telling terms, those sharing most first."""
        return self._sharing(clue_key("term", term) for term in terms)

    def names(self) -> SecurityNames:
        return self._names

    def topics(self) -> TopicModel:
        return self._topics

    def remember(self, draft: Draft) -> None:
        """Keep what later items may be compared with; twice the same id keeps the later."""
        if draft.look is None:
            return
        self.forget(draft.id)
        at = draft.published_at or draft.fetched_at
        self._items[draft.id] = _Remembered(known_of(draft), at, clue_keys(draft.look))
        for key in self._items[draft.id].keys:
            self._hold(key, draft.id)
        self._newest = max(self._newest or at, at)
        self._forget_the_old()

    def forget(self, item_id: str) -> None:
        """Let go of one item, and of everything that led to it."""
        item = self._items.pop(item_id, None)
        for key in item.keys if item else ():
            self._release(key, item_id)

    def known(self, item_id: str) -> Known:
        """One remembered item; KeyError when it is forgotten."""
        return self._items[item_id].known

    def __len__(self) -> int:
        return len(self._items)

    def _forget_the_old(self) -> None:
        """The oldest arrivals go when there are too many, or when their time is out of the window."""
        assert self._newest is not None
        horizon = self._newest - self._window
        while self._items:
            oldest = next(iter(self._items))
            if len(self._items) <= self._most_items and self._items[oldest].at >= horizon:
                return
            self.forget(oldest)

    def _with(self, key: int) -> Iterator[_Remembered]:
        """The items of the window that hold a key, in order of arrival."""
        ids = self._holders.get(key, ())
        horizon = self._newest - self._window if self._newest else None
        for item_id in (ids,) if isinstance(ids, str) else ids:
            item = self._items[item_id]
            if horizon is None or item.at >= horizon:
                yield item

    def _sharing(self, keys: Iterable[int]) -> Sequence[Known]:
        shared: Counter[str] = Counter()
        for key in keys:
            ids = self._holders.get(key, ())
            shared.update((ids,) if isinstance(ids, str) else ids)
        least = sorted(shared.values(), reverse=True)[MOST_ANSWERS - 1 : MOST_ANSWERS]
        ranked = self._ranked(pair for pair in shared.items() if [pair[1]] >= least)
        if len(ranked) < MOST_ANSWERS < len(shared):  # some of the first are out of the window
            ranked = self._ranked(shared.items())
        return [self._items[item_id].known for item_id in ranked[:MOST_ANSWERS]]

    def _ranked(self, shared: Iterable[tuple[str, int]]) -> list[str]:
        """Those of the window, by how much they share, then the newest first."""
        horizon = self._newest - self._window if self._newest else None
        counted = ((count, self._items[item_id].at, item_id) for item_id, count in shared)
        timely = [each for each in counted if horizon is None or each[1] >= horizon]
        return [item_id for *_, item_id in sorted(timely, key=itemgetter(0, 1), reverse=True)]

    def _hold(self, key: int, item_id: str) -> None:
        """Most keys have one holder, and nearly all few: a deque would weigh six times what a list does."""
        ids = self._holders.get(key)
        if ids is None:
            self._holders[key] = item_id
        elif isinstance(ids, str):
            self._holders[key] = [ids, item_id]
        else:
            ids.append(item_id)
            del ids[:-NEWEST_OF_A_KEY]

    def _release(self, key: int, item_id: str) -> None:
        ids = self._holders.get(key)
        if ids == item_id:
            del self._holders[key]
        elif isinstance(ids, list) and item_id in ids:
            ids.remove(item_id)
            if not ids:
                del self._holders[key]


def clue_key(kind: str, number: int) -> int:
    """A clue in the one key space of digests, bands and terms: a signed 64-bit number."""
    return number ^ SALTS[kind]


def clue_keys(look: Look) -> tuple[int, ...]:
    """All keys by which an item may be found again."""
    return (
        clue_key("exact", look.exact),
        *(clue_key("band", band) for band in look.bands),
        *(clue_key("term", term) for term in look.terms),
    )


def known_of(draft: Draft) -> Known:
    """What is kept of a judged item; the signature and the weights are not, they can be made again."""
    assert draft.look is not None
    return Known(
        id=draft.id,
        source=draft.source.slug,
        source_name=draft.source.name,
        headline=draft.headline,
        text=beginning(draft.text),
        characters=len(draft.text),
        published_at=draft.published_at,
        look=replace(draft.look, minhash=(), bands=(), terms=(), weights={}),
        story=draft.story or draft.id,
        names=frozenset(f"{name.ticker}.{name.exchange}" for name in draft.securities),
        original=draft.duplicate_of,
    )
