"""Templates in memory: what the pages of each source showed, as far as this process has read them."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from urllib.parse import urlsplit

from jingui.ingest.draft import Draft, SourceFacts
from jingui.ingest.extraction.template import PAGES_KEPT, Seen, templates

MOST_SOURCES = 5_000
MOST_HOST_CHARACTERS = 200
NOBODY = (SourceFacts().slug, "")  # pages of who knows how many hosts


class Templates:
    """By source and host: one source may have pages on several, and one feed may lead to many."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], deque[Seen]] = {}  # in order of the last learning

    def given_to(self, draft: Draft) -> Draft:
        """The draft with the templates of its source, if it has a page to be read."""
        if draft.raw_body is None:
            return draft
        known = templates(self._seen.get(_key(draft), ()))
        return draft.but(source=replace(draft.source, templates=known))

    def learn(self, draft: Draft) -> None:
        """Keep what its page showed; the sources that taught nothing for longest are forgotten."""
        if draft.seen is None or _key(draft) == NOBODY:
            return
        seen = self._seen.pop(_key(draft), None) or deque(maxlen=PAGES_KEPT)
        seen.append(draft.seen)
        self._seen[_key(draft)] = seen
        if len(self._seen) > MOST_SOURCES:
            del self._seen[next(iter(self._seen))]


def host_of(url: str) -> str:
    """The host of an address, "" for none."""
    try:
        return (urlsplit(url).hostname or "")[:MOST_HOST_CHARACTERS]
    except ValueError:
        return ""


def _key(draft: Draft) -> tuple[str, str]:
    return draft.source.slug, host_of(draft.url)
