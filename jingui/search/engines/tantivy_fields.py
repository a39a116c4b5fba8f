"""What tantivy keeps of a document: terms to find it by, and a few facts to rank it by."""

from __future__ import annotations

import json
from dataclasses import dataclass

import tantivy

from jingui.search import terms
from jingui.search.index import Document

VERSION = 2  # count up when the terms or fields change: the worker then rebuilds
CHARACTERS_RANKED = 600  # of the folded text, kept to weigh candidates
TERMS = ("words", "grams", "head", "head_grams", "codes", "channels", "source", "kind", "securities")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    for name in TERMS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_integer_field("story", indexed=True)
    builder.add_bytes_field("facts", stored=True, indexed=False)
    return builder.build()


SCHEMA = _schema()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept beside the terms."""

    key: str
    headline: str
    text: str
    published: int
    story: int | None
    securities: list[str]
    telling: list[str]


def document_of(document: Document) -> tantivy.Document:
    headline, text = terms.fold(document.headline), terms.fold(document.text)
    names = [terms.fold(name) for name in document.names]
    whole = "\n".join((headline, text, *names))
    entry = tantivy.Document()
    entry.add_text("key", document.key)
    entry.add_text("words", " ".join(terms.words(whole)))
    entry.add_text("grams", " ".join(terms.grams(whole)))
    entry.add_text("head", " ".join(terms.words(headline)))
    entry.add_text("head_grams", " ".join(terms.grams(headline)))
    entry.add_text("codes", " ".join(document.codes))
    entry.add_text("channels", " ".join(document.channels))
    entry.add_text("source", document.source)
    entry.add_text("kind", f"{document.kind} relates" if document.relates else document.kind)
    entry.add_text("securities", " ".join(document.securities))
    entry.add_integer("published", int(document.published_at.timestamp()))
    if document.story is not None:
        entry.add_integer("story", document.story)
    entry.add_bytes("facts", _facts(document, headline, text))
    return entry


def read_facts(entry: tantivy.Document) -> Facts:
    return Facts(*json.loads(entry["facts"][0]))


def _facts(document: Document, headline: str, text: str) -> bytes:
    kept = (
        document.key,
        headline,
        text[:CHARACTERS_RANKED],
        int(document.published_at.timestamp()),
        document.story,
        list(document.securities),
        terms.telling(headline, text) if document.kind == "article" else [],
    )
    return json.dumps(kept, ensure_ascii=False).encode()
