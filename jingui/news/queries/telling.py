"""Stories: who reported, when, and what each report added; and what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from jingui.news.models import (
    Article,
    Copy,
    Correction,
    Rights,
    Story,
)
from jingui.news.queries.shelving import latest
from jingui.text.novelty import added

SENTENCES_ADDED = 2  # shown of what a report adds to its story, beside its lead


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its reports, oldest first, and the sentences that each added to those before it."""

    story: Story
    reports: list[Article]
    added: list[list[str]]
    copies: list[Copy]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done to an article: it was published, corrected, or carried by another source."""

    at: datetime
    article: Article
    note: str = ""  # of a correction
    by: str = ""  # the source that carried it too


def reports_of(story: Story, *, size: int = 30) -> list[Article]:
    """The reports of a story, oldest first (one query)."""
    return list(story.articles.live().for_cards().order_by("published_at", "pk")[:size])


def story(pk: int) -> StoryPage:
    """A story with its reports and their copies (three queries). Raises Story.DoesNotExist."""
    found = Story.objects.get(pk=pk)
    reports = list(found.articles.live().for_cards(text_too=True).order_by("published_at", "pk"))
    shown = [report.text if report.rights == Rights.FULL else report.lead for report in reports]
    fresh = [
        [sentence for sentence in sentences if sentence not in report.lead][:SENTENCES_ADDED]
        for report, sentences in zip(reports, added(shown, most=2 * SENTENCES_ADDED), strict=True)
    ]
    copies = list(Copy.objects.filter(article__in=reports).select_related("source").order_by("published_at"))
    return StoryPage(found, reports, fresh, copies)


def happenings(*, size: int = 20) -> list[Happening]:
    """What happened last, each article once, newest first (at most five queries)."""
    cards = Prefetch("article", Article.objects.for_cards())
    corrections = Correction.objects.filter(article__live=True).prefetch_related(cards)
    copies = Copy.objects.filter(article__live=True).select_related("source").prefetch_related(cards)
    found = [
        *(Happening(article.published_at, article) for article in latest(size=size).articles),
        *(Happening(c.at, c.article, note=c.note) for c in corrections.order_by("-at", "-pk")[:size]),
        *(
            Happening(c.published_at, c.article, by=c.source.name)
            for c in copies.order_by("-published_at", "-pk")[:size]
        ),
    ]
    found.sort(key=lambda happening: happening.at)
    once = {happening.article.pk: happening for happening in found}  # the last of an article stays
    return sorted(once.values(), key=lambda happening: happening.at, reverse=True)[:size]
