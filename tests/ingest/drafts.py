"""Drafts as the pipeline leaves them, for tests of what follows."""

from jingui.ingest.draft import Form, Scored, Verdict
from jingui.ingest.keeping import draft_of
from tests.factories import NOW


def judged(item, *, verdict=Verdict.PUBLISH, channel="stocks", form=Form.NEWS, **facts):
    """The draft of `item` with a verdict, in a channel unless it is None."""
    text = facts.pop("text", "沪指早盘高开0.3%。两市成交放量。")
    made = {
        "headline": item.raw.get("title", ""),
        "text": text,
        "body": "".join(f"<p>{line}</p>" for line in text.split("\n")),
        "lead": text.split("\n")[0],
        "published_at": NOW,
        "channels": (Scored(channel, 0.9),) if channel else (),
        "verdict": verdict,
        "form": form,
        "reason": "",
        "trail": ("判定",),
    }
    return draft_of(item).but(**{**made, **facts})
