"""When an editor publishes an article on another shelf, there is something to learn for its items."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published

from jingui.news.models import Article


@receiver(published, sender=Article)
def follow_publishing(instance: Any, revision: Any = None, **kwargs: Any) -> None:
    if instance.live and revision and revision.user and instance.items.exists():
        from jingui.ingest.actions import teach_published  # noqa: PLC0415  (the pipeline: a second at start)

        teach_published(instance, revision.user)
