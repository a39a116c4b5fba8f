"""What can be done to stories: they grow, are led, merged, split, and put back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from jingui.accounts.models import User
from jingui.news.actions.announcing import announce_updated
from jingui.news.models import Article, Copy, Regrouping, Story


@transaction.atomic
def open_story(article: Article | None, *, headline: str, at: datetime) -> Story:
    """A story begins with its first report; `article` leads it when there is one."""
    story = Story.objects.create(headline=headline, first_reported_at=at, last_reported_at=at)
    if article:
        add_to_story(article, story=story)
    return story


@transaction.atomic
def add_to_story(article: Article, *, story: Story) -> None:
    """Put `article` into `story`, and let the best report stand for it."""
    Article.objects.filter(pk=article.pk).update(story=story)
    article.story = story
    retell(story)


@transaction.atomic
def retell(story: Story) -> None:
    """Choose the lead article anew, and count who tells the story and since when.

    An editor's choice stands while that report is live. Else the lead is the most trusted source's;
    among those the most important, then the fullest, then the first.
    """
    reports = list(story.articles.live().select_related("source"))
    lead = _lead_of(story, reports)
    if lead:
        story.articles.update(leads=False)
        story.articles.filter(pk=lead.pk).update(leads=True)
    headline = lead.headline if lead else story.headline
    Story.objects.filter(pk=story.pk).update(lead_article=lead, headline=headline, **_told(story))
    for report in reports:
        report.leads = report == lead
        announce_updated(report)


@transaction.atomic
def recount(story: Story) -> None:
    """Another flash or another copy: count anew who tells the story; its lead stays as it is."""
    now_told = _told(story)
    Story.objects.filter(pk=story.pk).update(**now_told)
    lead = Article.objects.live().filter(story=story, leads=True).select_related("channel", "source").first()
    if lead and (story.source_count, story.copy_count) != (now_told["source_count"], now_told["copy_count"]):
        announce_updated(lead)
    for name, value in now_told.items():
        setattr(story, name, value)


def _lead_of(story: Story, reports: list[Article]) -> Article | None:
    chosen = [report for report in reports if story.lead_is_chosen and report.pk == story.lead_article_id]
    return max(
        chosen or reports,
        key=lambda a: (a.source.trust, a.importance, min(len(a.text), 1200), -a.pk),
        default=None,
    )


def _told(story: Story) -> dict[str, Any]:
    """Who told it in their own words, who only carried a copy, and from when to when (three queries)."""
    reports, flashes = story.articles.live(), story.flashes.live()
    moments = [*reports.values_list("source", "published_at"), *flashes.values_list("source", "published_at")]
    carriers = (
        Copy.objects.filter(article__in=reports)
        .values_list("source")
        .union(flashes.exclude(also_from=None).values_list("also_from"))
    )
    own = {source for source, _ in moments}
    span = [at for _, at in moments] or [story.first_reported_at, story.last_reported_at]
    return {
        "source_count": len(own),
        "copy_count": len({source for (source,) in carriers} - own),
        "first_reported_at": min(span),
        "last_reported_at": max(span),
    }


@transaction.atomic
def choose_lead(story: Story, *, article: Article) -> None:
    """From now on `article`, one of its reports, stands for the story."""
    Story.objects.filter(pk=story.pk).update(lead_article=article, lead_is_chosen=True)
    story.lead_article, story.lead_is_chosen = article, True
    retell(story)


def standing(story: Story) -> Story:
    """Where the reports of `story` are now: itself, or the one that it was merged into in the end."""
    while story.merged_into:
        story = story.merged_into
    return story


@transaction.atomic
def merge_stories(into: Story, *others: Story, at: datetime, by: User | None = None) -> Story:
    """Several stories turn out to be one. Each of the others stays as an empty one that points there."""
    into = standing(Story.objects.get(pk=into.pk))
    for other in others:
        if other.pk != into.pk:
            _regroup(other, into, other.articles.all(), other.flashes.all(), at=at, by=by)
            Story.objects.filter(pk=other.pk).update(merged_into=into)
    into.refresh_from_db()
    return into


@transaction.atomic
def split_from_story(*reports: Any, at: datetime, by: User | None = None) -> Regrouping | None:
    """These articles or flashes of one story are about something else: each stands alone again.

    None when they are in no story. The pipeline takes what is split off for an event of its own.
    """
    story = reports[0].story
    if story is None:
        return None
    articles = story.articles.filter(pk__in=[one.pk for one in reports if isinstance(one, Article)])
    flashes = story.flashes.filter(pk__in=[one.pk for one in reports if not isinstance(one, Article)])
    record = _regroup(story, None, articles, flashes, at=at, by=by)
    for report in reports:
        report.refresh_from_db()
    return record


class CannotUndo(ValueError):
    """It was undone before, or its reports have gone elsewhere since."""


@transaction.atomic
def undo_regrouping(record: Regrouping, *, at: datetime, by: User | None = None) -> None:
    """What was merged or split goes back to where it was. Raises CannotUndo."""
    current = Regrouping.objects.select_for_update(of=("self",)).get(pk=record.pk)
    origin, target = current.origin, current.target
    articles = Article.objects.filter(pk__in=current.articles, story=target)
    flashes = origin.flashes.model.objects.filter(pk__in=current.flashes, story=target)
    if current.undone_at or not (articles.exists() or flashes.exists()):
        raise CannotUndo("无法撤销：已经撤销过，或其中的报道已移往别处")
    Story.objects.filter(pk=origin.pk, merged_into=target).update(merged_into=None)
    _place(articles, flashes, story=origin)
    _retell_all(target, origin)
    Regrouping.objects.filter(pk=current.pk).update(undone_at=at, undone_by=by)


def _regroup(
    origin: Story,
    target: Story | None,
    articles: QuerySet[Article],
    flashes: QuerySet[Any],
    *,
    at: datetime,
    by: User | None,
) -> Regrouping:
    """Move reports, and keep in a record what would be needed to move them back."""
    record = Regrouping.objects.create(
        origin=origin,
        target=target,
        articles=list(articles.values_list("pk", flat=True)),
        flashes=list(flashes.values_list("pk", flat=True)),
        at=at,
        by=by,
    )
    _place(articles, flashes, story=target)
    _retell_all(origin, target)
    return record


def _place(articles: QuerySet[Article], flashes: QuerySet[Any], *, story: Story | None) -> None:
    """Put reports into `story`, or let each stand alone; announced with their old story and the new."""
    moved = list(articles.filter(live=True).select_related("channel", "source"))
    for article in moved:
        announce_updated(article)
    flashes.update(story=story)
    articles.update(story=story, leads=True)
    for article in moved if story is None else ():
        article.story, article.leads = None, True
        announce_updated(article)


def _retell_all(*stories: Story | None) -> None:
    for story in filter(None, stories):
        story.refresh_from_db()
        retell(story)


def close_empty_stories() -> int:
    """Forget stories that have neither an article nor a flash any more; how many they were.

    What an editor emptied stays, so that it can be undone.
    """
    return Story.objects.filter(articles=None, flashes=None, partings=None).delete()[0]
