"""报道簇: articles about one event; merged, and told by the article that an editor chooses."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from jingui import clock
from jingui.desk.listing import DeskViewSet, Listing, moment
from jingui.desk.verbs import Verb, verb_button
from jingui.news import actions
from jingui.news.models import Article, Story

OFFERED_MOST = 60  # stories to merge with, the newest


class StoryVerb(Verb):
    permission = "news.change_story"
    back_to = "stories:index"
    serious = False

    def thing(self, pk):
        return get_object_or_404(Story, pk=pk)


class Merge(StoryVerb):
    """并入: several stories turn out to be one."""

    title = _("Merge into another story")
    question = _("The articles and flashes of this story go over to the other one. It can be undone.")
    verb = "jingui.merge"

    class form_class(forms.Form):
        into = forms.ModelChoiceField(label=_("into the story"), queryset=Story.objects.none())

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        stories = Story.objects.standing().exclude(pk=self.object.pk).newest_first()
        newest = stories.values_list("pk", flat=True)[:OFFERED_MOST]
        form.fields["into"].queryset = stories.filter(pk__in=list(newest))
        return form

    def do(self, story, form):
        actions.merge_stories(form.cleaned_data["into"], story, at=clock.now(), by=self.request.user)


class Lead(StoryVerb):
    """主稿: the article that stands for the story on every list."""

    title = _("Choose the lead article")
    verb = "jingui.lead"

    class form_class(forms.Form):
        article = forms.ModelChoiceField(
            label=_("lead article"),
            queryset=Article.objects.none(),
            widget=forms.RadioSelect,
            empty_label=None,
        )

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        reports = self.object.articles.live().select_related("source").defer("body", "text")
        form.fields["article"].queryset = reports.newest_first()
        form.fields["article"].label_from_instance = lambda article: f"{article.headline}（{article.source}）"
        form.fields["article"].initial = self.object.lead_article_id
        return form

    def do(self, story, form):
        actions.choose_lead(story, article=form.cleaned_data["article"])


class StoryListing(Listing):
    joined = ("lead_article",)

    def get_base_queryset(self):
        return super().get_base_queryset().standing()

    def get_list_more_buttons(self, story):
        verbs = ((Lead, "stories:lead", "pick"), (Merge, "stories:merge", "resubmit"))
        own = [verb_button(verb, name, story, self.request.user, icon=icon) for verb, name, icon in verbs]
        return [*super().get_list_more_buttons(story), *filter(None, own)]


class StoryViewSet(DeskViewSet):
    model = Story
    name = "stories"
    icon = "grid"
    menu_order = 130
    menu_label = _("stories")
    index_view_class = StoryListing
    ordering = ("-last_reported_at", "-pk")
    search_fields = ("headline",)
    list_display = (
        "headline",
        "source_count",
        "copy_count",
        moment("first_reported_at", _("first reported at")),
        moment("last_reported_at", _("last reported at")),
    )
    panels = (FieldPanel("headline"),)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/merge/", Merge.as_view(), name="merge"),
            path("<int:pk>/lead/", Lead.as_view(), name="lead"),
        ]


stories = StoryViewSet()
