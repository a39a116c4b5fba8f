"""来源改动: what sources changed in texts that are out; an article that an editor's hand is on waits here."""

import django_filters
from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from jingui.desk.corrections import NoteListing, NotesViewSet
from jingui.desk.listing import moment, words
from jingui.ingest.models import Change, Outcome
from jingui.text.beside import beside

RELATED = ("article__source", "article__channel", "item__feed__source", "settled_by")
DECIDE = "ingest.change_change"


class ChangeFilters(WagtailFilterSet):
    outcome = django_filters.ChoiceFilter(
        label=gettext_lazy("outcome"),
        choices=Outcome,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("all"),
    )

    class Meta:
        model = Change
        fields = ("outcome",)


class Changes(NoteListing):
    """The newest first; what waits is a filter away, and counted on the first page."""

    model = Change
    joined = ("article__source", "settled_by")
    search_fields = ("article__headline", "note")
    filterset_class = ChangeFilters
    any_permission_required = ("view", "change")
    list_display = (
        words("article", gettext_lazy("article"), lambda row: _linked(row)),
        words("source", gettext_lazy("source"), "article.source"),
        words("outcome", gettext_lazy("outcome"), "get_outcome_display"),
        words("reason", gettext_lazy("reason"), lambda row: row.reason or "—"),
        words("by", gettext_lazy("by"), lambda row: row.settled_by or "—"),
        moment("at", gettext_lazy("changed at")),
    )

    def get_base_queryset(self):
        return super().get_base_queryset().defer("judged", "was")


def _linked(change):
    return format_html('<a href="{}">{}</a>', reverse("changes:look", args=[change.pk]), change.article)


class LookAtChange(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """Both versions side by side; POST takes the source's or keeps ours."""

    permission_required = "ingest.view_change"
    template_name = "desk/change.html"
    page_title = gettext_lazy("Changed by its source")
    header_icon = "resubmit"

    def handle_no_permission(self):
        raise PermissionDenied

    @cached_property
    def change(self):
        return get_object_or_404(Change.objects.select_related(*RELATED), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.change)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("changes:index"), "label": self.change._meta.verbose_name_plural},
            {"url": "", "label": self.page_title, "sublabel": str(self.change)},
        ]

    def get_context_data(self, **kwargs):
        from jingui.ingest import actions  # noqa: PLC0415  (the pipeline: a second that no other page needs)

        was, now = actions.versions(self.change)
        return super().get_context_data(
            change=self.change,
            headline=beside(was.headline, now.headline),
            rows=beside(was.text, now.text),
            waits=self.change.outcome == Outcome.WAITING and self.change.article.live,
            may=self.request.user.has_perm(DECIDE),
            **kwargs,
        )

    def post(self, request, pk):
        from jingui.ingest import actions  # noqa: PLC0415  (as above)

        asked = request.POST.get("do")
        if not request.user.has_perm(DECIDE) or asked not in ("take", "keep"):
            raise PermissionDenied
        try:
            if asked == "take":
                actions.take_change(self.change, request.user)  # stands in the history as an update
            else:
                actions.keep_ours(self.change, request.user)
                log(self.change.article, "jingui.keep", user=request.user)
        except actions.NotWaiting as problem:
            messages.error(request, str(problem))
        else:
            said = _("The source's version is published.") if asked == "take" else _("Ours stays.")
            messages.success(request, f"{said}{self.change}")
        return redirect("changes:index")


class ChangesViewSet(NotesViewSet):
    name = "changes"
    icon = "resubmit"
    view_class = Changes
    menu_label = gettext_lazy("changes of sources")
    menu_name = "changes"  # else Wagtail makes it from the label, and takes 来源改动 for a page below 来源
    menu_order = 105

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/", LookAtChange.as_view(), name="look")]


changes = ChangesViewSet()
