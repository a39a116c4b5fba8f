"""Lists that stay fast however long they grow: newest first by key, and nothing is counted to the end."""

from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views import snippets

from jingui import clock
from jingui.clock import in_beijing

COUNT_LIMIT = 2000  # rows; counting a million takes SQLite 58 to 731 ms


class CappedPaginator(WagtailPaginator):
    """Counts up to COUNT_LIMIT rows; who wants older ones filters."""

    @cached_property
    def count(self):
        return min(self._counted, COUNT_LIMIT)

    @cached_property
    def _counted(self):
        return self.object_list.order_by()[: COUNT_LIMIT + 1].count()

    @cached_property
    def items_count_label(self):
        more = "+" if self._counted > COUNT_LIMIT else ""
        return f"{self.verbose_name_plural} {self.count}{more}"


class Fast:
    """What every list of the desk does: count little, join what its columns show, search by plain words."""

    paginator_class = CappedPaginator
    search_backend_name = None
    joined = ()

    def get_base_queryset(self):
        rows = super().get_base_queryset()
        return rows.select_related(*self.joined) if self.joined else rows


class SnippetListing(Fast, snippets.IndexView):
    """A list of what can be drafted, locked and submitted."""

    @cached_property
    def columns(self):
        return generic.IndexView.columns.func(self)  # without the column of Wagtail's bulk deletion


class Listing(Fast, generic.IndexView):
    """A list of anything else."""


class DeskViewSet(ModelViewSet):
    """One kind of thing, listed and edited under its own entry of the menu."""

    index_view_class = Listing
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 30
    ordering = ("-pk",)
    list_export = ()

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(usage_url_name=None, **kwargs)


def words(name, label, accessor=None, **options):
    """A column that shows what `accessor` makes of the row."""
    return Column(name, label=label, accessor=accessor or name, **options)


def moment(name, label):
    """A column that shows a time as the portal writes it: 10:26, 昨日 18:02, 11-21."""
    return words(name, label, lambda row: short_time(getattr(row, name)))


def short_time(at, now=None):
    """10:26 today, 昨日 18:02 yesterday, 11-21 18:02 this year, 2025-11-21 before."""
    if at is None:
        return "—"
    at, now = in_beijing(at), in_beijing(now or clock.now())
    days = (now.date() - at.date()).days
    if days in (0, 1):
        return f"{at:%H:%M}" if days == 0 else f"昨日 {at:%H:%M}"
    return f"{at:%m-%d %H:%M}" if at.year == now.year else f"{at:%Y-%m-%d}"
