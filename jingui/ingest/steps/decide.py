"""Publish, hold or drop? What the other steps found, weighed once, with the reason an editor reads."""

from __future__ import annotations

import re
from datetime import timedelta

from jingui.ingest.draft import Draft, Form, Verdict, World
from jingui.ingest.shelves import NAMES

CHANNEL_THRESHOLD = 0.5
MAX_AGE_HOURS = 72
SHORTEST_FLASH_CHARACTERS = 8
LOST = re.compile(".{0,8}\ufffd+.{0,8}")
RIGHTS = {"summary": "按来源授权只发摘要", "link": "按来源授权只发标题和链接"}


def decide(draft: Draft, world: World) -> Draft:
    """The verdict, its reason, and the line that says both."""
    verdict, reason = _verdict(draft)
    said = {Verdict.PUBLISH: "签发", Verdict.HOLD: "待审", Verdict.DROP: "弃用"}[verdict]
    return draft.but(verdict=verdict, reason=reason, because=f"判定：{said}。{reason}")


def _verdict(draft: Draft) -> tuple[Verdict, str]:
    if not draft.text and not draft.headline:
        return Verdict.DROP, "既无标题也无正文"
    if draft.faults and not draft.headline:
        return Verdict.DROP, "；".join(draft.faults)
    if draft.duplicate_of:
        return Verdict.DROP, "转载，并入原稿"
    doubts = [*draft.faults, *draft.doubts, *_doubts(draft)]
    if doubts:
        return Verdict.HOLD, "；".join(doubts)
    return Verdict.PUBLISH, _merits(draft)


def _doubts(draft: Draft) -> list[str]:
    """What the gate itself finds wanting, in the editor's words."""
    found = []
    if draft.source.hold_all:
        found.append("该来源的稿件一律送审")
    if not draft.source.name:
        found.append("缺来源")
    if not draft.text and draft.source.rights == "full":
        found.append("缺正文")
    if not draft.headline and draft.form is not Form.FLASH:
        found.append("缺标题")
    return [*found, *_damage(draft), *_channel_doubts(draft), *_age_doubts(draft)]


def _damage(draft: Draft) -> list[str]:
    """Characters that the source itself has lost (U+FFFD), with what stands around the first."""
    lost = LOST.search(f"{draft.headline}\n{draft.text}")
    return [f"原文有缺损的字（…{lost[0].strip()}…）"] if lost else []


def _channel_doubts(draft: Draft) -> list[str]:
    threshold = draft.source.channel_threshold
    threshold = CHANNEL_THRESHOLD if threshold is None else threshold
    best = max(draft.channels, key=lambda channel: channel.score, default=None)
    if best is None:
        return ["频道未定"]
    if best.score < threshold:
        return [f"频道拿不准（{NAMES.get(best.name, best.name)} {best.score:.2f}，低于 {threshold:.2f}）"]
    return []


def _age_doubts(draft: Draft) -> list[str]:
    if draft.published_at is None:
        return [] if draft.form is Form.FLASH else ["缺发布时间"]
    most = draft.source.max_age_hours
    most = MAX_AGE_HOURS if most is None else most
    age = draft.fetched_at - draft.published_at
    if age > timedelta(hours=most):
        return [f"旧闻（{age.total_seconds() / 3600:.0f} 小时前发布，上限 {most:g} 小时）"]
    return []


def _merits(draft: Draft) -> str:
    shelf = "、".join(NAMES.get(channel.name, channel.name) for channel in draft.channels[:3])
    merits = f"入{shelf}，重要性 {draft.importance}"
    limits = RIGHTS.get(draft.source.rights)
    return f"{merits}；{limits}" if limits else merits
