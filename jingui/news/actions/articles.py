"""What can be done to articles: published, pinned, carried, moved, corrected, updated, retracted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from jingui.accounts.models import User
from jingui.markets.models import Security
from jingui.news.actions.announcing import announce_published, announce_retracted, announce_updated
from jingui.news.actions.stories import recount, retell
from jingui.news.models import (
    Article,
    Channel,
    Copy,
    Correction,
    CorrectionKind,
    Mention,
    Pin,
    Retraction,
    Source,
)


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
    _mention(article, securities)
    announce_published(article)
    return article


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
    if article.story:
        recount(article.story)
    announce_updated(article)
    return copy


@transaction.atomic
def move_to_channel(articles: Collection[Article], *, channel: Channel) -> int:
    """Put articles on another shelf, and their drafts: publishing one must not move the article back."""
    for article in articles:
        Article.objects.filter(pk=article.pk).update(channel=channel)
        draft = article.latest_revision
        if draft:
            draft.content["channel"] = channel.pk
            draft.save(update_fields=["content"])
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


def keep_what_is_live(article: Article) -> None:
    """What the pipeline published has no revision; before its first change it gets the one that is live.

    So the change can be compared with it and undone, and a scheduled one leaves the article where it is.
    """
    if article.live and article.live_revision_id is None:
        revision = Article.objects.get(pk=article.pk).save_revision(clean=False, log_action=False)
        Article.objects.filter(pk=article.pk).update(live_revision=revision)
        article.live_revision = article.latest_revision = revision


@transaction.atomic
def update_article(
    article: Article,
    *,
    note: str,
    at: datetime,
    securities: Iterable[tuple[Security, bool]],
    by: User | None = None,
    **facts: Any,
) -> Correction:
    """更新: its source changed the text, and ours follows, visibly; the version before stays as a revision.

    `facts` are fields of Article. Its address and its story stay; a draft that waits becomes an old one.
    """
    keep_what_is_live(article)
    moves = facts.get("channel", article.channel) != article.channel
    if moves:
        announce_updated(article)  # the shelf that it leaves
    for name, value in facts.items():
        setattr(article, name, value)
    article.revised_at = article.last_published_at = at
    article.save(update_fields=[*facts, "revised_at", "last_published_at"])
    Mention.objects.filter(article=article).delete()
    _mention(article, securities)
    _keep_as_live(article, by)
    correction = Correction.objects.create(
        article=article, kind=CorrectionKind.UPDATE, note=note, at=at, by=by
    )
    if article.story:
        retell(article.story)
    else:
        announce_updated(article)
    return correction


def _mention(article: Article, securities: Iterable[tuple[Security, bool]]) -> None:
    """It names these securities too."""
    Mention.objects.bulk_create(
        [Mention(article=article, security=security, in_headline=first) for security, first in securities],
        ignore_conflicts=True,
    )


def _keep_as_live(article: Article, by: User | None) -> None:
    """What is live now is the newest revision, and stands in the article's history."""
    revision = article.save_revision(user=by, clean=False, log_action="jingui.update")
    article.live_revision, article.has_unpublished_changes = revision, False
    article.save(update_fields=["live_revision", "has_unpublished_changes"])


@transaction.atomic
def illustrate(article: Article, *, body: str, cover: Any) -> None:
    """Pictures that were still to be fetched when it was published."""
    article.body, article.cover = body, cover
    article.save(update_fields=["body", "cover"])
    if article.live_revision_id:
        _keep_as_live(article, None)
    announce_updated(article)


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
