"""Stories: who reported, when, and what each report added or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jingui.news.models import Article, Copy, Mention, Rights, Story
from jingui.text.changes import Moved, changes
from jingui.text.novelty import added

SENTENCES_ADDED = 2  # shown of what a report adds to its story, beside its lead
NAMES_SHOWN = 8
MOST_FLASHES = 50  # of a story


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a story, and what it tells that those before it did not; of the first, nothing.

    It is an article or a flash, which is of a storey above and met here only from its story.
    """

    article: Article | None
    flash: Any
    added: list[str]  # sentences
    moved: tuple[Moved, ...]  # figures that were told otherwise before
    named: list[str]  # people and securities that come up for the first time

    @property
    def kind(self) -> str:
        return "article" if self.article else "flash"

    @property
    def pk(self) -> int:
        """The number of the article, or of the flash."""
        return (self.article or self.flash).pk


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its reports, articles and flashes, oldest first, and who carried copies of them."""

    story: Story
    told: list[Report]
    copies: list[Copy]

    @property
    def reports(self) -> list[Article]:
        """The articles among them."""
        return [report.article for report in self.told if report.article]


def story(pk: int) -> StoryPage:
    """A story with its reports, what each changed, and their copies (six queries, one more a merge).

    One that was merged into another is that one. Raises Story.DoesNotExist.
    """
    found = Story.objects.get(pk=pk)
    while found.merged_into_id:
        found = Story.objects.get(pk=found.merged_into_id)
    reports = list(found.articles.live().for_cards(text_too=True).order_by("published_at", "pk"))
    flashes = found.flashes.live().select_related("source").prefetch_related("securities")
    copies = list(Copy.objects.filter(article__in=reports).select_related("source").order_by("published_at"))
    return StoryPage(found, _compared(_tellings(reports, flashes.order_by("published_at", "pk"))), copies)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A report before it is compared: what readers are shown of it, and the securities it names."""

    at: datetime
    article: Article | None
    flash: Any
    shown: str
    securities: list[str]

    @property
    def seen(self) -> str:
        """What stands on the story's page beside what is new."""
        return self.article.lead if self.article else self.shown


def _tellings(reports: list[Article], flashes: Any) -> list[_Telling]:
    """Articles and flashes in the order told; at the same moment the flash was first."""
    named = _named(reports)
    told = [
        _Telling(
            flash.published_at, None, flash, flash.text, [s.name for s in flash.securities.all() if s.name]
        )
        for flash in flashes[:MOST_FLASHES]
    ]
    told += [_Telling(each.published_at, each, None, _shown(each), named[each.pk]) for each in reports]
    return sorted(told, key=lambda telling: telling.at)


def _shown(article: Article) -> str:
    return article.text if article.rights == Rights.FULL else article.lead


def _compared(told: Sequence[_Telling]) -> list[Report]:
    """Each report beside those before it, as far as readers are shown its text."""
    texts = [telling.shown for telling in told]
    new, changed = added(texts, most=2 * SENTENCES_ADDED), changes(texts)
    securities = _newly_named(told)
    return [
        Report(
            telling.article,
            telling.flash,
            [sentence for sentence in sentences if sentence not in telling.seen][:SENTENCES_ADDED],
            change.figures,
            [*change.people, *names][:NAMES_SHOWN],
        )
        for telling, sentences, change, names in zip(told, new, changed, securities, strict=True)
    ]


def _named(reports: list[Article]) -> dict[int, list[str]]:
    """Article -> the names of its securities (one query)."""
    mentions = Mention.objects.filter(article__in=reports).select_related("security").order_by("pk")
    named: dict[int, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.security.name:
            named[mention.article_id].append(mention.security.name)
    return named


def _newly_named(told: Sequence[_Telling]) -> list[list[str]]:
    """For each report the securities that no report before it names; for the first, none."""
    known: set[str] = set()
    fresh = []
    for number, telling in enumerate(told):
        fresh.append([name for name in telling.securities if name not in known] if number else [])
        known.update(telling.securities)
    return fresh
