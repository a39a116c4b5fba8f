"""Items that wait for the desk."""

from datetime import timedelta

from jingui.ingest.draft import Verdict
from jingui.ingest.keeping import judged_of
from jingui.ingest.models import Item, ItemState
from tests.factories import NOW, a_channel, an_item
from tests.ingest.drafts import judged


def a_held_item(title="沪锡夜盘走高", *, channel="futures", minutes_ago=0, story="", **facts):
    """An item that the pipeline held, with its draft, its reason and its trail."""
    item = an_item(title=title, **facts)
    draft = judged(item, verdict=Verdict.HOLD, channel=channel, story=story)
    Item.objects.filter(pk=item.pk).update(
        state=ItemState.JUDGED,
        verdict=Verdict.HOLD,
        headline=title,
        reason="频道把握不足",
        trail=["频道：期货新闻 0.41", "交编辑台"],
        judged=judged_of(draft),
        judged_at=NOW - timedelta(minutes=minutes_ago),
        channel=a_channel(channel) if channel else None,
    )
    item.refresh_from_db()
    return item
