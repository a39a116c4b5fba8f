"""并簇与拆簇: what editors merged and what they split off, by whom and when; each can be undone once."""

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from jingui import clock
from jingui.desk.corrections import NoteListing, NotesViewSet
from jingui.desk.listing import moment, short_time, words
from jingui.desk.verbs import Verb, verb_button
from jingui.news import actions
from jingui.news.models import Regrouping


class Undo(Verb):
    """撤销: the reports go back to the story that they came from."""

    title = _("Undo")
    question = _("The reports go back to the story that they came from.")
    permission = "news.change_story"
    verb = "jingui.undo"
    back_to = "regroupings:index"
    serious = False

    def thing(self, pk):
        return get_object_or_404(Regrouping.objects.select_related("origin", "target"), pk=pk, undone_at=None)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except actions.CannotUndo as problem:
            messages.error(self.request, str(problem))
            return self.form_invalid(form)

    def do(self, record, form):
        actions.undo_regrouping(record, at=clock.now(), by=self.request.user)


class Regroupings(NoteListing):
    model = Regrouping
    joined = ("origin", "target", "by", "undone_by")
    search_fields = ("origin__headline", "target__headline")
    list_display = (
        "origin",
        words("target", _("into the story"), lambda row: linked(row.target)),
        words("reports", _("number of reports"), lambda row: len(row.articles) + len(row.flashes)),
        words("by", _("by"), lambda row: row.by or "—"),
        moment("at", _("done at")),
        words("undone", _("undone"), lambda row: undone(row)),
    )

    def get_list_more_buttons(self, record):
        if record.undone_at:
            return []
        button = verb_button(Undo, "regroupings:undo", record, self.request.user, icon="rotate")
        return [button] if button else []


def linked(story):
    """A story with its number: two that were merged often go by the headline of the same report."""
    if story is None:
        return _("each stands alone")
    return format_html(
        '<a href="{}">{}</a> {} {}', story.get_absolute_url(), story, story._meta.verbose_name, story.pk
    )


def undone(record):
    """Who undid it and when, as a cell of the list."""
    return f"{record.undone_by or '—'} {short_time(record.undone_at)}" if record.undone_at else "—"


class RegroupingsViewSet(NotesViewSet):
    name = "regroupings"
    icon = "history"
    view_class = Regroupings
    menu_label = _("merges and splits")
    menu_order = 132

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/undo/", Undo.as_view(), name="undo")]


regroupings = RegroupingsViewSet()
