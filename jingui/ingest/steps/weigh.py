"""How much does it matter? 1 (for the record) to 5 (everybody should know), with the reasons."""

from __future__ import annotations

from jingui.ingest.draft import Draft, World
from jingui.ingest.importance import likely_important

# Editors mark about one flash in seven. These cuts give 5 to the first 2 in a hundred, 4 to the next 9.
CUTS = ((0.95, 5), (0.35, 4), (0.06, 3), (0.015, 2))


def weigh(draft: Draft, world: World) -> Draft:
    """Score and grade; the words that speak for it stand on the trail."""
    score, words = likely_important(draft.headline, draft.text)
    grade = next((grade for cut, grade in CUTS if score >= cut), 1)
    reasons = f"：{'、'.join(words)}" if words else ""
    because = f"重要性：{grade}（{score:.2f}）{reasons}"
    return draft.but(importance=grade, importance_score=round(score, 4), because=because)
