"""How much does a text matter? A small model of the editors' levels, and rules that say what they see."""

from __future__ import annotations

from functools import cache

from jingui.ingest.linear import LinearModel, reading


@cache
def model() -> LinearModel:
    """The package's model, loaded once a process."""
    return LinearModel.load("importance")


def likely_important(headline: str, text: str) -> tuple[float, tuple[str, ...]]:
    """How likely (0..1) an editor would mark this, and the words that say so."""
    read = reading(headline, text)
    judged = model().judge(read)
    return float(judged.probabilities[0]), model().words(read, judged, [0])[0]
