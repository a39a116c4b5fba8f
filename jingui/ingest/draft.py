"""What travels down the pipeline, and what a step may ask of the newsroom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from jingui.text.quotes import House

if TYPE_CHECKING:
    from jingui.ingest.extraction.template import Seen, Template
    from jingui.ingest.names import SecurityNames
    from jingui.ingest.topics import TopicModel


class Verdict(StrEnum):
    PUBLISH = "publish"
    HOLD = "hold"
    DROP = "drop"


class Form(StrEnum):
    """体裁: what kind of text it is."""

    FLASH = "flash"  # one paragraph off a wire
    NEWS = "news"
    RESEARCH = "research"  # 研报: supply, demand, outlook, strategy
    COMMENT = "comment"  # 评论, 深度: an argument rather than an event


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What the newsroom knows of the source of an item, and the editors' rules for it."""

    slug: str = "unknown"
    name: str = ""
    rights: str = "full"  # full | summary | link
    trust: int = 3  # 1..5
    wire: bool = False  # its items are flashes
    channels: tuple[str, ...] = ()  # channel slugs every item of it goes to, whatever the model says
    hold_all: bool = False
    channel_threshold: float = 0.5  # below it the desk decides about the channel
    copy_likeness: float = 0.0  # from it on a copy is dropped, below it the desk looks; 0: every copy found
    max_age_hours: float = 72  # older than this at fetch time is stale
    needs_picture: bool = False  # an article without one waits for the desk
    most_unpaired: int = 0  # quotation marks left alone that are let through
    quotes: House = "“”"  # the marks of our house, in which everything is set
    selectors: Mapping[str, str] = field(default_factory=dict)  # page: headline, body, date, byline
    templates: Sequence[Template] = ()  # how its pages are laid out, as far as that was learned


@dataclass(frozen=True, slots=True)
class Scored:
    """A topic or a channel, how sure we are (0..1), and the terms that made it so."""

    name: str
    score: float
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A security found in the text."""

    ticker: str
    exchange: str
    name: str
    in_headline: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the body: where it was, and what is under it."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """指纹: what a text looks like, in numbers (all signed 64-bit, so that a database can keep them).

    exact: a digest of the bare text; bands: MinHash LSH band keys; minhash: the signature itself;
    terms: keys of the telling terms; weights: term -> weight, for comparing events.
    """

    exact: int
    minhash: tuple[int, ...] = ()
    bands: tuple[int, ...] = ()
    terms: tuple[int, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An item the newsroom already has, as the steps compare with it: of its text the beginning."""

    id: str
    source: str  # slug
    source_name: str
    headline: str
    text: str
    published_at: datetime | None
    look: Look
    story: str  # the id of its story
    characters: int  # of the whole text
    names: frozenset[str] = frozenset()  # securities as "ticker.exchange"
    original: str | None = None  # the id it is itself a copy of


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An item on its way. The raw part is never changed; every step adds what it found."""

    # as it came
    id: str
    fetched_at: datetime
    source: SourceFacts = SourceFacts()
    url: str = ""
    raw_title: str = ""
    raw_text: str | None = None
    raw_html: str | None = None
    raw_body: bytes | None = None  # a whole page, undecoded
    content_type: str = ""
    raw_published: str = ""
    raw_byline: str = ""
    raw_tags: tuple[str, ...] = ()
    picture: str = ""  # the address of the one named beside the body; empty also when it could not be had

    # decode, extract, sanitise, typeset, date
    page: str = ""  # the decoded page, when there is one
    headline: str = ""
    body: str = ""  # clean HTML
    text: str = ""  # the body as plain text, paragraphs parted by \n
    lead: str = ""
    byline: str = ""
    dateline: str = ""
    origin: str = ""  # the house named in 来源：, as printed; not always the source we had it from
    published_at: datetime | None = None
    figures: tuple[Figure, ...] = ()
    seen: Seen | None = None  # what the page tells of its source's layout
    unpaired: int = 0  # quotation marks that stay alone

    # fingerprint, deduplicate, cluster
    look: Look | None = None
    duplicate_of: str | None = None
    likeness: float = 0.0
    story: str = ""

    # classify, link, weigh
    form: Form = Form.NEWS
    topics: tuple[Scored, ...] = ()
    channels: tuple[Scored, ...] = ()
    securities: tuple[Named, ...] = ()
    importance: int = 3
    importance_score: float = 0.0

    # decide
    doubts: tuple[str, ...] = ()  # why the desk should look, in words
    faults: tuple[str, ...] = ()  # what could not be read, in words
    verdict: Verdict | None = None
    reason: str = ""
    trail: tuple[str, ...] = ()  # one line per decision, in Chinese, shown to editors

    def but(self, *, because: str | None = None, **changes: Any) -> Draft:
        """This draft with `changes`, and the reason for them on its trail."""
        if because is not None:
            changes["trail"] = (*self.trail, because)
        if not changes.keys() <= FIELDS:
            raise TypeError(f"a draft has no {', '.join(sorted(changes.keys() - FIELDS))}")
        draft = object.__new__(Draft)  # `dataclasses.replace` asks for every field, ten times as long
        draft.__dict__.update(self.__dict__, **changes)
        return draft


FIELDS = {field.name for field in fields(Draft)}


class World(Protocol):
    """The newsroom as the steps see it: questions only, no writes."""

    def exact(self, digest: int) -> Known | None:
        """The first known item of the window with this very text."""
        ...

    def near(self, bands: Sequence[int]) -> Sequence[Known]:
        """Known items of the window that share a MinHash band; at most a fixed number, newest first."""
        ...

    def sharing(self, terms: Sequence[int]) -> Sequence[Known]:
        """Known items of the window that share telling terms, those sharing most first; a fixed number."""
        ...

    def names(self) -> SecurityNames:
        """The matcher of security names and codes."""
        ...

    def topics(self) -> TopicModel:
        """The model that knows the ten topics."""
        ...
