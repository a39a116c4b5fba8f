"""What can be done to flashes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from jingui.flash import signals
from jingui.flash.models import Flash, Urgency
from jingui.markets.models import Security
from jingui.news.actions import recount
from jingui.news.models import Channel, Source, Story


@transaction.atomic
def report_flash(
    *,
    text: str,
    source: Source,
    published_at: datetime,
    headline: str = "",
    url: str = "",
    urgency: int = Urgency.NORMAL,
    channels: Iterable[Channel] = (),
    securities: Iterable[Security] = (),
    story: Story | None = None,
) -> Flash:
    """Put a flash on the wire."""
    flash = Flash.objects.create(
        headline=headline,
        text=text,
        source=source,
        published_at=published_at,
        url=url,
        urgency=urgency,
        story=story,
    )
    flash.channels.add(*channels)
    flash.securities.add(*securities)
    signals.reported.send(Flash, flash=flash)
    return flash


@transaction.atomic
def add_source(flash: Flash, *, source: Source) -> None:
    """Another wire sends the same: name it beside the flash's own source."""
    if source != flash.source:
        flash.also_from.add(source)
        if flash.story:
            recount(flash.story)
        signals.updated.send(Flash, flash=flash)


def announce_updated(flash: Flash) -> None:
    """Tell whoever follows the wire that an editor changed a flash."""
    signals.updated.send(Flash, flash=flash)


@transaction.atomic
def retract(flash: Flash) -> None:
    """Take a flash off the wire."""
    Flash.objects.filter(pk=flash.pk).update(live=False)
    flash.live = False
    if flash.story:
        recount(flash.story)
    signals.retracted.send(Flash, flash=flash)


@transaction.atomic
def join_story(flash: Flash, *, story: Story) -> None:
    """Put a flash into a story, which it keeps going."""
    Flash.objects.filter(pk=flash.pk).update(story=story)
    flash.story = story
    recount(story)
    signals.updated.send(Flash, flash=flash)


@transaction.atomic
def delete_flash(flash: Flash) -> None:
    """Take a flash away without a trace; for what was never news (the demo edition)."""
    flash.live = False
    signals.retracted.send(Flash, flash=flash)
    flash.delete()
