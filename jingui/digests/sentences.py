"""One item in one sentence: what a text says beyond its headline."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”’」』）]?")
DATELINE = re.compile(r"^[^，。]{0,24}(?:电|讯)[）)】]?[，,\s]+|^【[^】]*】")
SHORTEST, LONGEST = 12, 110  # characters of a sentence worth printing
ALIKE = 0.7  # of a sentence's pairs that the headline also has: then it says nothing new
CLAUSE_SHORTEST, CLAUSE_LONGEST = 8, 20


def telling(headline: str, text: str) -> str:
    """The first sentence that fits and says more than the headline; empty when there is none."""
    for sentence in SENTENCE.findall(text[:1_000])[:4]:
        sentence = DATELINE.sub("", sentence.strip()).strip()
        if SHORTEST <= len(sentence) <= LONGEST and alike(sentence, headline) < ALIKE:
            return sentence if sentence[-1] in "。！？”’」』）" else f"{sentence}。"
    return ""


def alike(one: str, other: str) -> float:
    """The share of `one`'s pairs of characters that `other` has too, 0..1."""
    pairs = _pairs(one)
    return len(pairs & _pairs(other)) / len(pairs) if pairs else 0.0


def clause(headline: str) -> str:
    """The headline, or its first clause when it is long, for a headline made of two."""
    if len(headline) <= CLAUSE_LONGEST:
        return headline
    first = re.split(r"[，；。！？]", headline)[0]
    return first if len(first) >= CLAUSE_SHORTEST else headline


def _pairs(text: str) -> set[str]:
    bare = "".join(re.findall(r"\w", text))
    return {bare[at : at + 2] for at in range(len(bare) - 1)}
