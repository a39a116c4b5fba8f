"""From the queue's form to the newsroom's verbs: what was asked, and what came of it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jingui.ingest import actions
from jingui.ingest.models import Item
from jingui.news.models import Article, Channel

VERBS = ("publish", "move", "merge", "spike")
NUMBER = re.compile(r"(?:.*/a/)?(\d+)(?:/.*)?")


class CannotDecide(ValueError):
    """What was asked lacks something, in words for the editor."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One verb on one item; `channel` and `into` are what the editor chose beside it."""

    verb: str
    item_id: int
    channel: str = ""
    into: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    item_id: int
    verb: str
    problem: str = ""


def asked(form):
    """The decisions in a posted form: `do` is "publish 12" for one row, "publish" for those selected."""
    verb, _blank, one = form.get("do", "").partition(" ")
    numbers = [one] if one else form.getlist("item")
    if verb not in VERBS:
        return []
    return [
        Decision(verb, int(number), form.get(f"channel-{number}", ""), form.get(f"into-{number}", ""))
        for number in numbers
        if number.isdigit()
    ]


def decide(decision, *, by):
    """Do it; what cannot be done is said, and the next one goes on."""
    try:
        item = Item.objects.get(pk=decision.item_id)
        DO[decision.verb](item, decision, by)
    except Item.DoesNotExist:
        return Outcome(decision.item_id, decision.verb, _("This item is gone."))
    except (actions.NotHeld, actions.NoChannel, CannotDecide) as problem:
        return Outcome(decision.item_id, decision.verb, f"{item.headline}：{problem}")
    return Outcome(decision.item_id, decision.verb)


def _publish(item, decision, by):
    actions.publish_held(item, by, channel=_channel(decision.channel))


def _move(item, decision, by):
    channel = _channel(decision.channel)
    if channel is None:
        raise CannotDecide(_("Choose a channel first."))
    actions.move(item, channel, by)


def _merge(item, decision, by):
    named = NUMBER.fullmatch(decision.into.strip())
    article = Article.objects.live().filter(pk=named[1]).first() if named else None
    if article is None:
        raise CannotDecide(_("Give the number or the address of a live article."))
    actions.merge_into(item, article, by)


def _spike(item, decision, by):
    actions.spike(item, by)


def _channel(number):
    return Channel.objects.filter(pk=number).first() if number.isdigit() else None


DO = {"publish": _publish, "move": _move, "merge": _merge, "spike": _spike}
