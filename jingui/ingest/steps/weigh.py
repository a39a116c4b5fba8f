"""How much does it matter? 1 (for the record) to 5 (everybody should know), with the reasons."""

from __future__ import annotations

from jingui.ingest.draft import Draft, World
from jingui.ingest.importance import likely_important

# Editors mark about one flash in seven. In July 2026 these cuts gave 5 to the first 2 in a hundred, 4 to the
# next 9, 3 to the next 19, and 1 to a third.
CUTS = ((0.92, 5), (0.53, 4), (0.1, 3), (0.02, 2))


def weigh(draft: Draft, world: World) -> Draft:
    """Score and grade; the words that speak for it stand on the trail."""
    score, words = likely_important(draft.headline, draft.text, draft.published_at)
    grade = grade_of(score)
    reasons = f"：{'、'.join(words)}" if words else ""
    because = f"重要性：{grade}（{score:.2f}）{reasons}"
    return draft.but(importance=grade, importance_score=round(score, 4), because=because)


def grade_of(score: float) -> int:
    """1 to 5."""
    return next((grade for cut, grade in CUTS if score >= cut), 1)
