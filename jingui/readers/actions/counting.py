"""How many comments of an article are shown: counted anew in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable

from jingui.readers import signals
from jingui.readers.models import Comment, Discussion


def discussion_of(article: int) -> Discussion:
    """The discussion of an article, made if need be, and ours until the transaction ends."""
    Discussion.objects.get_or_create(article_id=article)
    return Discussion.objects.select_for_update().get(article_id=article)


def count_again(articles: Iterable[int]) -> None:
    """What is shown of these articles' comments has changed: count it, and tell whoever shows it."""
    for article in sorted(set(articles)):
        discussion = discussion_of(article)
        discussion.shown = Comment.objects.approved().filter(article_id=article).count()
        discussion.save(update_fields=["shown"])
        signals.talk_changed.send(Discussion, article=article)
