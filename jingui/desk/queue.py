"""待定: what the pipeline would not decide alone, for an editor with three hundred items and ten minutes."""

from collections import Counter

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from jingui import paging
from jingui.desk.held import held
from jingui.desk.menu import shown_with
from jingui.ingest.models import Item
from jingui.news.models import Channel, Source

ROWS = 30
COUNT_LIMIT = 1000  # a longer queue is not counted to its end
SAID = {
    "publish": gettext_lazy("Published: %d"),
    "spike": gettext_lazy("Spiked: %d"),
    "merge": gettext_lazy("Merged: %d"),
    "move": gettext_lazy("Moved: %d"),
}


def waiting():
    """How many items wait for the desk, up to COUNT_LIMIT."""
    return Item.objects.held().order_by()[:COUNT_LIMIT].count()


class Queue(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET shows the newest held items; POST decides about one or many of them."""

    permission_required = "ingest.change_item"
    template_name = "desk/queue.html"
    page_title = gettext_lazy("held items")
    header_icon = "tasks"

    def handle_no_permission(self):
        raise PermissionDenied

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        filters = QueueFilters(self.request.GET)
        page = held(before=self._cursor(), size=ROWS, **filters.chosen())
        return super().get_context_data(
            page=page,
            more=self._address(before=paging.encode(page.next_cursor)) if page.next_cursor else None,
            here=self.request.get_full_path(),
            channels=list(Channel.objects.exclude(slug="24h")),
            filters=filters,
            waiting=waiting(),
            **kwargs,
        )

    def post(self, request):
        from jingui.desk import deciding  # noqa: PLC0415  (the pipeline: a second that no other page needs)

        outcomes = [deciding.decide(decision, by=request.user) for decision in deciding.asked(request.POST)]
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(_told(outcomes))
        self._say(outcomes)
        return redirect(get_valid_next_url_from_request(request) or reverse("queue:index"))

    def _say(self, outcomes):
        done = Counter(outcome.verb for outcome in outcomes if not outcome.problem)
        for verb, number in done.items():
            messages.success(self.request, SAID[verb] % number)
        for outcome in outcomes:
            if outcome.problem:
                messages.error(self.request, outcome.problem)
        if not outcomes:
            messages.warning(self.request, _("Nothing was selected."))

    def _cursor(self):
        try:
            return paging.decode(self.request.GET.get("before"))
        except paging.BadCursor:
            return None

    def _address(self, **changes):
        query = self.request.GET.copy()
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"


def _told(outcomes):
    return {
        "done": [outcome.item_id for outcome in outcomes if not outcome.problem],
        "problems": [str(outcome.problem) for outcome in outcomes if outcome.problem],
        "waiting": waiting(),
    }


class QueueFilters(forms.Form):
    """Which of the held items to show."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("source"),
        queryset=Source.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("all sources"),
    )
    channel = forms.ModelChoiceField(
        label=gettext_lazy("proposed channel"),
        queryset=Channel.objects.all(),
        required=False,
        empty_label=gettext_lazy("all channels"),
    )

    def chosen(self):
        return self.cleaned_data if self.is_valid() else {}


class QueueViewSet(ViewSet):
    name = "queue"
    icon = "tasks"
    add_to_admin_menu = True
    menu_item_class = shown_with(Queue.permission_required)
    menu_order = 100
    menu_label = gettext_lazy("held items")

    def get_urlpatterns(self):
        return [path("", Queue.as_view(), name="index")]


queue = QueueViewSet()
