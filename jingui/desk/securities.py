"""证券: what is traded. The facts come with the package; an administrator mends them here."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from jingui.desk.listing import DeskViewSet, words
from jingui.markets.models import Security


class SecurityViewSet(DeskViewSet):
    model = Security
    name = "securities"
    icon = "table"
    menu_order = 160
    menu_label = _("securities")
    list_display = ("name", words("symbol", _("code")), "exchange", "kind", "pinyin")
    list_filter = ("exchange", "kind")
    search_fields = ("name", "ticker", "pinyin", "aliases__name")
    panels = (
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("ticker"), FieldPanel("exchange"), FieldPanel("kind")]),
        FieldPanel("pinyin"),
    )


securities = SecurityViewSet()
