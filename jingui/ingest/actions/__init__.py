"""What can be done about news coming in: keep feeds, poll them, judge items, and decide at the desk."""

from jingui.ingest.actions.changing import NotWaiting, keep_ours, take_change, versions
from jingui.ingest.actions.desk import (
    NotHeld,
    merge_into,
    move,
    publish_held,
    spike,
    teach_moved,
    teach_published,
)
from jingui.ingest.actions.feeds import FeedKnown, SlugTaken, add_feed, import_opml, pause, remove, resume
from jingui.ingest.actions.judging import (
    claim_items,
    fail_item,
    judge,
    needs_network,
    prepare,
    settle,
    settle_prepared,
)
from jingui.ingest.actions.learning import forget_layout
from jingui.ingest.actions.leases import release, renew
from jingui.ingest.actions.polling import Answer, ask, claim_feeds, poll, record
from jingui.ingest.actions.publishing import NoChannel
from jingui.ingest.actions.rehearsing import Reconsidered, reconsider, rehearse
from jingui.ingest.actions.sweeping import sweep

__all__ = [
    "Answer",
    "FeedKnown",
    "NoChannel",
    "NotHeld",
    "NotWaiting",
    "Reconsidered",
    "SlugTaken",
    "add_feed",
    "ask",
    "claim_feeds",
    "claim_items",
    "fail_item",
    "forget_layout",
    "import_opml",
    "judge",
    "keep_ours",
    "merge_into",
    "move",
    "needs_network",
    "pause",
    "poll",
    "prepare",
    "publish_held",
    "reconsider",
    "record",
    "rehearse",
    "release",
    "remove",
    "renew",
    "resume",
    "settle",
    "settle_prepared",
    "spike",
    "sweep",
    "take_change",
    "teach_moved",
    "teach_published",
    "versions",
]
