"""The form of a feed: its address, and what the gate is to ask of its items."""

from cssselect import HTMLTranslator, SelectorError
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from jingui.ingest.draft import SourceFacts
from jingui.ingest.models import RULES, SELECTED
from jingui.news.models import Channel

USUAL = SourceFacts()
LEAST_LIKENESS = 0.8  # `deduplicate` calls nothing less alike a copy


def empty_means(usual):
    return format_lazy(_("Empty: {usual}."), usual=usual)


def is_selector(given):
    try:
        HTMLTranslator().css_to_xpath(given)
    except SelectorError:
        raise ValidationError(_("This is no CSS selector.")) from None


def selector_field(label):
    return forms.CharField(label=label, required=False, max_length=400, validators=[is_selector])


class FeedForm(WagtailAdminModelForm):
    """Selectors and rules are a field each; a rule left empty is as usual, and follows when that changes."""

    links_selector = selector_field(_("links to articles"))
    headline_selector = selector_field(_("headline"))
    body_selector = selector_field(_("body"))
    date_selector = selector_field(_("date of the page"))
    byline_selector = selector_field(_("byline"))

    channels = forms.MultipleChoiceField(
        label=_("channels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every item goes there, whatever it is about."),
    )
    hold_all = forms.BooleanField(label=_("hold every item for the desk"), required=False)
    channel_threshold = forms.FloatField(
        label=_("channel doubted below"), required=False, min_value=0, max_value=1,
        help_text=empty_means(USUAL.channel_threshold),
    )  # fmt: skip
    copy_likeness = forms.FloatField(
        label=_("copy dropped from this likeness on"), required=False, min_value=LEAST_LIKENESS, max_value=1,
        help_text=empty_means(LEAST_LIKENESS),
    )  # fmt: skip
    max_age_hours = forms.FloatField(
        label=_("stale after hours"), required=False, min_value=1, help_text=empty_means(USUAL.max_age_hours)
    )
    most_unpaired = forms.IntegerField(
        label=_("unpaired quotation marks let through"), required=False, min_value=0,
        help_text=empty_means(USUAL.most_unpaired),
    )  # fmt: skip
    needs_picture = forms.BooleanField(label=_("hold articles without a picture"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channels"].choices = Channel.objects.values_list("slug", "name")
        for name in RULES:
            self.initial.setdefault(name, self.instance.rules.get(name))
        for name in SELECTED:
            self.initial.setdefault(f"{name}_selector", self.instance.selectors.get(name, ""))

    def clean(self):
        facts = super().clean()
        others = {name: rule for name, rule in self.instance.rules.items() if name not in RULES}
        given = {name: facts[name] for name in RULES if facts.get(name) not in (None, [])}
        self.instance.rules = others | {name: rule for name, rule in given.items() if rule is not False}
        selectors = {name: facts.get(f"{name}_selector") for name in SELECTED}
        self.instance.selectors = {name: selector for name, selector in selectors.items() if selector}
        return facts


PANELS = (
    FieldPanel("source"),
    FieldPanel("url"),
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("interval_seconds")]),
    FieldRowPanel([FieldPanel("fetch_pages"), FieldPanel("paused")]),
    MultiFieldPanel(
        [
            FieldPanel("links_selector"),
            FieldRowPanel([FieldPanel("headline_selector"), FieldPanel("body_selector")]),
            FieldRowPanel([FieldPanel("date_selector"), FieldPanel("byline_selector")]),
        ],
        heading=_("CSS selectors"),
        help_text=_("Only for what Jingui misses by itself; `jingui source test` shows what it reads."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("channels"),
            FieldRowPanel([FieldPanel("channel_threshold"), FieldPanel("copy_likeness")]),
            FieldRowPanel([FieldPanel("max_age_hours"), FieldPanel("most_unpaired")]),
            FieldRowPanel([FieldPanel("hold_all"), FieldPanel("needs_picture")]),
        ],
        heading=_("the gate"),
        help_text=_("`jingui source test` shows what other values would have done to the last 100 items."),
    ),
)
