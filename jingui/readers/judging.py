"""先审后发: who is shown at once, and what waits for an editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from jingui.readers import queries, terms
from jingui.readers.models import Cause, Comment, CommentRules, CommentState, Level, Outcome, Policy, TermList

LINK = re.compile(
    r"https?://|www\.|[\w-]+\s?[.。]\s?(?:com|net|org|cn|cc|io|top|xyz|vip|club|me|info|shop)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a comment, and why it waits."""

    state: str
    cause: str = ""
    detail: str = ""


SHOWN = Judgement(CommentState.APPROVED)


def judge(comment: Comment, *, now: datetime, is_trap: bool = False) -> Judgement:
    """Show it, let it wait, or refuse it (at most five queries)."""
    if comment.by_newsroom:
        return SHOWN
    rules = CommentRules.load()
    author = comment.author
    listed = _by_a_term(comment.text)
    if listed:
        return listed
    if is_trap:
        return _waits(Cause.TRAP)
    if rules.policy == Policy.ALL:
        return _waits(Cause.ALL)
    if queries.level_of(author) == Level.VOUCHED:
        return SHOWN
    if LINK.search(comment.text):
        return _waits(Cause.LINK)
    if rules.policy == Policy.TRUST and not queries.has_earned_trust(author, rules.approvals, now):
        return _waits(Cause.NEW)
    return SHOWN


def _by_a_term(text: str) -> Judgement | None:
    """What the operator's lists say; a list that refuses goes before one that holds."""
    for listed in TermList.objects.filter(enabled=True).order_by("-outcome", "pk"):
        term = terms.found(listed.terms, text)
        if term:
            refused = listed.outcome == Outcome.REJECT
            return Judgement(CommentState.REJECTED if refused else CommentState.PENDING, Cause.TERM, term)
    return None


def _waits(cause: Cause) -> Judgement:
    return Judgement(CommentState.PENDING, cause)
