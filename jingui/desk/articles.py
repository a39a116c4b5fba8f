"""稿件: filed, previewed, scheduled, locked and submitted with Wagtail's own means; listed fast."""

import django_filters
from django import forms
from django.db.models import Q
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from jingui.desk import article_verbs as verbs
from jingui.desk.article_form import ArticleForm
from jingui.desk.body import BodyWidget
from jingui.desk.cover import CoverWidget
from jingui.desk.listing import SnippetListing, moment, words
from jingui.ingest.models import Outcome
from jingui.news import actions as news
from jingui.news.models import Article
from jingui.readers import actions as readers
from jingui.search import queries as search

FOUND_MOST = 100  # hits of the search engine that a list shows


def state(article):
    """Where an article stands, in one word."""
    if article.is_retracted:
        return _("retracted")
    if article.live:
        return _("live, with a newer draft") if article.has_unpublished_changes else _("live")
    if article.go_live_at:
        return _("scheduled")
    return _("withdrawn") if article.first_published_at else _("draft")


STATES = {
    "live": (_("live"), Q(live=True)),
    "draft": (_("draft"), Q(live=False, first_published_at=None)),
    "scheduled": (_("scheduled"), Q(live=False, go_live_at__isnull=False)),
    "retracted": (_("retracted"), Q(retraction__isnull=False)),
}


class ArticleFilters(WagtailFilterSet):
    """By channel, source, state, importance and day."""

    state = django_filters.ChoiceFilter(
        label=_("state"),
        choices=[(key, label) for key, (label, _rows) in STATES.items()],
        method="in_state",
        widget=forms.RadioSelect,
        empty_label=_("all"),
    )
    published_at = django_filters.DateFromToRangeFilter(label=_("published at"), widget=DateRangePickerWidget)

    class Meta:
        model = Article
        fields = ("channel", "source", "importance")

    def in_state(self, articles, name, value):
        return articles.filter(STATES[value][1])


class ArticleListing(SnippetListing):
    joined = ("channel", "source", "retraction", "pin")

    def get_base_queryset(self):
        return super().get_base_queryset().defer("body", "text")

    def search_queryset(self, queryset):
        """What is live is found by the search engine; drafts, and all without an index, by the headline."""
        if not self.is_searching:
            return queryset
        hits = search.find(self.search_query, kind="article", newest=True, size=FOUND_MOST).hits
        found = [hit.article.pk for hit in hits if hit.article]
        by_headline = Q(headline__icontains=self.search_query)
        return queryset.filter(Q(pk__in=found) | by_headline & Q(live=False) if found else by_headline)

    def get_list_more_buttons(self, article):
        return [*super().get_list_more_buttons(article), *verbs.buttons(article, self.request.user)]


class EditArticle(EditView):
    def save_instance(self):
        news.keep_what_is_live(self.object)
        if "comments_closed" in self.form.cleaned_data:
            close = (
                readers.close_comments if self.form.cleaned_data["comments_closed"] else readers.open_comments
            )
            close(self.object)
        return super().save_instance()

    @cached_property
    def header_more_buttons(self):
        usual = [*super().header_more_buttons, *verbs.buttons(self.object, self.request.user)]
        return [*usual, *changed_by_source(self.object)]


def changed_by_source(article):
    """Where its source has changed it and the desk is asked: the way there."""
    waiting = article.source_changes.filter(outcome=Outcome.WAITING).values_list("pk", flat=True)
    label, icon = _("Changed by its source"), "resubmit"
    return [
        Button(label, url=reverse("changes:look", args=[pk]), icon_name=icon, priority=40) for pk in waiting
    ]


class ArticleViewSet(SnippetViewSet):
    model = Article
    url_prefix = "articles"
    url_namespace = "articles"
    chooser_base_url_path = "articles/choose"
    icon = "doc-full"
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    menu_order = 110
    menu_label = _("articles")
    index_view_class = ArticleListing
    edit_view_class = EditArticle
    filterset_class = ArticleFilters
    search_fields = ("headline",)
    ordering = ("-pk",)
    list_per_page = 30
    list_display = (
        "headline",
        words("state", _("state"), state),
        "channel",
        "source",
        moment("published_at", _("published at")),
    )

    @cached_property
    def edit_handler(self):
        return ObjectList(PANELS, base_form_class=ArticleForm)

    def get_urlpatterns(self):
        own = [path(f"<int:pk>/{name}/", verb.as_view(), name=name) for name, verb in verbs.VERBS.items()]
        return [*super().get_urlpatterns(), *own]


PANELS = [
    FieldPanel("headline", classname="title"),
    FieldPanel("lead", widget=forms.Textarea(attrs={"rows": 3})),
    FieldPanel("body", widget=BodyWidget),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("channel"), FieldPanel("importance")]),
            FieldRowPanel([FieldPanel("source"), FieldPanel("byline")]),
            FieldRowPanel([FieldPanel("dateline"), FieldPanel("canonical_url")]),
            FieldPanel("labels"),
        ],
        heading=_("where it belongs"),
    ),
    FieldPanel("cover", widget=CoverWidget),
    FieldPanel("editors_note", widget=forms.Textarea(attrs={"rows": 2})),
    FieldPanel("comments_closed", permission="readers.change_comment"),
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("embargo_until")],
        heading=_("address and embargo"),
        classname="collapsed",
    ),
    PublishingPanel(),
]

articles = ArticleViewSet()
