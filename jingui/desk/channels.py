"""频道: the shelves of the portal, in the editors' order."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from jingui.desk.listing import DeskViewSet
from jingui.news.models import Channel


class ChannelViewSet(DeskViewSet):
    model = Channel
    name = "channels"
    icon = "list-ul"
    menu_order = 140
    ordering = ("position",)
    list_display = ("name", "slug", "description", "position")
    panels = (FieldPanel("name"), FieldPanel("slug"), FieldPanel("description"), FieldPanel("position"))
    menu_label = _("channels")


channels = ChannelViewSet()
