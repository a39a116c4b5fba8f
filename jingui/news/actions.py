"""What can be done to the news. Every way to publish ends in `announce_published`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from jingui.accounts.models import User
from jingui.markets.models import Security
from jingui.news import signals
from jingui.news.models import Article, Channel, Copy, Correction, Mention, Pin, Retraction, Source, Story


@transaction.atomic
def publish_article(
    *,
    headline: str,
    slug: str,
    body: str,
    channel: Channel,
    source: Source,
    published_at: datetime,
    now: datetime,
    securities: Iterable[tuple[Security, bool]] = (),
    **facts: Any,
) -> Article:
    """Publish what the pipeline or an editor approved; a person's edit makes the first revision.

    `securities` gives each security and whether the headline names it; `facts` are other fields of Article.
    """
    article = Article.objects.create(
        headline=headline,
        slug=slug,
        body=body,
        channel=channel,
        source=source,
        published_at=published_at,
        first_published_at=now,
        last_published_at=now,
        live=True,
        **facts,
    )
    Mention.objects.bulk_create(
        [Mention(article=article, security=security, in_headline=first) for security, first in securities],
        ignore_conflicts=True,
    )
    announce_published(article)
    return article


def announce_published(article: Article) -> None:
    """Tell whoever follows the news that `article` is live. Call inside the transaction that made it so."""
    signals.published.send(Article, article=article)


def date_published(article: Article) -> None:
    """What an editor publishes for the first time is dated then; what was out already is revised."""
    first = article.first_published_at == article.last_published_at
    name = "published_at" if first else "revised_at"
    setattr(article, name, article.last_published_at)
    article.save(update_fields=[name])


def announce_updated(article: Article) -> None:
    signals.updated.send(Article, article=article)


def announce_retracted(article: Article) -> None:
    signals.retracted.send(Article, article=article)


@transaction.atomic
def pin(article: Article, *, until: datetime, by: User | None) -> Pin:
    """Let `article` lead the front page until then; a second pin takes the place of the first."""
    made, _is_new = Pin.objects.update_or_create(article=article, defaults={"until": until, "by": by})
    announce_updated(article)
    return made


@transaction.atomic
def unpin(article: Article) -> None:
    """The front page chooses its lead by itself again."""
    Pin.objects.filter(article=article).delete()
    announce_updated(article)


@transaction.atomic
def add_copy(
    article: Article, *, source: Source, url: str, published_at: datetime, likeness: float
) -> Copy | None:
    """Another source carries the same text: name it beside the article's own. None when it already is."""
    if source == article.source and url == article.canonical_url:
        return None
    copy, is_new = Copy.objects.get_or_create(
        article=article,
        source=source,
        url=url,
        defaults={"published_at": published_at, "likeness": likeness},
    )
    if not is_new:
        return None
    announce_updated(article)
    return copy


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
    """Choose the lead article anew, and count the independent sources and the span of the reports.

    An editor's choice stands while that report is live. Else the lead is the most trusted source's;
    among those the most important, then the fullest, then the first.
    """
    reports = list(story.articles.live().select_related("source"))
    if not reports:
        Story.objects.filter(pk=story.pk).update(lead_article=None)
        return
    chosen = [report for report in reports if story.lead_is_chosen and report.pk == story.lead_article_id]
    lead = max(chosen or reports, key=lambda a: (a.source.trust, a.importance, min(len(a.text), 1200), -a.pk))
    story.articles.update(leads=False)
    story.articles.filter(pk=lead.pk).update(leads=True)
    span = story.articles.live().aggregate(first=Min("published_at"), last=Max("published_at"))
    Story.objects.filter(pk=story.pk).update(
        lead_article=lead,
        headline=lead.headline,
        first_reported_at=min(story.first_reported_at, span["first"]),
        last_reported_at=max(story.last_reported_at, span["last"]),
        source_count=len({report.source_id for report in reports}),
    )
    for report in reports:
        report.leads = report.pk == lead.pk
        announce_updated(report)


@transaction.atomic
def choose_lead(story: Story, *, article: Article) -> None:
    """From now on `article`, one of its reports, stands for the story."""
    Story.objects.filter(pk=story.pk).update(lead_article=article, lead_is_chosen=True)
    story.lead_article, story.lead_is_chosen = article, True
    retell(story)


@transaction.atomic
def merge_stories(into: Story, *others: Story) -> Story:
    """Several stories turn out to be one."""
    for other in others:
        if other.pk != into.pk:
            other.articles.update(story=into)
            other.flashes.update(story=into)
            other.delete()
    retell(into)
    into.refresh_from_db()
    return into


@transaction.atomic
def split_from_story(article: Article) -> None:
    """This article is about something else: it stands alone again, and the story goes on without it."""
    story = article.story
    if story is None:
        return
    Article.objects.filter(pk=article.pk).update(story=None, leads=True)
    article.story, article.leads = None, True
    if story.articles.exists() or story.flashes.exists():
        retell(story)
    else:
        story.delete()
    announce_updated(article)


@transaction.atomic
def move_to_channel(articles: Collection[Article], *, channel: Channel) -> int:
    """Put articles on another shelf."""
    for article in articles:
        Article.objects.filter(pk=article.pk).update(channel=channel)
        article.channel = channel
        announce_updated(article)
    return len(articles)


@transaction.atomic
def correct(article: Article, *, note: str, at: datetime, by: User | None = None) -> Correction:
    """Print a correction above the text."""
    correction = Correction.objects.create(article=article, note=note, at=at, by=by)
    Article.objects.filter(pk=article.pk).update(revised_at=at)
    article.revised_at = at
    announce_updated(article)
    return correction


@transaction.atomic
def retract(article: Article, *, note: str, at: datetime, by: User | None = None) -> Retraction:
    """Withdraw an article visibly: its page answers 410 with the note, its story goes on without it."""
    retraction = Retraction.objects.create(article=article, note=note, at=at, by=by)
    Article.objects.filter(pk=article.pk).update(live=False, leads=False)
    article.live = False
    announce_retracted(article)
    if article.story:
        retell(article.story)
    return retraction


@transaction.atomic
def delete_article(article: Article) -> None:
    """Take an article away without a trace; for what was never news (the demo edition)."""
    story, article.live = article.story, False
    announce_retracted(article)
    article.delete()
    if story:
        retell(story)


def close_empty_stories() -> int:
    """Forget stories that have neither an article nor a flash any more; how many they were."""
    return Story.objects.filter(articles=None, flashes=None).delete()[0]
