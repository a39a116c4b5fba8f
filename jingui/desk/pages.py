"""页面: 关于本站, 联系我们, 合作建议, 隐私政策, 用户协议, at their fixed addresses."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.log_actions import log

from jingui import clock
from jingui.desk.body import BodyWidget
from jingui.desk.listing import DeskViewSet, Listing, moment, words
from jingui.imprint import actions, queries
from jingui.imprint.models import Page

LONGEST_TEXT_CHARACTERS = 100_000


class PageForm(WagtailAdminModelForm):
    """The words of the page; without any of its own, those that come with the package."""

    body = forms.CharField(
        label=_("text"),
        required=False,
        max_length=LONGEST_TEXT_CHARACTERS,
        widget=BodyWidget(),
        help_text=_("Empty it to return to the text that comes with Jingui."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.name and not self.instance.body:
            self.initial["body"] = queries.packaged(self.instance.name)


class PageListing(Listing):
    joined = ("changed_by",)


class EditPage(generic.EditView):
    """What readers see follows at once."""

    def save_instance(self):
        body = self.form.cleaned_data["body"]
        page = actions.write_page(self.object, body=body, by=self.request.user, at=clock.now())
        log(page, "wagtail.edit", user=self.request.user, content_changed=True)
        return page


class PageViewSet(DeskViewSet):
    model = Page
    name = "site_pages"
    icon = "doc-full"
    menu_order = 185
    menu_label = _("pages")
    ordering = ("pk",)
    index_view_class = PageListing
    edit_view_class = EditPage
    list_display = (
        "__str__",
        words("address", _("address"), lambda page: page.get_absolute_url()),
        words("changed_by", _("by"), lambda page: page.changed_by or "—"),
        moment("changed_at", _("changed at")),
    )

    @cached_property
    def edit_handler(self):
        return ObjectList([FieldPanel("body")], base_form_class=PageForm)


pages = PageViewSet()
