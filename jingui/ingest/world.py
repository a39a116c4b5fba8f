"""The newsroom as the steps see it, answered from the database: the only bridge between the two."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zipfile import BadZipFile

from django.db import connection, transaction

from jingui.ingest.draft import Draft, Known, Look
from jingui.ingest.facts import READ_CHARACTERS
from jingui.ingest.linear import site_folder
from jingui.ingest.models import Clue, Item
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import (
    MOST_ANSWERS,
    NEWEST_OF_A_KEY,
    WINDOW_HOURS,
    clue_key,
    clue_keys,
)
from jingui.ingest.topics import TopicModel
from jingui.markets.models import Security
from jingui.news.actions import standing
from jingui.news.models import Story

logger = logging.getLogger(__name__)

# A story is named "story-<pk>"; before its second report it has no row, and is "item-<pk>" of its first.
ITEM, STORY = "item-", "story-"

OWN_MODELS = ("desk", "topics", "network", "finance")  # that a site may have trained itself
type Stamps = tuple[tuple[int, int], ...]

STORIES = ("story", "article__story", "flash__story")

# The newest holders of one key. A union of many of these costs the same whatever the window holds; the ORM
# takes longer to write such a union than the database to answer it.
HOLDERS = (
    "SELECT * FROM (SELECT item_id, at FROM ingest_clue WHERE key = %s AND at BETWEEN %s AND %s "
    f"ORDER BY at DESC LIMIT {NEWEST_OF_A_KEY}) AS newest"
)


class DatabaseWorld:
    """World as of one moment: what came in within the window around it, at two queries a question."""

    def __init__(self, at: datetime, *, window_hours: float = WINDOW_HOURS) -> None:
        window = timedelta(hours=window_hours)
        self._clues = Clue.objects.filter(at__gte=at - window, at__lte=at + window)
        adapt = connection.ops.adapt_datetimefield_value
        self._window = adapt(at - window), adapt(at + window)

    def exact(self, digest: int) -> Known | None:
        """The first known item of the window with this very text."""
        clues = self._clues.filter(key=clue_key("exact", digest)).order_by("at", "item")
        return next(iter(_known(clues.values_list("item", flat=True)[:1])), None)

    def near(self, bands: Sequence[int]) -> Sequence[Known]:
        """Known items that share a MinHash band, those sharing most first."""
        return self._sharing([clue_key("band", band) for band in bands])

    def sharing(self, terms: Sequence[int]) -> Sequence[Known]:
        """Known items that share telling terms, those sharing most first."""
        return self._sharing([clue_key("term", term) for term in terms])

    def names(self) -> SecurityNames:
        return security_names()

    def topics(self) -> TopicModel:
        return topic_model()

    def _sharing(self, keys: Sequence[int]) -> Sequence[Known]:
        """The items that hold most of these keys, of each key its newest holders only.

        So a question reads at most `NEWEST_OF_A_KEY` index entries a key, however many items the window has.
        """
        asked = [value for key in dict.fromkeys(keys) for value in (key, *self._window)]
        shared: Counter[int] = Counter()
        newest: dict[int, str | datetime] = {}
        for item, at in _rows(HOLDERS, asked):
            shared[item] += 1
            newest[item] = at
        ranked = sorted(shared, key=lambda item: (shared[item], newest[item]), reverse=True)
        return _known(ranked[:MOST_ANSWERS])


def remember(item: Item, draft: Draft) -> None:
    """Write the clues by which later items find this one; twice is as good as once."""
    if draft.look is None:
        return
    at = draft.published_at or draft.fetched_at
    with transaction.atomic():
        Clue.objects.filter(item=item).delete()
        Clue.objects.bulk_create(
            Clue(key=key, item=item, at=at) for key in dict.fromkeys(clue_keys(draft.look))
        )


def forget(item: Item) -> None:
    """Let no later item be compared with this one."""
    Clue.objects.filter(item=item).delete()


def story_named(name: str) -> Story | None:
    """The Story of a draft's `story`: by its own number, or that of the item which told the event first.

    None when the event has no Story yet; then `name` is the id of the first item, perhaps the draft's own.
    """
    if name.startswith(STORY):
        found = Story.objects.select_related("merged_into").filter(pk=name.removeprefix(STORY)).first()
        return standing(found) if found else None
    item = Item.objects.select_related(*STORIES).filter(pk=name.removeprefix(ITEM)).first()
    return _story_of(item) if item else None


@cache
def security_names() -> SecurityNames:
    """The matcher of the package's facts and of the securities of this site; built once a process."""
    return SecurityNames(Security.objects.values_list("ticker", "exchange", "name"))


def topic_model() -> TopicModel:
    """The model of the ten topics and of what this site's editors taught; see `take_up_models`."""
    if _loaded.model is None:
        _loaded.trained, _loaded.model = _trained(), TopicModel()
    return _loaded.model


def take_up_models() -> bool:
    """Load the models that this site has trained since, at the price of three looks at a folder; whether any.

    One that cannot be read, because it is being written, is left for the next time.
    """
    trained = _trained()
    if _loaded.model is None or trained == _loaded.trained:
        return False
    try:
        _loaded.model = TopicModel()
    except (OSError, ValueError, EOFError, KeyError, BadZipFile) as problem:
        logger.warning("the newly trained models cannot be read (yet): %s", problem)
        return False
    _loaded.trained = trained
    return True


@dataclass(slots=True)
class _Loaded:
    trained: Stamps = ()
    model: TopicModel | None = None


_loaded = _Loaded()


def _trained() -> Stamps:
    """When the site's own models were last written, as far as it has any, and how large they are."""
    found = []
    for name in OWN_MODELS:
        with suppress(FileNotFoundError):
            about = (site_folder() / f"{name}.npz").stat()
            found.append((about.st_mtime_ns, about.st_size))
    return tuple(found)


def _rows(branch: str, values: Sequence[Any]) -> list[tuple]:
    """The rows of a branch repeated for all the values, in one query."""
    branches = len(values) // branch.count("%s")
    if not branches:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([branch] * branches), values)
        return cursor.fetchall()


def _known(item_ids: Iterable[int]) -> list[Known]:
    """The items as the steps compare them, in the order asked for; one query."""
    ids = list(item_ids)
    rows = Item.objects.select_related("feed__source", *STORIES).in_bulk(ids)
    return [_as_known(rows[item_id]) for item_id in ids if item_id in rows]


def _as_known(item: Item) -> Known:
    judged = item.judged
    source = item.feed.source
    text = judged.get("text", "")
    return Known(
        id=f"{ITEM}{item.pk}",
        source=source.slug,
        source_name=source.name,
        headline=item.headline,
        text=text[:READ_CHARACTERS],
        characters=len(text),
        published_at=datetime.fromisoformat(judged["published_at"]) if judged.get("published_at") else None,
        look=Look(exact=0),
        story=_story_key(item),
        names=frozenset(f"{named['ticker']}.{named['exchange']}" for named in judged.get("securities", ())),
        original=judged.get("duplicate_of"),
    )


def _story_of(item: Item) -> Story | None:
    """The Story an editor sees the item in, which may not be the one the pipeline chose."""
    published = item.article or item.flash
    story = published.story if published else item.story
    return standing(story) if story else None


def _story_key(item: Item) -> str:
    """By which name the steps know the event of an item.

    What is published and stands alone is an event of its own, whatever the pipeline thought when it came:
    an editor may have split it off.
    """
    story = _story_of(item)
    if story:
        return f"{STORY}{story.pk}"
    alone = item.article or item.flash
    thought = None if alone else item.judged.get("story")
    return thought or f"{ITEM}{item.pk}"
