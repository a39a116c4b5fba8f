"""The first page of the desk: what waits, what went out today, what is in trouble, what just happened."""

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from jingui import clock
from jingui.clock import BEIJING, in_beijing
from jingui.desk.queue import waiting
from jingui.desk.said_by_readers import waiting as comments_waiting
from jingui.flash.models import Flash
from jingui.imprint.queries import unread_letters
from jingui.ingest import queries
from jingui.ingest.models import Change
from jingui.news.models import Article

FLASHES = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where it leads."""

    number: int
    label: str
    address: str
    is_trouble: bool = False


class Today(Component):
    """The figures of the day; each leads to the list behind it."""

    name = "today"
    order = 50
    template_name = "desk/today.html"

    def get_context_data(self, parent_context):
        user, now = parent_context["request"].user, clock.now()
        return {
            "figures": figures(user, now),
            "flashes": _flashes(),
            "flashes_address": reverse("flashes:index"),
        }


def figures(user, now):
    """What `user` may act on, in numbers (at most nine queries)."""
    midnight = datetime.combine(in_beijing(now).date(), time(), BEIJING)
    told = [
        Figure(
            _since(Article.objects.live().leading(), midnight),
            _("articles published today"),
            reverse("articles:list"),
        ),
        Figure(_since(Flash.objects.live(), midnight), _("flashes today"), reverse("flashes:index")),
    ]
    if user.has_perm("ingest.change_item"):
        told.insert(0, Figure(waiting(), _("waiting for a decision"), reverse("queue:index")))
    if user.has_perm("ingest.change_change"):
        changed = Change.objects.waiting().count()
        told.append(
            Figure(changed, _("changed by their sources"), f"{reverse('changes:index')}?outcome=waiting")
        )
    if user.has_perm("imprint.view_letter"):
        told.append(Figure(unread_letters(), _("letters to read"), reverse("letters:index")))
    if user.has_perm("readers.change_comment"):
        number = comments_waiting()
        told.append(Figure(number, _("comments wait for an editor"), reverse("comments:index")))
    if user.has_perm("ingest.view_feed"):
        told.append(_trouble(now))
    return told


def _since(published, moment):
    return published.filter(published_at__gte=moment).count()


def _trouble(now):
    number = sum(1 for health in queries.health(now) if health.last_error or health.is_silent)
    return Figure(number, _("feeds in trouble"), reverse("feeds:index"), is_trouble=bool(number))


def _flashes():
    return Flash.objects.live().newest_first().select_related("source")[:FLASHES]
