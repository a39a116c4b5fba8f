"""The port: what we ask of a search engine, and what goes in and comes out. No engine is named here."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class IndexUnavailable(Exception):
    """The index is missing or damaged; the worker rebuilds it, readers meanwhile find nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What can be found: an article or a flash, as the index needs it."""

    key: str  # article-12, flash-7
    text: str
    published_at: datetime
    headline: str = ""
    channels: tuple[str, ...] = ()  # slugs
    source: str = ""  # slug
    story: int | None = None
    securities: tuple[str, ...] = ()  # symbols: 600519.SH
    names: tuple[str, ...] = ()  # what those securities are called
    relates: bool = True  # False for a round-up, which tells of everything and so is related to nothing
    codes: tuple[str, ...] = ()  # how else they are typed: 600519, sh600519, gzmt, guizhoumaotai

    @property
    def kind(self) -> str:
        return self.key.partition("-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader looks for; every filter that is None is open."""

    text: str
    now: datetime | None = None  # newer is mildly better when given
    channel: str | None = None
    source: str | None = None
    kind: str | None = None
    since: datetime | None = None
    newest: bool = False
    offset: int = 0
    size: int = 20


@dataclass(frozen=True, slots=True)
class Matches:
    """Keys of the documents of one page, best (or newest) first, and how many there are in all."""

    keys: list[str]
    total: int


class Index(Protocol):
    """A search engine. Only `put`, `remove` and `rebuild` write, and only inside `writing()`."""

    def writing(self) -> AbstractContextManager[bool]:
        """Become the one writer; False when another process is it already."""
        ...

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, each in place of the one with its key."""
        ...

    def remove(self, keys: Iterable[str]) -> None:
        """Forget documents; an unknown key is no error."""
        ...

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Replace everything by `documents`; readers see the old index until the new one is whole."""
        ...

    def is_whole(self) -> bool:
        """Whether the index is there, readable, and made by this version of the analysis."""
        ...

    def find(self, wanted: Wanted) -> Matches:
        """What matches, ranked. Raises IndexUnavailable."""
        ...

    def suggest(self, prefix: str, *, size: int = 8) -> list[str]:
        """Keys of articles whose headline holds what is being typed, newest first.

        Raises IndexUnavailable.
        """
        ...

    def related(self, key: str, *, size: int = 6) -> list[str]:
        """Keys of articles that share securities or telling words with this one, never of its own story.

        Raises IndexUnavailable.
        """
        ...
