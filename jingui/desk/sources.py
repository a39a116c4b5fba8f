"""来源: the publishers of what we carry, with their licence and trust."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.base import ViewSetGroup

from jingui.desk.feeds import feeds
from jingui.desk.listing import DeskViewSet, words
from jingui.news.models import Source


class SourceViewSet(DeskViewSet):
    model = Source
    name = "sources"
    icon = "globe"
    add_to_admin_menu = False
    menu_label = _("publishers")
    ordering = ("name",)
    search_fields = ("name", "slug", "homepage")
    list_filter = ("rights", "trust")
    list_display = ("name", "rights", words("trust", _("trust")), "homepage")
    panels = (
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("homepage"),
        FieldRowPanel([FieldPanel("rights"), FieldPanel("trust")]),
    )


class Sources(ViewSetGroup):
    """Feeds and their health come first: they are what an editor looks at every day."""

    items = (feeds, SourceViewSet())
    menu_label = _("sources")
    menu_icon = "globe"
    menu_order = 150


sources = Sources()
