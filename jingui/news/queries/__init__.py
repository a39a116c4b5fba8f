"""Reading the news. Every function here costs a fixed number of database queries."""

from jingui.news.queries.counting import days_with_news, last_number, own_between, own_latest
from jingui.news.queries.naming import channel, channels, has_demo_sources, source, source_or_none
from jingui.news.queries.reading import Neighbours, article, bodies, length, neighbours, related
from jingui.news.queries.shelving import (
    Shelf,
    by_ids,
    everything,
    latest,
    newest_by_channel,
    of_channel,
    of_channels,
    of_day,
    of_security,
    of_source,
    weightiest,
)
from jingui.news.queries.telling import Happening, StoryPage, happenings, reports_of, story

__all__ = [
    "Happening",
    "Neighbours",
    "Shelf",
    "StoryPage",
    "article",
    "bodies",
    "by_ids",
    "channel",
    "channels",
    "days_with_news",
    "everything",
    "happenings",
    "has_demo_sources",
    "last_number",
    "latest",
    "length",
    "neighbours",
    "newest_by_channel",
    "of_channel",
    "of_channels",
    "of_day",
    "of_security",
    "of_source",
    "own_between",
    "own_latest",
    "related",
    "reports_of",
    "source",
    "source_or_none",
    "story",
    "weightiest",
]
