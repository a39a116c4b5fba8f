"""Channels and sources, by their names."""

from __future__ import annotations

from jingui.news.models import (
    Channel,
    Source,
)


def channels() -> list[Channel]:
    """All channels in the editors' order."""
    return list(Channel.objects.order_by("position"))


def channel(slug: str) -> Channel:
    """Raises Channel.DoesNotExist."""
    return Channel.objects.get(slug=slug)


def has_demo_sources() -> bool:
    """Whether this site shows the demo edition (one query)."""
    return Source.objects.filter(is_demo=True).exists()


def source(slug: str) -> Source:
    """Raises Source.DoesNotExist."""
    return Source.objects.get(slug=slug)


def source_or_none(slug: str | None) -> Source | None:
    """The source with this slug; no query without one."""
    return Source.objects.filter(slug=slug).first() if slug and "\0" not in slug else None
