"""What an editor does to one thing, beyond editing it: a page that asks once, does it, and says who did."""

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log


class Note(forms.Form):
    """What readers will be told."""

    note = forms.CharField(
        label=_("note to readers"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class Verb(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """One verb of the newsroom. A subclass says what it is called, who may do it, and what is done."""

    template_name = "desk/verb.html"
    form_class = forms.Form
    title = ""
    question = ""
    permission = ""
    verb = ""  # the word in the log, registered in wagtail_hooks
    back_to = ""
    serious = True

    def has_permission(self):
        return self.request.user.has_perm(self.permission)

    def handle_no_permission(self):
        raise PermissionDenied

    def thing(self, pk):
        """What it is done to. Raises Http404."""
        raise NotImplementedError

    def do(self, thing, form):
        """Do it."""
        raise NotImplementedError

    @cached_property
    def object(self):
        return self.thing(self.kwargs["pk"])

    def form_valid(self, form):
        log(self.object, self.verb, user=self.request.user, data={"note": form.cleaned_data.get("note", "")})
        self.do(self.object, form)
        messages.success(
            self.request, _("%(verb)s: done. %(thing)s") % {"verb": self.title, "thing": self.object}
        )
        return redirect(self.get_success_url())

    def get_success_url(self):
        return get_valid_next_url_from_request(self.request) or reverse(self.back_to)

    def get_page_title(self):
        return self.title

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.back_to), "label": self.object._meta.verbose_name_plural},
            {"url": "", "label": self.title, "sublabel": str(self.object)},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            object=self.object,
            question=self.question,
            submit_label=self.title,
            next=get_valid_next_url_from_request(self.request),
            back=self.get_success_url(),
            serious=self.serious,
            **kwargs,
        )


def verb_button(verb, url_name, thing, user, *, icon):
    """The entry of a menu that leads to `verb` on `thing`; None for who may not."""
    if not user.has_perm(verb.permission):
        return None
    return Button(verb.title, url=reverse(url_name, args=[thing.pk]), icon_name=icon, priority=50)
