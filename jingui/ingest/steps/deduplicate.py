"""Have we had this text before? Exact copies, and 通稿 under another byline, trimmed or lightly rewritten."""

from __future__ import annotations

from datetime import timedelta

from jingui.ingest.draft import Draft, Known, World
from jingui.ingest.events import Told, copied, same_story
from jingui.ingest.tellings import cited, telling, telling_of

COPY = 0.80  # likeness from which a text that adds and contradicts nothing is a copy
SHORTEST_COPY_CHARACTERS = 10  # of shorter texts, likeness says nothing
SAME_SUBJECT = 0.25  # of `same_story`; twice as sure as of a story, for what is dropped is read by nobody
COMPARED = 6
LONGEST_RECURRING_CHARACTERS = 80
RECURRING_HOURS = 6
TRIMMED = 0.9  # of the original's length; a rewritten word or two changes less


def deduplicate(draft: Draft, world: World) -> Draft:
    """Name the original and the likeness; a template filled with other names or numbers is no copy."""
    if draft.look is None:
        return draft
    this = telling_of(draft)
    twin = world.exact(draft.look.exact)
    if twin is not None and twin.id != draft.id and not _recurring(this, telling(twin)):
        return _copy(draft, twin, 1.0)
    if this.characters < SHORTEST_COPY_CHARACTERS:
        return draft
    candidates = [known for known in world.near(draft.look.bands) if known.id != draft.id]
    nearest = max(((_copied(this, known), known.id, known) for known in candidates[:COMPARED]), default=None)
    return draft if nearest is None or nearest[0] < COPY else _copy(draft, nearest[2], nearest[0])


def _copied(this: Told, known: Known) -> float:
    """How much of a copy it is; alike in wording about another subject, it is none."""
    other = telling(known)
    found = copied(this, other)
    return found if found >= COPY and same_story(this, other) >= SAME_SUBJECT else 0.0


def _recurring(this: Told, other: Told) -> bool:
    """Whether a short notice came again on another day (南向资金净买入额达100亿港元): news, not a copy."""
    if this.characters > LONGEST_RECURRING_CHARACTERS or this.at is None or other.at is None:
        return False
    return abs(this.at - other.at) > timedelta(hours=RECURRING_HOURS)


def _copy(draft: Draft, known: Known, likeness: float) -> Draft:
    how = "有删节" if len(draft.text) < TRIMMED * known.characters else "略有改动"
    said = "一字不差" if likeness == 1.0 else f"相似 {likeness:.0%}，{how}"
    line = f"查重：与{cited(known, draft.published_at)}{said}，判为转载"
    original = known.original or known.id
    return draft.but(duplicate_of=original, likeness=likeness, story=known.story, because=line)
