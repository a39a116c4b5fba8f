"""What goes into an edition: the weightiest since the last one, each event once, shelf by shelf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from jingui.digests.sentences import alike, telling
from jingui.flash.models import Flash, Urgency
from jingui.news.models import Article

MOST_ITEMS, MOST_A_SECTION = 16, 4
SAME_EVENT = 0.55  # likeness of two headlines at which they tell the same
WIRE = "24h"
FLASH_WEIGHT = {Urgency.FLASH: 4.5, Urgency.URGENT: 3.2}  # beside an article's importance, 1 to 5


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an edition."""

    headline: str
    sentence: str
    source: str
    url: str
    channel: str  # slug
    weight: float
    at: datetime
    article: int | None = None
    flash: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A shelf of an edition, the weightiest first."""

    channel: str  # slug
    name: str
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, object]:
        told = [{k: v for k, v in asdict(line).items() if k not in ("at", "weight")} for line in self.lines]
        return {"channel": self.channel, "name": self.name, "lines": told}


def choose(lines: Iterable[Line], names: dict[str, str]) -> list[Section]:
    """The best lines in sections, in the order of `names` (channel slug -> name), few enough to be read."""
    best = sorted(lines, key=lambda line: (-line.weight, -line.at.timestamp()))
    chosen: list[Line] = []
    for line in best:
        if len(chosen) < MOST_ITEMS and _has_room(chosen, line) and not _is_told(chosen, line):
            chosen.append(line)
    sections = [(slug, name, tuple(c for c in chosen if c.channel == slug)) for slug, name in names.items()]
    return [Section(slug, name, shelf) for slug, name, shelf in sections if shelf]


def line_of_article(article: Article) -> Line:
    heat = article.story.heat if article.story else 1
    return Line(
        headline=article.headline,
        sentence=telling(article.headline, article.text or article.lead),
        source=article.source.name,
        url=article.get_absolute_url(),
        channel=article.channel.slug,
        weight=article.importance + min(heat - 1, 4) * 0.25,
        at=article.published_at,
        article=article.pk,
    )


def line_of_flash(flash: Flash) -> Line:
    """A flash stands on the first of its channels; without a headline its sentence is all of it."""
    slugs = sorted((c for c in flash.channels.all() if c.slug != WIRE), key=lambda c: c.position)
    return Line(
        headline=flash.headline,
        sentence=telling(flash.headline, flash.text),
        source=flash.source.name,
        url=flash.get_absolute_url(),
        channel=slugs[0].slug if slugs else WIRE,
        weight=FLASH_WEIGHT[Urgency(flash.urgency)],
        at=flash.published_at,
        flash=flash.pk,
    )


def _has_room(chosen: Sequence[Line], line: Line) -> bool:
    return sum(other.channel == line.channel for other in chosen) < MOST_A_SECTION


def _is_told(chosen: Sequence[Line], line: Line) -> bool:
    told = line.headline or line.sentence
    return not told or any(alike(told, other.headline or other.sentence) >= SAME_EVENT for other in chosen)
