"""订阅源: the addresses we poll, how each of them is, and what an editor can do about it."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.log_actions import log

from jingui import clock
from jingui.desk.feed_form import PANELS, FeedForm
from jingui.desk.listing import DeskViewSet, Listing, short_time, words
from jingui.ingest import queries
from jingui.ingest.models import Feed

DO = {
    "pause": (_("Pause"), lambda actions, feed: actions.pause(feed)),
    "resume": (_("Resume"), lambda actions, feed: actions.resume(feed, now=clock.now())),
    "poll": (_("Poll now"), lambda actions, feed: actions.resume(feed, now=clock.now())),
}


class Ask(PermissionRequiredMixin, View):
    """POST: pause a feed, resume it, or have it polled at once."""

    permission_required = "ingest.change_feed"

    def handle_no_permission(self):
        raise PermissionDenied

    def post(self, request, pk, verb):
        from jingui.ingest import actions  # noqa: PLC0415  (the pipeline: a second that no other page needs)

        feed = get_object_or_404(Feed, pk=pk)
        label, do = DO[verb]
        do(actions, feed)
        log(feed, f"jingui.{verb}", user=request.user)
        messages.success(request, _("%(verb)s: done. %(thing)s") % {"verb": label, "thing": feed})
        return redirect(reverse("feeds:index"))


class HealthColumn(Column):
    """The state in words, and the last error below it."""

    cell_template_name = "desk/feed_health.html"

    def get_cell_context_data(self, feed, parent_context):
        context = super().get_cell_context_data(feed, parent_context)
        return context | {"health": feed.health}


class VerbsColumn(Column):
    """One-click buttons, each a small form."""

    cell_template_name = "desk/feed_verbs.html"

    def get_cell_context_data(self, feed, parent_context):
        request = parent_context["request"]
        names = ("resume",) if feed.paused else ("poll", "pause")
        verbs = [(reverse(f"feeds:{name}", args=[feed.pk]), DO[name][0]) for name in names]
        may = request.user.has_perm(Ask.permission_required)
        return super().get_cell_context_data(feed, parent_context) | {
            "verbs": verbs if may else [],
            "csrf_token": get_token(request),
        }


class FeedListing(Listing):
    """Every feed with its health: four queries, however many feeds."""

    joined = ("source",)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        found = {health.feed.pk: health for health in queries.health(clock.now())}
        for feed in context["object_list"]:
            feed.health = found[feed.pk]
        return context


class AddFeed(generic.CreateView):
    """A new feed is polled at once."""

    def save_instance(self):
        self.form.instance.next_poll_at = clock.now()
        return super().save_instance()


class FeedViewSet(DeskViewSet):
    model = Feed
    name = "feeds"
    icon = "rotate"
    add_to_admin_menu = False
    menu_label = _("feeds and their health")
    index_view_class = FeedListing
    add_view_class = AddFeed
    ordering = ("source__name", "url")
    list_per_page = 100
    search_fields = ("title", "url", "source__name")
    list_filter = ("source", "kind", "paused")
    list_display = (
        "__str__",
        words("source", _("source")),
        HealthColumn("health", label=_("state")),
        words("a_day", _("items a day"), lambda feed: f"{feed.health.items_a_day:.0f}"),
        words("success", _("last success"), lambda feed: short_time(feed.health.last_success_at)),
        words("next", _("next poll"), lambda feed: short_time(feed.health.next_poll_at)),
        VerbsColumn("verbs", label=_("actions")),
    )

    @cached_property
    def edit_handler(self):
        return ObjectList(PANELS, base_form_class=FeedForm)

    def get_urlpatterns(self):
        ask = [path(f"<int:pk>/{verb}/", Ask.as_view(), {"verb": verb}, name=verb) for verb in DO]
        return [*super().get_urlpatterns(), *ask]


feeds = FeedViewSet()
