"""When was it published? What the feed says, else the page, else the text's own dateline."""

from datetime import datetime, timedelta

from jingui.ingest.draft import Draft, World
from jingui.text.dates import SHANGHAI, find, parse, settle

ZONE_SLIP = timedelta(hours=8)  # a Beijing time that is labelled UTC is this far ahead: corrected, no doubt


def date(draft: Draft, world: World) -> Draft:
    """Settle one date of publication: never in the future, never absurd, each correction said."""
    dated = parse(draft.raw_published, now=draft.fetched_at) if draft.raw_published else None
    if draft.raw_published and dated is None:
        draft = draft.but(because=f"来稿日期看不懂：{draft.raw_published[:40]}")
    if dated is not None:
        at, said = settle(dated.at, now=draft.fetched_at)
        draft = draft.but(published_at=at, because=f"日期：{said}" if said else None)
        return _doubted(draft, dated.at)
    if draft.published_at is not None:
        return draft
    return _from_dateline(draft)


def _doubted(draft: Draft, at: datetime) -> Draft:
    """A date further in the future than a wrong zone explains is a doubt, though it was corrected."""
    if at - draft.fetched_at <= ZONE_SLIP:
        return draft
    return draft.but(doubts=(*draft.doubts, f"发布时间在未来（{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}）"))


def _from_dateline(draft: Draft) -> Draft:
    dated = find(draft.dateline, now=draft.fetched_at) if draft.dateline else None
    if dated is None:
        return draft.but(because="日期：来稿和页面都没有")
    at, said = settle(dated.at, now=draft.fetched_at)
    found = f"{at.astimezone(SHANGHAI):%Y-%m-%d}" if at else "无"
    return draft.but(published_at=at, because=f"日期：{said or f'取自电头，{found}'}")
