"""Readers others have written: what each of them holds to be the article, as bare text.

trafilatura knows the markup of many sites, readability weighs classes and commas. Both may fail on a
page, in ways of their own; a reader that fails has no vote.
"""

from collections.abc import Callable, Mapping

import trafilatura
from lxml import etree
from readability import Document

from jingui.ingest.extraction.blocks import SPACES
from jingui.text.html import to_text

type Reader = Callable[[str], str]


def by_trafilatura(markup: str) -> str:
    """The article as trafilatura finds it, tables included and comments not."""
    return trafilatura.extract(markup, include_comments=False, include_tables=True, deduplicate=False) or ""


def by_readability(markup: str) -> str:
    """The article as readability finds it."""
    return to_text(Document(markup).summary(html_partial=True))


READERS: Mapping[str, Reader] = {"trafilatura": by_trafilatura, "readability": by_readability}


def read(markup: str) -> dict[str, str]:
    """What each reader found, without spaces; readers that failed are left out."""
    found = {}
    for name, reader in READERS.items():
        try:
            text = SPACES.sub("", reader(markup))
        except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError):
            continue  # both libraries let errors of strange pages through
        if text:
            found[name] = text
    return found
