"""广告报表: impressions, clicks and click rates; visitors reached, and by two places together; as CSV too."""

import csv
from datetime import timedelta

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from jingui import clock
from jingui.ads import queries
from jingui.clock import in_beijing
from jingui.desk.menu import shown_with

DAYS = 7  # of a report that nobody asked for otherwise
MOST_DAYS = 400
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet's formula begins
ISO_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
BY = [
    ("booking", gettext_lazy("by booking")),
    ("slot", gettext_lazy("by slot")),
    ("channel", gettext_lazy("by channel")),
    ("day", gettext_lazy("by day")),
]


class Asked(forms.Form):
    """What the report is about."""

    first = forms.DateField(label=gettext_lazy("from"), widget=ISO_DATE)
    last = forms.DateField(label=gettext_lazy("until"), widget=ISO_DATE)
    by = forms.ChoiceField(label=gettext_lazy("added up"), choices=BY)

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and not timedelta() <= last - first < timedelta(days=MOST_DAYS):
            raise ValidationError(
                _("A report begins before it ends, and covers %(most)d days at most.") % {"most": MOST_DAYS}
            )
        return self.cleaned_data


class Pair(forms.Form):
    """Two places to look at together."""

    a = forms.ChoiceField(label="A")
    b = forms.ChoiceField(label="B")

    def __init__(self, lines, data):
        known = {line.key for line in lines}
        chosen = {name: data[name] for name in ("a", "b") if data.get(name) in known}
        first = dict(zip(("a", "b"), [line.key for line in lines if line.name][:2], strict=False))
        super().__init__(first | chosen)
        for name in ("a", "b"):
            self.fields[name].choices = [(line.key, line.label) for line in lines]

    def places(self):
        """Both as (place, name); None before anything was reached."""
        if not self.is_valid():
            return None
        return [self.cleaned_data[name].partition("-")[::2] for name in ("a", "b")]


class Report(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """The numbers of some days; `?format=csv` for a spreadsheet."""

    permission_required = "ads.view_adcount"
    template_name = "desk/ads_report.html"
    page_title = gettext_lazy("ad report")
    header_icon = "table"

    def handle_no_permission(self):
        raise PermissionDenied

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self):
        today = in_beijing(clock.now()).date()
        asked = {"first": today - timedelta(days=DAYS - 1), "last": today, "by": "booking"}
        given = {name: self.request.GET[name] for name in asked if self.request.GET.get(name)}
        return Asked(asked | given)

    @cached_property
    def lines(self):
        asked = self.form.cleaned_data if self.form.is_valid() else None
        return queries.report(asked["first"], asked["last"], by=asked["by"]) if asked else []

    @cached_property
    def reached(self):
        asked = self.form.cleaned_data if self.form.is_valid() else None
        return queries.reach(asked["first"], asked["last"]) if asked else []

    def get(self, request, *args, **kwargs):
        wanted = {"csv": self.counts_as_csv, "reach": self.reach_as_csv}.get(request.GET.get("format"))
        return wanted() if wanted and self.form.is_valid() else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        pair = Pair(self.reached, self.request.GET)
        places = pair.places()
        return super().get_context_data(
            form=self.form,
            lines=self.lines,
            total=_total(self.lines),
            reached=self.reached,
            pair=pair,
            overlap=self._overlap(places) if places else None,
            csv_address=self._address(format="csv"),
            reach_address=self._address(format="reach"),
            **kwargs,
        )

    def _overlap(self, places):
        asked = self.form.cleaned_data
        return queries.overlap(asked["first"], asked["last"], *places)

    def counts_as_csv(self):
        head = [_("name"), _("more"), _("impressions"), _("clicks"), _("click rate")]
        rows = [
            [r.name or _("outside channels"), r.detail, r.impressions, r.clicks, f"{r.click_rate:.4f}"]
            for r in self.lines
        ]
        return self._as_csv(f"ads-by-{self.form.cleaned_data['by']}", [head, *rows])

    def reach_as_csv(self):
        head = [_("place"), _("days"), _("visitors a day"), _("most in a day"), _("visitor-days")]
        rows = [[r.label, r.days, r.a_day, r.most_in_a_day, r.visitor_days] for r in self.reached]
        return self._as_csv("ads-reach", [head, *rows])

    def _as_csv(self, name, rows):
        asked = self.form.cleaned_data
        byte_order_mark = "\ufeff"  # Excel reads Chinese by it
        response = HttpResponse(byte_order_mark, content_type="text/csv; charset=utf-8")
        file = f"{name}-{asked['first']}-{asked['last']}.csv"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        csv.writer(response).writerows([_harmless(cell) for cell in row] for row in rows)
        return response

    def _address(self, **changes):
        query = self.request.GET.copy()
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"


def _total(lines):
    """All lines as one."""
    seen, clicked = sum(line.impressions for line in lines), sum(line.clicks for line in lines)
    return queries.ReportLine("", _("in all"), "", seen, clicked)


def _harmless(cell):
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else cell


class ReportViewSet(ViewSet):
    name = "ads-report"
    icon = "table"
    menu_item_class = shown_with(Report.permission_required)
    menu_label = gettext_lazy("ad report")

    def get_urlpatterns(self):
        return [path("", Report.as_view(), name="index")]


reports = ReportViewSet()
