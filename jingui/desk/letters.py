"""来信: what people wrote to the desk; somebody deals with each, and notes how."""

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic

from jingui import clock
from jingui.desk.listing import DeskViewSet, Listing, moment, words
from jingui.desk.verbs import Verb, verb_button
from jingui.imprint import actions
from jingui.imprint.models import Letter, LetterState


class DealWith(Verb):
    """标为已处理: the letter no longer waits."""

    title = _("Mark as dealt with")
    permission = "imprint.change_letter"
    verb = "jingui.deal_with"
    back_to = "letters:index"
    serious = False

    def thing(self, pk):
        return get_object_or_404(Letter, pk=pk)

    def do(self, letter, form):
        actions.deal_with(letter, by=self.request.user, at=clock.now())


class LetterListing(Listing):
    def get_list_more_buttons(self, letter):
        own = None
        if letter.state == LetterState.UNREAD:
            own = verb_button(DealWith, "letters:deal_with", letter, self.request.user, icon="check")
        return [*super().get_list_more_buttons(letter), *([own] if own else [])]


class EditLetter(generic.EditView):
    """The desk changes the state and its own remark, never the letter."""

    def save_instance(self):
        letter = super().save_instance()
        if letter.state == LetterState.DONE:
            return actions.deal_with(letter, by=self.request.user, at=clock.now())
        return actions.take_up_again(letter)


class LetterViewSet(DeskViewSet):
    model = Letter
    name = "letters"
    icon = "mail"
    menu_order = 180
    menu_label = _("letters")
    ordering = ("-at", "-pk")
    index_view_class = LetterListing
    edit_view_class = EditLetter
    list_filter = ("state", "kind")
    search_fields = ("text", "name", "address", "remark")
    list_display = (
        "__str__",
        words("name", _("written by"), lambda letter: letter.name or "—"),
        words("state", _("state"), "get_state_display"),
        moment("at", _("received at")),
    )

    @cached_property
    def edit_handler(self):
        told = [FieldPanel(name, read_only=True) for name in ("kind", "text", "name", "address", "at")]
        return ObjectList(
            [
                MultiFieldPanel(told, heading=_("letter")),
                MultiFieldPanel([FieldPanel("state"), FieldPanel("remark")], heading=_("what became of it")),
            ]
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/deal-with/", DealWith.as_view(), name="deal_with"),
        ]


letters = LetterViewSet()
