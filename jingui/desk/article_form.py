"""What an editor fills in for an article, and what is filled in for them."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from jingui import clock
from jingui.desk.house import house_source
from jingui.readers.queries import discussion
from jingui.text.slugs import slug as slug_of

PARTED = re.compile(r"[\s,，、;；]+")
IMPORTANCE = [(5, _("5 · must not be missed")), (4, 4), (3, _("3 · usual")), (2, 2), (1, _("1 · in passing"))]


class ArticleForm(WagtailAdminModelForm):
    """The source is the house's and the address made from the headline, unless the editor says otherwise."""

    labels = forms.CharField(
        label=_("tags"), required=False, help_text=_("Parted by spaces or 、, ten at most."), max_length=200
    )
    comments_closed = forms.BooleanField(
        label=_("close comments"), required=False, help_text=_("At once, without publishing.")
    )
    importance = forms.TypedChoiceField(label=_("importance"), choices=IMPORTANCE, coerce=int, initial=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["labels"].initial = "、".join(self.instance.tags)
        self.fields["source"].required = False
        self.fields["source"].empty_label = _("written here")
        self.fields["slug"].required = False
        if "comments_closed" in self.fields and self.instance.pk:
            self.fields["comments_closed"].initial = discussion(self.instance).closed
        elif "comments_closed" in self.fields:
            del self.fields["comments_closed"]

    def clean_labels(self):
        return list(dict.fromkeys(filter(None, PARTED.split(self.cleaned_data["labels"]))))[:10]

    def clean_source(self):
        return self.cleaned_data["source"] or house_source()

    def clean(self):
        facts = super().clean()
        if not facts.get("slug"):
            facts["slug"] = slug_of(facts.get("headline", ""))
        self.instance.tags = facts.get("labels", [])
        self.instance.published_at = self.instance.published_at or clock.now()
        return facts
