"""快讯: what the desk writes on the wire, corrects on it, or takes off it."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.log_actions import log

from jingui import clock
from jingui.desk.house import house_source
from jingui.desk.listing import DeskViewSet, Listing, moment, words
from jingui.desk.verbs import Verb, verb_button
from jingui.flash import actions
from jingui.flash.models import Flash
from jingui.news.actions import split_from_story


class FlashForm(WagtailAdminModelForm):
    """A flash as an editor writes it: its source is the house's unless another is named."""

    class Meta:
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "channels": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channels"].label = _("channels")
        self.fields["source"].required = False
        self.fields["source"].empty_label = _("written here")

    def clean_source(self):
        return self.cleaned_data["source"] or house_source()


class FlashFilters(WagtailFilterSet):
    class Meta:
        model = Flash
        fields = ("urgency", "source", "live")


class Withdraw(Verb):
    """撤下: take a flash off the wire."""

    title = _("Take off the wire")
    question = _("Readers will no longer see this flash.")
    permission = "flash.change_flash"
    verb = "jingui.withdraw"
    back_to = "flashes:index"

    def thing(self, pk):
        return get_object_or_404(Flash.objects.live(), pk=pk)

    def do(self, flash, form):
        actions.retract(flash)


class Split(Verb):
    """移出报道簇: this flash is about something else."""

    title = _("Take out of its story")
    permission = "news.change_story"
    verb = "jingui.split"
    back_to = "flashes:index"
    serious = False

    @property
    def question(self):
        return self.object.story.headline

    def thing(self, pk):
        return get_object_or_404(Flash.objects.live().exclude(story=None).select_related("story"), pk=pk)

    def do(self, flash, form):
        split_from_story(flash, at=clock.now(), by=self.request.user)


class FlashListing(Listing):
    joined = ("source",)

    def get_list_more_buttons(self, flash):
        verbs = [(Withdraw, "flashes:withdraw", "bin")] if flash.live else []
        verbs += [(Split, "flashes:split", "cut")] if flash.live and flash.story_id else []
        own = [verb_button(verb, name, flash, self.request.user, icon=icon) for verb, name, icon in verbs]
        return [*super().get_list_more_buttons(flash), *filter(None, own)]


class FileFlash(generic.CreateView):
    """发快讯: the flash is on the wire, and announced, when it is saved."""

    def save_instance(self):
        facts = self.form.cleaned_data
        channels, text = facts.pop("channels"), facts.pop("text")
        flash = actions.report_flash(text=text, published_at=clock.now(), channels=channels, **facts)
        log(flash, "wagtail.create", user=self.request.user, content_changed=True)
        return flash


class EditFlash(generic.EditView):
    """What readers see follows at once."""

    def save_instance(self):
        flash = super().save_instance()
        actions.announce_updated(flash)
        return flash


class FlashViewSet(DeskViewSet):
    model = Flash
    name = "flashes"
    icon = "pilcrow"
    menu_order = 120
    menu_label = _("flashes")
    index_view_class = FlashListing
    add_view_class = FileFlash
    edit_view_class = EditFlash
    filterset_class = FlashFilters
    search_fields = ("headline", "text")
    list_display = (
        "__str__",
        "urgency",
        "source",
        moment("published_at", _("published at")),
        words("state", _("state"), lambda flash: _("live") if flash.live else _("taken off")),
    )

    @cached_property
    def edit_handler(self):
        return ObjectList(
            [
                FieldPanel("text"),
                FieldPanel("headline", help_text=_("Only for what readers must not miss; set in bold.")),
                FieldRowPanel([FieldPanel("urgency"), FieldPanel("source")]),
                FieldPanel("channels"),
                FieldPanel("url"),
            ],
            base_form_class=FlashForm,
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/withdraw/", Withdraw.as_view(), name="withdraw"),
            path("<int:pk>/split/", Split.as_view(), name="split"),
        ]


flashes = FlashViewSet()
