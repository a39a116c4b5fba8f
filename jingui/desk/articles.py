"""稿件: filed, previewed, scheduled, locked and submitted with Wagtail's own means; listed fast."""

import django_filters
from django import forms
from django.db.models import Q
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from jingui.desk import article_verbs as verbs
from jingui.desk.article_form import ArticleForm
from jingui.desk.body import BodyWidget
from jingui.desk.cover import CoverWidget
from jingui.desk.listing import SnippetListing, moment, words
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


def keep_what_is_live(article):
    """What the pipeline published has no revision; before a person's first edit it gets the one that is live.

    So the edit can be compared with it and undone, and a scheduled change leaves the article where it is.
    """
    if article.live and article.live_revision_id is None:
        revision = Article.objects.get(pk=article.pk).save_revision(clean=False, log_action=False)
        Article.objects.filter(pk=article.pk).update(live_revision=revision)
        article.live_revision = article.latest_revision = revision


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
        keep_what_is_live(self.object)
        if "comments_closed" in self.form.cleaned_data:
            close = (
                readers.close_comments if self.form.cleaned_data["comments_closed"] else readers.open_comments
            )
            close(self.object)
        return super().save_instance()

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *verbs.buttons(self.object, self.request.user)]


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
