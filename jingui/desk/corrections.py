"""更正与撤稿: what was mended or withdrawn, by whom and when. Made on the article; kept here."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from jingui.desk.listing import Listing, moment, words
from jingui.news.models import Correction, CorrectionKind, Retraction

COLUMNS = (
    words("article", _("article"), "article.headline"),
    "note",
    words("by", _("by"), lambda row: row.by or "—"),
)


class NoteListing(Listing):
    joined = ("article", "by")
    is_searchable = True
    search_fields = ("note", "article__headline")
    default_ordering = ("-at", "-pk")
    any_permission_required = ("view", "add")
    paginate_by = 30

    def get_edit_url(self, instance):
        return None


class Corrections(NoteListing):
    """Ours; what a source changed has a list of its own."""

    model = Correction
    list_display = (*COLUMNS, moment("at", _("corrected at")))

    def get_base_queryset(self):
        return super().get_base_queryset().filter(kind=CorrectionKind.CORRECTION)


class Retractions(NoteListing):
    model = Retraction
    list_display = (*COLUMNS, moment("at", _("retracted at")))


class NotesViewSet(ViewSet):
    """A list without a page to add or edit: a note is written where the article is."""

    view_class = None
    add_to_admin_menu = True

    def get_common_view_kwargs(self, **kwargs):
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("results"),
        }
        return super().get_common_view_kwargs(header_icon=self.icon, **names, **kwargs)

    def get_urlpatterns(self):
        return [
            path("", self.construct_view(self.view_class), name="index"),
            path("results/", self.construct_view(self.view_class, results_only=True), name="results"),
        ]


class CorrectionsViewSet(NotesViewSet):
    name = "corrections"
    icon = "edit"
    view_class = Corrections
    menu_label = _("corrections")
    menu_order = 170


class RetractionsViewSet(NotesViewSet):
    name = "retractions"
    icon = "warning"
    view_class = Retractions
    menu_label = _("retractions")
    menu_order = 175


corrections, retractions = CorrectionsViewSet(), RetractionsViewSet()
