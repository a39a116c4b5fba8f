"""Channels and sources, by their names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists

from jingui.news.models import (
    Channel,
    Source,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows: the channels in the editors' order, and whether anything is invented."""

    channels: list[Channel]
    is_demo: bool


def frame() -> Frame:
    """One query for both."""
    demo = Exists(Source.objects.filter(is_demo=True))
    found = list(Channel.objects.annotate(beside_demo=demo).order_by("position"))
    return Frame(found, any(channel.beside_demo for channel in found))


def channels() -> list[Channel]:
    """All channels in the editors' order."""
    return list(Channel.objects.order_by("position"))


def channel(slug: str) -> Channel:
    """Raises Channel.DoesNotExist."""
    return Channel.objects.get(slug=slug)


def source(slug: str) -> Source:
    """Raises Source.DoesNotExist."""
    return Source.objects.get(slug=slug)


def source_or_none(slug: str | None) -> Source | None:
    """The source with this slug; no query without one."""
    return Source.objects.filter(slug=slug).first() if slug and "\0" not in slug else None
