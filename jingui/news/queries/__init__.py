"""Reading the news. Every function here costs a fixed number of database queries."""

from jingui.news.queries.counting import (
    days_with_news,
    last_number,
    last_story,
    named_securities,
    own_between,
    own_latest,
    told_by_several,
)
from jingui.news.queries.happening import Happening, Kind, Surroundings, around, happenings
from jingui.news.queries.naming import Frame, channel, channels, frame, source, source_or_none
from jingui.news.queries.reading import article, bodies, length, related
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
from jingui.news.queries.telling import StoryPage, story

__all__ = [
    "Frame",
    "Happening",
    "Kind",
    "Shelf",
    "StoryPage",
    "Surroundings",
    "around",
    "article",
    "bodies",
    "by_ids",
    "channel",
    "channels",
    "days_with_news",
    "everything",
    "frame",
    "happenings",
    "last_number",
    "last_story",
    "latest",
    "length",
    "named_securities",
    "newest_by_channel",
    "of_channel",
    "of_channels",
    "of_day",
    "of_security",
    "of_source",
    "own_between",
    "own_latest",
    "related",
    "source",
    "source_or_none",
    "story",
    "told_by_several",
    "weightiest",
]
