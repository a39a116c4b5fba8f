"""Stories: who reported, when, and what each report added or changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jingui.news.models import Article, Copy, Mention, Rights, Story
from jingui.text.changes import Moved, changes
from jingui.text.novelty import added

SENTENCES_ADDED = 2  # shown of what a report adds to its story, beside its lead
NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a story, and what it tells that those before it did not; of the first, nothing."""

    article: Article
    added: list[str]  # sentences
    moved: tuple[Moved, ...]  # figures that were told otherwise before
    named: list[str]  # people and securities that come up for the first time


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its reports, oldest first, and who carried copies of them."""

    story: Story
    told: list[Report]
    copies: list[Copy]

    @property
    def reports(self) -> list[Article]:
        return [report.article for report in self.told]


def story(pk: int) -> StoryPage:
    """A story with its reports, what each changed, and their copies (four queries, one more a merge).

    One that was merged into another is that one. Raises Story.DoesNotExist.
    """
    found = Story.objects.get(pk=pk)
    while found.merged_into_id:
        found = Story.objects.get(pk=found.merged_into_id)
    reports = list(found.articles.live().for_cards(text_too=True).order_by("published_at", "pk"))
    copies = list(Copy.objects.filter(article__in=reports).select_related("source").order_by("published_at"))
    return StoryPage(found, _compared(reports), copies)


def _compared(reports: list[Article]) -> list[Report]:
    """Each report beside those before it, as far as readers are shown its text."""
    shown = [report.text if report.rights == Rights.FULL else report.lead for report in reports]
    new, changed = added(shown, most=2 * SENTENCES_ADDED), changes(shown)
    securities = _newly_named(reports)
    return [
        Report(
            article,
            [sentence for sentence in sentences if sentence not in article.lead][:SENTENCES_ADDED],
            change.figures,
            [*change.people, *securities[article.pk]][:NAMES_SHOWN],
        )
        for article, sentences, change in zip(reports, new, changed, strict=True)
    ]


def _newly_named(reports: list[Article]) -> dict[int, list[str]]:
    """Article -> the names of the securities that it mentions first in its story (one query)."""
    mentions = Mention.objects.filter(article__in=reports).select_related("security").order_by("pk")
    named: dict[int, list[str]] = defaultdict(list)
    for mention in mentions:
        named[mention.article_id].append(mention.security.name)
    known: set[str] = set()
    fresh: dict[int, list[str]] = {}
    for number, report in enumerate(reports):
        names = [name for name in named[report.pk] if name and name not in known]
        fresh[report.pk] = names if number else []
        known.update(names)
    return fresh
