"""Every way to publish, change or withdraw ends in one of these: they tell whoever follows the news."""

from __future__ import annotations

from jingui.news import signals
from jingui.news.models import Article


def announce_published(article: Article) -> None:
    """Tell whoever follows the news that `article` is live. Call inside the transaction that made it so."""
    signals.published.send(Article, article=article)


def announce_updated(article: Article) -> None:
    signals.updated.send(Article, article=article)


def announce_retracted(article: Article) -> None:
    signals.retracted.send(Article, article=article)


def date_published(article: Article) -> None:
    """What an editor publishes for the first time is dated then; what was out already is revised."""
    first = article.first_published_at == article.last_published_at
    name = "published_at" if first else "revised_at"
    setattr(article, name, article.last_published_at)
    article.save(update_fields=[name])
