"""评论: what readers wrote, read by an editor with the article and the author's record beside it."""

from collections import Counter

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from jingui import clock, paging
from jingui.accounts.models import User
from jingui.desk import moderating
from jingui.desk.menu import shown_with
from jingui.desk.said_by_readers import TABS, page_of, waiting
from jingui.desk.terms import term_lists

ROWS = 30
SAID = {
    "approve": gettext_lazy("Approved: %d"),
    "reject": gettext_lazy("Rejected: %d"),
    "vouch": gettext_lazy("Authors trusted: %d"),
    "bar": gettext_lazy("Authors barred: %d"),
    "unbar": gettext_lazy("Authors no longer barred: %d"),
    "close": gettext_lazy("Comments closed on articles: %d"),
}


class Comments(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET shows the comments of a tab; POST decides about one or many of them."""

    permission_required = "readers.change_comment"
    template_name = "desk/comments.html"
    page_title = gettext_lazy("comments")
    header_icon = "openquote"

    def handle_no_permission(self):
        raise PermissionDenied

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        tab = self.request.GET.get("tab", "")
        tab = tab if tab in TABS else "waiting"
        author = self._author()
        page = page_of(tab, author=author and author.pk, before=self._cursor(), size=ROWS)
        only = f"&author={author.pk}" if author else ""
        return super().get_context_data(
            tab=tab,
            tabs=[(name, told.label) for name, told in TABS.items()],
            page=page,
            author=author,
            only=only,
            more=f"?tab={tab}{only}&before={paging.encode(page.next_cursor)}" if page.next_cursor else None,
            here=self.request.get_full_path(),
            waiting=waiting(),
            **kwargs,
        )

    def post(self, request):
        decisions = moderating.asked(request.POST)
        outcomes = moderating.decide_all(decisions, by=request.user, at=clock.now())
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(_told(outcomes))
        self._say(outcomes)
        return redirect(get_valid_next_url_from_request(request) or reverse("comments:index"))

    def _say(self, outcomes):
        for verb, number in Counter(o.verb for o in outcomes if not o.problem).items():
            messages.success(self.request, SAID[verb] % number)
        for outcome in outcomes:
            if outcome.problem:
                messages.error(self.request, outcome.problem)
        if not outcomes:
            messages.warning(self.request, _("Nothing was selected."))

    def _author(self):
        """The one whose comments are asked for; None for everybody's."""
        number = self.request.GET.get("author", "")
        is_number = number.isascii() and number.isdigit() and len(number) < 19
        return User.objects.filter(pk=number).first() if is_number else None

    def _cursor(self):
        try:
            return paging.decode(self.request.GET.get("before"))
        except paging.BadCursor:
            return None


def _told(outcomes):
    """For the queue's script: which rows are done with."""
    gone = [o.comment_id for o in outcomes if not o.problem and o.verb not in moderating.LEAVING]
    return {
        "done": gone,
        "problems": [str(o.problem) for o in outcomes if o.problem],
        "said": [str(SAID[o.verb] % 1) for o in outcomes if not o.problem and o.verb in moderating.LEAVING],
        "waiting": waiting(),
    }


class CommentsViewSet(ViewSet):
    name = "comments"
    icon = "openquote"
    menu_item_class = shown_with(Comments.permission_required)
    menu_label = gettext_lazy("to review")

    def get_urlpatterns(self):
        return [path("", Comments.as_view(), name="index")]


class CommentsGroup(ViewSetGroup):
    """What readers wrote, and the lists that hold it."""

    items = (CommentsViewSet(), term_lists)
    menu_label = gettext_lazy("comments")
    menu_icon = "openquote"
    menu_order = 125


comments = CommentsGroup()
