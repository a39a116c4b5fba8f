"""Publish, hold or drop? What the other steps found, weighed once, with the reason an editor reads."""

from __future__ import annotations

import re
from datetime import timedelta

from jingui.ingest.draft import Draft, Form, Verdict, World
from jingui.ingest.shelves import NAMES

LOST = "\ufffd"
LOST_RUN = re.compile(f"{LOST}+")
AROUND = 8  # characters shown on either side of what was lost
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
    if draft.duplicate_of and draft.likeness >= draft.source.copy_likeness:
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
    checks = (_copy_doubts, _damage, _quote_doubts, _picture_doubts, _channel_doubts, _age_doubts)
    return [*found, *(doubt for check in checks for doubt in check(draft))]


def _copy_doubts(draft: Draft) -> list[str]:
    """A copy, but not alike enough for what this source's editors asked for."""
    least = draft.source.copy_likeness
    return [f"疑似转载（相似 {draft.likeness:.0%}，低于 {least:.0%}）"] if draft.duplicate_of else []


def _damage(draft: Draft) -> list[str]:
    """Characters that the source itself has lost (U+FFFD), with what stands around the first."""
    if LOST not in draft.text and LOST not in draft.headline:
        return []
    told = f"{draft.headline}\n{draft.text}"
    lost = LOST_RUN.search(told)
    assert lost is not None
    before = told[max(0, lost.start() - AROUND) : lost.start()].rpartition("\n")[2]
    after = told[lost.end() : lost.end() + AROUND].partition("\n")[0]
    return [f"原文有缺损的字（…{(before + lost[0] + after).strip()}…）"]


def _quote_doubts(draft: Draft) -> list[str]:
    most = draft.source.most_unpaired
    allowed = f"（上限 {most} 个）" if most else ""
    return [f"有 {draft.unpaired} 个引号不成对{allowed}"] if draft.unpaired > most else []


def _picture_doubts(draft: Draft) -> list[str]:
    """A picture is asked for where one may be shown: in an article that we have the whole right to."""
    wanted = draft.source.needs_picture and draft.source.rights == "full" and draft.form is not Form.FLASH
    return ["缺配图"] if wanted and not (draft.picture or "<img" in draft.body) else []


def _channel_doubts(draft: Draft) -> list[str]:
    threshold = draft.source.channel_threshold
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
    age = draft.fetched_at - draft.published_at
    if age > timedelta(hours=most):
        return [f"旧闻（{age.total_seconds() / 3600:.0f} 小时前发布，上限 {most:g} 小时）"]
    return []


def _merits(draft: Draft) -> str:
    shelf = "、".join(NAMES.get(channel.name, channel.name) for channel in draft.channels[:3])
    merits = f"入{shelf}，重要性 {draft.importance}"
    limits = RIGHTS.get(draft.source.rights)
    return f"{merits}；{limits}" if limits else merits
