"""推送记录: what search engines were told, when, and what they answered. A list to read."""

from django.utils.translation import gettext_lazy as _

from jingui.desk.corrections import NoteListing, NotesViewSet
from jingui.desk.listing import moment, short_time, words
from jingui.desk.menu import shown_with
from jingui.heralds.models import Dispatch

ACCEPTED = {None: "—", True: _("accepted"), False: _("refused")}


def _when(at):
    return short_time(at) if at else "—"


class Dispatches(NoteListing):
    model = Dispatch
    joined = ()
    search_fields = ("address",)
    default_ordering = ("-queued_at", "-pk")
    list_display = (
        words("address", _("address"), "address"),
        words("herald", _("told to"), "get_herald_display"),
        moment("queued_at", _("queued at")),
        words("told_at", _("told at"), lambda row: _when(row.told_at)),
        words("accepted", _("accepted"), lambda row: ACCEPTED[row.accepted]),
        words("answer", _("answer"), lambda row: f"{row.status or ''} {row.answer}".strip() or "—"),
        words("next_at", _("next try at"), lambda row: _when(row.next_at)),
    )


class DispatchesViewSet(NotesViewSet):
    name = "dispatches"
    icon = "globe"
    view_class = Dispatches
    menu_label = _("dispatches")
    menu_order = 190
    menu_item_class = shown_with("heralds.view_dispatch")


dispatches = DispatchesViewSet()
