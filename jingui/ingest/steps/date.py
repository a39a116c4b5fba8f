"""When was it published? What the feed says, else the page, else the text's own dateline."""

from jingui.ingest.draft import Draft, World
from jingui.text.dates import SHANGHAI, find, parse, settle


def date(draft: Draft, world: World) -> Draft:
    """Settle one date of publication: never in the future, never absurd, each correction said."""
    dated = parse(draft.raw_published, now=draft.fetched_at) if draft.raw_published else None
    if draft.raw_published and dated is None:
        draft = draft.but(because=f"来稿日期看不懂：{draft.raw_published[:40]}")
    if dated is not None:
        at, said = settle(dated.at, now=draft.fetched_at)
        return draft.but(published_at=at, because=f"日期：{said}") if said else draft.but(published_at=at)
    if draft.published_at is not None:
        return draft
    return _from_dateline(draft)


def _from_dateline(draft: Draft) -> Draft:
    dated = find(draft.dateline, now=draft.fetched_at) if draft.dateline else None
    if dated is None:
        return draft.but(because="日期：来稿和页面都没有")
    at, said = settle(dated.at, now=draft.fetched_at)
    found = f"{at.astimezone(SHANGHAI):%Y-%m-%d}" if at else "无"
    return draft.but(published_at=at, because=f"日期：{said or f'取自电头，{found}'}")
