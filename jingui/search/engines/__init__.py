"""Which engine answers? The one that SEARCH_URL names, opened once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from jingui.search.engines.memory import MemoryIndex
from jingui.search.engines.tantivy import TantivyIndex
from jingui.search.index import Index


class UnknownEngine(ValueError):
    """SEARCH_URL names an engine that we do not have."""


def current() -> Index:
    """The index of this site."""
    return engine(settings.SEARCH_URL)


@cache
def engine(url: str) -> Index:
    """`tantivy://<folder>` or `memory://<name>`. Raises UnknownEngine."""
    parts = urlsplit(url)
    if parts.scheme == "tantivy":
        return TantivyIndex(Path(parts.netloc + parts.path))
    if parts.scheme == "memory":
        return MemoryIndex()
    raise UnknownEngine(f"SEARCH_URL={url}: tantivy://<folder> is what can be used here")
