"""From the comment queue's form to what is done: what was asked, and what came of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from jingui.readers import actions
from jingui.readers.models import Comment, CommentState

LEAVING = ("close", "unbar")  # these leave the comment where it is


class CannotDecide(ValueError):
    """What was asked is not possible, in words for the editor."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One verb on one comment; `seen` is the version of its words that the editor had before them."""

    verb: str
    comment_id: int
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    comment_id: int
    verb: str
    problem: str = ""


def asked(form):
    """The decisions in a posted form: `do` is "approve 12" for one row, "approve" for those selected."""
    verb, _blank, one = form.get("do", "").partition(" ")
    numbers = [one] if one else form.getlist("item")
    if verb not in DO:
        return []
    return [
        Decision(verb, int(number), form.get(f"seen-{number}", ""))
        for number in dict.fromkeys(numbers)
        if number.isascii() and number.isdigit() and len(number) < 19
    ]


def decide_all(decisions, *, by, at):
    """Do each; what cannot be done is said, and the next one goes on."""
    return [_decide(decision, by, at) for decision in decisions]


def _decide(decision, by, at):
    try:
        comment = Comment.objects.select_related("author", "article").get(pk=decision.comment_id)
        if comment.state == CommentState.REMOVED:
            raise CannotDecide(_("its author has removed it"))
        if decision.seen and decision.seen != comment.version:
            raise CannotDecide(_("its author has changed it, read it again"))
        DO[decision.verb](comment, by, at)
    except Comment.DoesNotExist:
        return Outcome(decision.comment_id, decision.verb, _("This comment is gone."))
    except CannotDecide as problem:
        return Outcome(decision.comment_id, decision.verb, f"{comment}：{problem}")
    return Outcome(decision.comment_id, decision.verb)


def _approve(comment, by, at):
    actions.approve([comment], by=by, at=at)


def _reject(comment, by, at):
    actions.reject([comment], by=by, at=at)


def _vouch(comment, by, at):
    """Trust the author, and show this comment."""
    actions.approve([comment], by=by, at=at)
    actions.vouch(_author(comment), by=by, at=at)


def _bar(comment, by, at):
    """Bar the author, and show neither this comment nor what of theirs waits."""
    actions.bar(_author(comment), by=by, at=at)
    actions.reject([comment], by=by, at=at)


def _unbar(comment, by, at):
    actions.unbar(_author(comment))


def _close(comment, by, at):
    if actions.close_comments(comment.article):
        log(comment.article, "jingui.close_comments", user=by)


def _author(comment):
    if comment.author is None:
        raise CannotDecide(_("its author has left"))
    if comment.by_newsroom:
        raise CannotDecide(_("its author is one of the newsroom"))
    return comment.author


DO = {
    "approve": _approve,
    "reject": _reject,
    "vouch": _vouch,
    "bar": _bar,
    "unbar": _unbar,
    "close": _close,
}
