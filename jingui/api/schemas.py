"""What the API says, field by field."""

from datetime import datetime
from typing import Annotated

from django.conf import settings
from ninja import Schema
from pydantic import Field, PlainSerializer

from jingui.clock import in_beijing
from jingui.readers import queries as readers

LONGEST_SLUG = 40  # of a channel

# A moment as Beijing's clock shows it: 2026-07-15T10:30:00+08:00.
Moment = Annotated[
    datetime, PlainSerializer(lambda at: in_beijing(at).isoformat(timespec="seconds"), return_type=str)
]


class Error(Schema):
    """What went wrong, in words."""

    error: str


class ChannelOut(Schema):
    slug: str
    name: str


class SourceOut(Schema):
    slug: str
    name: str


class SecurityOut(Schema):
    symbol: str = Field(examples=["600519.SH"])
    name: str
    kind: str


class Card(Schema):
    """An article as a list shows it."""

    id: int
    headline: str
    lead: str
    url: str
    channel: ChannelOut
    source: SourceOut
    story: int | None = Field(alias="story_id")
    importance: int
    rights: str
    published_at: Moment

    @staticmethod
    def resolve_url(article):
        return absolute(article)


class CorrectionOut(Schema):
    at: Moment
    kind: str = Field(description="correction: we mended it; update: its source did, and we followed")
    note: str


class CopyOut(Schema):
    source: SourceOut
    url: str
    published_at: Moment


class ArticleOut(Card):
    """An article as its page shows it; the body only where the source's rights allow the full text."""

    body: str
    byline: str
    tags: list[str]
    original: str = Field(alias="canonical_url")
    revised_at: Moment | None
    comments: int = Field(description="how many are shown")
    securities: list[SecurityOut]
    corrections: list[CorrectionOut]
    copies: list[CopyOut]

    @staticmethod
    def resolve_body(article):
        return article.body if article.rights == "full" else ""

    @staticmethod
    def resolve_comments(article):
        return readers.discussion(article).shown

    @staticmethod
    def resolve_securities(article):
        return [mention.security for mention in article.mentions.all()]

    @staticmethod
    def resolve_corrections(article):
        return list(article.corrections.all())

    @staticmethod
    def resolve_copies(article):
        return list(article.copies.all())


class FlashOut(Schema):
    id: int
    headline: str
    text: str
    url: str
    source: SourceOut
    urgency: int
    story: int | None = Field(alias="story_id")
    published_at: Moment

    @staticmethod
    def resolve_url(flash):
        return absolute(flash)


class Articles(Schema):
    """A stretch of articles; `next` is what to send as `before` for the next one."""

    articles: list[Card]
    next: str | None


class Flashes(Schema):
    flashes: list[FlashOut]
    next: str | None


class MovedOut(Schema):
    label: str = Field(examples=["同比增长"])
    was: str = Field(examples=["12%"])
    now: str = Field(examples=["14%"])


class ChangeOut(Schema):
    """What one report changed in, and added to, those before it."""

    report: int = Field(alias="pk", description="the number of the article or of the flash")
    kind: str = Field(examples=["article", "flash"])
    figures: list[MovedOut] = Field(alias="moved")
    names: list[str] = Field(alias="named")
    sentences: list[str] = Field(alias="added")


class StoryOut(Schema):
    id: int
    headline: str
    url: str
    first_reported_at: Moment
    last_reported_at: Moment
    source_count: int
    copy_count: int
    heat: float = Field(description="independent sources, and the logarithm of those with copies only")
    reports: list[Card]
    changes: list[ChangeOut]
    copies: list[CopyOut]


class SecurityPage(Schema):
    """A security and what names it."""

    security: SecurityOut
    articles: list[Card]
    next: str | None


class HitOut(Schema):
    """One thing found; what was asked stands in <mark>, everything else is escaped."""

    kind: str = Field(examples=["article", "flash"])
    id: int
    url: str
    headline_html: str
    excerpt_html: str
    source: SourceOut
    published_at: Moment


class FoundOut(Schema):
    hits: list[HitOut]
    total: int
    page: int
    has_next: bool
    milliseconds: float


class Suggestion(Schema):
    id: int
    headline: str
    url: str

    @staticmethod
    def resolve_url(article):
        return absolute(article)


class SuggestionsOut(Schema):
    securities: list[SecurityOut]
    headlines: list[Suggestion]


class ReadIn(Schema):
    article: int = Field(ge=1)


class SeenIn(Schema):
    channel: str = Field("", max_length=LONGEST_SLUG, pattern=r"^[a-z0-9-]*$")
    ads: list[Annotated[int, Field(ge=1, lt=2**31)]] = Field([], max_length=8)


def absolute(thing) -> str:
    """The whole address of something that has a page."""
    return settings.BASE_URL.rstrip("/") + thing.get_absolute_url()
