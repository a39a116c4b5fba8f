"""The demo's readers say something: comments by invented readers, some still waiting for an editor."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from jingui.accounts.models import User
from jingui.news.models import Article
from jingui.readers import actions
from jingui.readers.models import Comment

USERNAME = "demo-reader-{}"
LONGEST = timedelta(minutes=240)  # from an article to its last comment; pressed together under a young one


@cache
def opinions() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((Path(__file__).parent / "comments.json").read_text(encoding="utf-8")))


@transaction.atomic
def voice(now: datetime) -> int:
    """Let the demo's readers comment on what they read; how many comments that makes."""
    readers = _readers()
    said = Comment.objects.filter(author__in=readers.values())
    if said.exists():  # an edition that was stopped right after it
        return said.count()
    named = {op["article"] for op in opinions()}
    articles = Article.objects.live().filter(source__is_demo=True).exclude(canonical_url="")
    found = {a.canonical_url.rsplit("/", 1)[-1]: a for a in articles if _id(a) in named}
    for opinion in opinions():
        if opinion["article"] in found:
            _say(opinion, found[opinion["article"]], readers, now, None)
    return said.all().count()


def _id(article: Article) -> str:
    return article.canonical_url.rsplit("/", 1)[-1]


def _readers() -> dict[str, User]:
    """Those who speak, marked as demo; nobody can sign in as one of them."""
    names = dict.fromkeys(op["by"] for top in opinions() for op in (top, *top.get("replies", ())))
    return {name: _reader(number, name) for number, name in enumerate(names, start=1)}


def _reader(number: int, name: str) -> User:
    facts = {"display_name": name, "is_demo": True}
    reader, is_new = User.objects.get_or_create(username=USERNAME.format(number), defaults=facts)
    if is_new:
        reader.set_unusable_password()
        reader.save(update_fields=["password"])
    return reader


def _say(
    opinion: dict[str, Any], article: Article, readers: dict[str, User], now: datetime, parent: Comment | None
) -> None:
    """One comment, brought to where the demo wants it, and what was answered."""
    age = min(now - article.published_at, LONGEST)
    at = article.published_at + age * (timedelta(minutes=opinion["minutes"]) / LONGEST)
    author = readers[opinion["by"]]
    try:
        comment = actions.post_comment(article, author=author, text=opinion["text"], at=at, parent=parent)
    except actions.TooOften:  # all of today pressed into the minutes after midnight
        return
    state = opinion.get("state", "shown")
    if state == "rejected":
        actions.reject([comment], by=None, at=at)
    elif state != "waiting":
        actions.approve([comment], by=None, at=at)
        _complain(comment, opinion, readers, at)
    for reply in opinion.get("replies", ()):
        comment.refresh_from_db()
        _say(reply, article, readers, now, comment)
    if state == "removed":
        actions.remove_comment(comment, by=author, at=at)


def _complain(comment: Comment, opinion: dict[str, Any], readers: dict[str, User], at: datetime) -> None:
    times = 3 if opinion.get("state") == "hidden" else opinion.get("reports", 0)
    for reporter in [reader for reader in readers.values() if reader != comment.author][:times]:
        actions.report(comment, reporter=reporter, reason=opinion["reason"], at=at)
