"""More pages of a host than we have: a real page with another headline and another text, by seed.

The layout, the charset, the byline and the date stay; the text of every paragraph of the article becomes
sentences of other news, shorter or longer by up to a half, and one paragraph in six is left out.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from lxml import etree

from jingui.ingest.extraction.blocks import Block, blocks
from jingui.ingest.extraction.body import found
from jingui.ingest.extraction.headline import headline
from jingui.text.decode import decode
from jingui.text.html import MOST_PAGE_CHARACTERS, bounded, parse

SENTENCES = 20_000
SENTENCE = re.compile(r"[^。*\s]{8,120}。")
LEAST_PARAGRAPH = 30  # characters; shorter blocks are subheadings and captions
LEFT_OUT = 1 / 6
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def originals(data: Path) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every real page."""
    for path in sorted((data / "extraction" / "handcrafted69" / "original").iterdir()):
        yield path.stem[:8], path.read_bytes()
    for folder in sorted((data / "extraction" / "misc").iterdir()):
        packed, plain = folder / "source.html.gz", folder / "source.html"
        page = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield folder.name, page


def sentences(data: Path) -> list[str]:
    """The first sentences of the news texts."""
    with gzip.open(data / "bodies" / "cctv.jsonl.gz", "rt", encoding="utf-8") as texts:
        said = (one for line in texts for one in SENTENCE.findall(json.loads(line)["body"]))
        return list(islice(said, SENTENCES))


def clone(page: bytes, said: Sequence[str], seed: str) -> bytes:
    """The page with other words."""
    drawn = random.Random(seed)
    read = decode(page, "text/html")
    markup = bounded(read.text, most_characters=MOST_PAGE_CHARACTERS)
    tree = parse(markup)
    row = blocks(tree)
    run = found(markup, row)
    title, called = headline(tree, row[: run.start], run.kept), drawn.choice(said)[:-1][:32]
    for block in [*row[: run.start], *run.kept[:1]]:
        if title and block.words == title:
            _say(block, called)
    for element in tree.iter("title", "meta"):
        element.text = (element.text or "").replace(title, called) if title else element.text
        if title and title in (element.get("content") or ""):
            element.set("content", element.get("content").replace(title, called))
    stretch = drawn.uniform(0.5, 1.5)
    for block in run.kept:
        if not block.picture and block.characters >= LEAST_PARAGRAPH:
            wanted = 0 if drawn.random() < LEFT_OUT else int(block.characters * stretch)
            _say(block, _words(drawn, said, wanted))
    return etree.tostring(tree, encoding=read.charset, method="html", xml_declaration=False)


def _words(drawn: random.Random, said: Sequence[str], characters: int) -> str:
    words = ""
    while len(words) < characters:
        words += drawn.choice(said)
    return words


def _say(block: Block, words: str) -> None:
    for at, (element, tail) in enumerate(block.nodes):
        setattr(element, "tail" if tail else "text", words if not at else "")
