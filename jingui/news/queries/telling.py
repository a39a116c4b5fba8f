"""Stories: who reported, when, and what each report added."""

from __future__ import annotations

from dataclasses import dataclass

from jingui.news.models import (
    Article,
    Copy,
    Rights,
    Story,
)
from jingui.text.novelty import added

SENTENCES_ADDED = 2  # shown of what a report adds to its story, beside its lead


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its reports, oldest first, and the sentences that each added to those before it."""

    story: Story
    reports: list[Article]
    added: list[list[str]]
    copies: list[Copy]


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
