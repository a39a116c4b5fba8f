"""更正、撤稿、换频道、移出报道簇: what an editor does to an article that is already out."""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from jingui import clock
from jingui.desk.verbs import Note, Verb, verb_button
from jingui.ingest import actions as ingest
from jingui.news import actions
from jingui.news.models import Article, Channel


class ArticleVerb(Verb):
    back_to = "articles:list"

    def thing(self, pk):
        article = get_object_or_404(
            Article.objects.select_related("channel", "source", "story", "pin"), pk=pk
        )
        if type(self) not in [VERBS[name] for name in possible(article)]:
            raise Http404
        return article


class Correct(ArticleVerb):
    """更正: printed above the text, dated."""

    title = _("Correct")
    question = _("The note is printed above the text, with the time. Mend the text itself by editing it.")
    permission = "news.add_correction"
    verb = "jingui.correct"
    form_class = Note
    serious = False

    def do(self, article, form):
        actions.correct(article, note=form.cleaned_data["note"], at=clock.now(), by=self.request.user)


class Retract(ArticleVerb):
    """撤稿: the page answers 410 with the note."""

    title = _("Retract")
    question = _("The text is withdrawn for good; its page shows only the note. This cannot be undone.")
    permission = "news.add_retraction"
    verb = "jingui.retract"
    form_class = Note

    def do(self, article, form):
        actions.retract(article, note=form.cleaned_data["note"], at=clock.now(), by=self.request.user)


class Hours(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("for how long"),
        coerce=int,
        initial=6,
        choices=[(hours, _("%(hours)d hours") % {"hours": hours}) for hours in (3, 6, 12, 24)],
    )


class Pin(ArticleVerb):
    """置顶: it leads the front page for some hours."""

    title = _("Pin to the front page")
    question = _(
        "It leads the front page until the time is over; what is too old leads no more, pinned or not."
    )
    permission = "news.add_pin"
    verb = "jingui.pin"
    form_class = Hours
    serious = False

    def do(self, article, form):
        until = clock.now() + timedelta(hours=form.cleaned_data["hours"])
        actions.pin(article, until=until, by=self.request.user)


class Unpin(ArticleVerb):
    """取消置顶."""

    title = _("Unpin")
    permission = "news.delete_pin"
    verb = "jingui.unpin"
    serious = False

    def do(self, article, form):
        actions.unpin(article)


class ChannelChoice(forms.Form):
    channel = forms.ModelChoiceField(label=_("channel"), queryset=Channel.objects.all(), empty_label=None)


class Move(ArticleVerb):
    """换频道: also in a draft that waits."""

    title = _("Move to a channel")
    permission = "news.publish_article"
    verb = "jingui.move"
    form_class = ChannelChoice
    serious = False

    def get_initial(self):
        return {"channel": self.object.channel_id}

    @transaction.atomic
    def do(self, article, form):
        channel = form.cleaned_data["channel"]
        actions.move_to_channel([article], channel=channel)
        ingest.teach_moved(article, channel, self.request.user)


class Split(ArticleVerb):
    """移出报道簇: this article is about something else."""

    title = _("Take out of its story")
    permission = "news.change_story"
    verb = "jingui.split"
    serious = False

    @property
    def question(self):
        return self.object.story.headline if self.object.story else ""

    def do(self, article, form):
        actions.split_from_story(article, at=clock.now(), by=self.request.user)


VERBS = {"pin": Pin, "unpin": Unpin, "correct": Correct, "retract": Retract, "move": Move, "split": Split}
ICONS = {
    "pin": "pin",
    "unpin": "pin",
    "correct": "edit",
    "retract": "warning",
    "move": "arrow-right",
    "split": "cut",
}


def possible(article):
    """The names of the verbs that make sense for `article` as it is."""
    pinned = hasattr(article, "pin") and article.pin.until > clock.now()
    names = ["unpin" if pinned else "pin", "correct", "retract"] if article.live else []
    return [*names, "move", *(["split"] if article.story_id else [])]


def buttons(article, user):
    """The entries of an article's menu, for those things that `user` may do."""
    made = [
        verb_button(VERBS[name], f"articles:{name}", article, user, icon=ICONS[name])
        for name in possible(article)
    ]
    return [button for button in made if button]
