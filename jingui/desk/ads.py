"""广告: slots, creatives and bookings; what runs, what comes, and where too much was promised."""

import django_filters
from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup

from jingui import clock
from jingui.ads import queries
from jingui.ads.models import Booking, Creative, Slot
from jingui.desk.ads_report import reports
from jingui.desk.cover import CoverWidget
from jingui.desk.listing import DeskViewSet, Listing, short_time, words

TURN = {"running": 0, "coming": 1, "ended": 2}


def turn(now):
    """A booking's place in time: what runs first, then what comes, then what has ended."""
    return Case(
        When(ends_at__lte=now, then=Value(TURN["ended"])),
        When(starts_at__gt=now, then=Value(TURN["coming"])),
        default=Value(TURN["running"]),
        output_field=IntegerField(),
    )


class PlanColumn(Column):
    """The state in words; with whom it shares its slot; a warning where more is promised than there is."""

    cell_template_name = "desk/booking_plan.html"

    def get_cell_context_data(self, booking, parent_context):
        return super().get_cell_context_data(booking, parent_context) | {"plan": booking.plan}


class BookingFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("state"),
        choices=[("running", _("running")), ("coming", _("coming")), ("ended", _("ended"))],
        method="of_state",
    )

    class Meta:
        model = Booking
        fields = ("slot", "channels")

    def of_state(self, bookings, name, state):
        return bookings.filter(turn=TURN[state])


class BookingListing(Listing):
    """Every booking with its plan: as many queries for one as for many."""

    joined = ("slot", "creative")

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(turn=turn(clock.now()))

    def order_queryset(self, queryset):
        return queryset.order_by("turn", "creative__is_house", "-starts_at", "-pk")

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        plans = queries.plans(clock.now())
        for booking in context["object_list"]:
            booking.plan = plans[booking.pk]
        return context


def span_of(booking):
    """From when until when, on Beijing's clock."""
    end = short_time(booking.ends_at) if booking.ends_at else str(_("open end"))
    return f"{short_time(booking.starts_at)} – {end}"


def seen_of(booking):
    """Impressions, and of how many."""
    most = f" / {booking.cap:,}" if booking.cap else ""
    return f"{booking.plan.impressions:,}{most}"


def rate_of(booking):
    plan = booking.plan
    return f"{plan.clicks / plan.impressions:.2%}" if plan.impressions else "—"


class BookingViewSet(DeskViewSet):
    model = Booking
    name = "bookings"
    icon = "date"
    add_to_admin_menu = False
    menu_label = _("bookings")
    index_view_class = BookingListing
    filterset_class = BookingFilters
    search_fields = ("creative__name", "creative__advertiser")
    list_per_page = 50
    list_display = (
        "creative",
        words("advertiser", _("advertiser"), "creative.advertiser"),
        words("slot", _("slot")),
        PlanColumn("plan", label=_("state")),
        words("span", _("from and until"), span_of),
        words("seen", _("impressions"), seen_of),
        words("clicks", _("clicks"), lambda booking: f"{booking.plan.clicks:,}"),
        words("rate", _("click rate"), rate_of),
    )
    panels = (
        FieldRowPanel([FieldPanel("slot"), FieldPanel("creative")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("weight"), FieldPanel("cap"), FieldPanel("daily_cap")]),
                FieldPanel("channels", widget=forms.CheckboxSelectMultiple),
                FieldPanel("paused"),
            ],
            heading=_("how often and where"),
        ),
    )


class CreativeListing(Listing):
    def get_base_queryset(self):
        return super().get_base_queryset().order_by("-pk")


class EditCreative(generic.EditView):
    """The form, and below it how the saved creative looks in every slot."""

    def get_context_data(self, **kwargs):
        preview = reverse("creative_preview", args=[self.object.pk])
        return super().get_context_data(preview=preview, **kwargs)


class CreativeViewSet(DeskViewSet):
    model = Creative
    name = "creatives"
    icon = "image"
    add_to_admin_menu = False
    menu_label = _("creatives")
    index_view_class = CreativeListing
    edit_view_class = EditCreative
    edit_template_name = "desk/creative_edit.html"
    search_fields = ("name", "advertiser", "headline")
    list_filter = ("kind", "is_house")
    list_display = (
        "name",
        "advertiser",
        words("kind", _("kind"), "get_kind_display"),
        "headline",
        words("url", _("leads to"), "url"),
    )
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("advertiser")]),
        FieldPanel("kind"),
        FieldPanel("url"),
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("text")], heading=_("words")),
        MultiFieldPanel(
            [FieldPanel("image", widget=CoverWidget), FieldPanel("narrow_image", widget=CoverWidget)],
            heading=_("pictures"),
        ),
        FieldPanel("html"),
        FieldPanel("is_house"),
    )


class SlotViewSet(DeskViewSet):
    """The places are built into the pages; here they get their names."""

    model = Slot
    name = "slots"
    icon = "placeholder"
    add_to_admin_menu = False
    menu_label = _("slots")
    ordering = ("pk",)
    list_display = (
        "name",
        "slug",
        words("size", _("size of a picture"), lambda slot: f"{slot.width} × {slot.height}"),
        words("place", _("where on the page"), lambda slot: PLACES.get(slot.slug, "")),
    )
    panels = (FieldPanel("name"),)


PLACES = {
    "top": _("above everything, on the home page, channels and articles"),
    "list": _("after the fifth item of a list, on the home page, channels and search"),
    "article": _("inside longer texts, after about three quarters"),
    "side": _("in the column beside, on the home page, channels and articles"),
}


class Ads(ViewSetGroup):
    """Bookings come first: they are what somebody who sells looks at every day."""

    items = (BookingViewSet(), CreativeViewSet(), SlotViewSet(), reports)
    menu_label = _("ads")
    menu_icon = "tag"
    menu_order = 160


ads = Ads()
