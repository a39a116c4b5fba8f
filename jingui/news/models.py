"""What we publish: tables, constraints and the questions that chain. Actions change it, queries read it."""

from math import log1p

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from jingui.markets.models import Security
from jingui.text.html import sanitise, to_text

PLACED_BY_THE_NEWS = ("story_id", "leads", "published_at", "revised_at")


class Rights(models.TextChoices):
    """What the licence of a source lets us show."""

    FULL = "full", _("full text")
    SUMMARY = "summary", _("summary")
    LINK = "link", _("link only")


class Source(models.Model):
    """来源: the publisher a text comes from; its trust and its licence."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    homepage = models.URLField(_("homepage"), blank=True)
    rights = models.CharField(_("rights"), max_length=8, choices=Rights, default=Rights.SUMMARY)
    trust = models.PositiveSmallIntegerField(_("trust"), default=3, help_text=_("1 (low) to 5 (high)"))
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(name="source_trust_1_to_5", condition=Q(trust__gte=1, trust__lte=5))
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("source", args=[self.slug])


class Channel(models.Model):
    """频道: a shelf of the portal."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=20)
    description = models.CharField(_("description"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["position"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("flashes") if self.slug == "24h" else reverse("channel", args=[self.slug])


class StoryQuerySet(models.QuerySet):
    def standing(self):
        """Those that somebody tells: not merged into another, and not left by all their reports."""
        return self.filter(source_count__gt=0)

    def newest_first(self):
        return self.order_by("-last_reported_at", "-pk")


class Story(models.Model):
    """报道簇: articles about one event. The lead article stands for it on every list.

    One that an editor merged into another is empty and remembers where its reports went.
    """

    headline = models.CharField(_("headline"), max_length=160)
    lead_article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead article")
    )
    lead_is_chosen = models.BooleanField(default=False, editable=False)  # by an editor, so `retell` keeps it
    first_reported_at = models.DateTimeField(_("first reported at"))
    last_reported_at = models.DateTimeField(_("last reported at"))
    source_count = models.PositiveIntegerField(_("independent sources"), default=1)
    copy_count = models.PositiveIntegerField(_("sources with copies only"), default=0)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [models.Index(fields=["-last_reported_at", "-id"], name="story_newest")]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("story", args=[self.pk])

    @property
    def heat(self):
        """How widely it is told, from 1.0: who told it in their own words, and a little for who copied them.

        Copies count by their logarithm: the first says that others found it worth printing, the hundredth
        says nothing more, and a hundred weigh less than five houses that went and asked.
        """
        return max(self.source_count, 1) + log1p(self.copy_count)


class ArticleQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live=True)

    def leading(self):
        """One article a story: those in none, and those that lead theirs."""
        return self.filter(leads=True)

    def in_channel(self, channel):
        return self.filter(channel=channel)

    def from_source(self, source):
        return self.filter(source=source)

    def published_between(self, start, end):
        return self.filter(published_at__gte=start, published_at__lt=end)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def before(self, cursor):
        """Continue after `cursor`, the (published_at, pk) of the last article shown."""
        at, pk = cursor
        return self.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))

    def after(self, cursor):
        """What came later than `cursor`, the (published_at, pk) of an article."""
        at, pk = cursor
        return self.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=pk))

    def for_cards(self, *, text_too=False):
        """Only what an article card shows, with its channel, source and story."""
        unseen = ["body"] if text_too else ["body", "text"]
        return self.defer(*unseen).select_related("channel", "source", "story")


class Article(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """稿件: one publishable text.

    Draft, scheduled, live and expired are Wagtail's states; this model adds no status of its own.
    Every way to publish ends in `news.actions.announce_published`.
    """

    headline = models.CharField(_("headline"), max_length=160)
    slug = models.SlugField(_("slug"), max_length=120)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("body"), blank=True, help_text=_("clean HTML, as the pipeline leaves it"))
    text = models.TextField(_("plain text"), blank=True, editable=False)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="articles", verbose_name=_("channel"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("source"))
    rights = models.CharField(_("rights"), max_length=8, choices=Rights, default=Rights.FULL)
    byline = models.CharField(_("byline"), max_length=120, blank=True)
    dateline = models.CharField(_("dateline"), max_length=60, blank=True)
    editors_note = models.TextField(_("editor's note"), blank=True)
    canonical_url = models.URLField(_("canonical address"), max_length=1000, blank=True)
    cover = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    importance = models.PositiveSmallIntegerField(_("importance"), default=3)
    story = models.ForeignKey(
        Story, models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("story")
    )
    leads = models.BooleanField(_("leads its story"), default=True, editable=False)
    published_at = models.DateTimeField(_("published at"))
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    securities = models.ManyToManyField(Security, through="Mention", related_name="articles")

    objects = ArticleQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="article_newest",
                condition=Q(live=True, leads=True),
            ),
            models.Index(
                fields=["channel", "-published_at", "-id"],
                name="article_channel_newest",
                condition=Q(live=True, leads=True),
            ),
            models.Index(
                fields=["source", "-published_at", "-id"],
                name="article_source_newest",
                condition=Q(live=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_importance_1_to_5", condition=Q(importance__gte=1, importance__lte=5)
            ),
            models.CheckConstraint(
                name="article_live_only_after_embargo",
                condition=Q(live=False)
                | Q(embargo_until=None)
                | Q(last_published_at__isnull=False, last_published_at__gte=F("embargo_until")),
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("article", args=[self.pk, self.slug])

    def clean(self):
        """The body is clean, the plain text follows it, and an embargo is a schedule: not live before."""
        super().clean()
        self.body = sanitise(self.body)
        self.text = to_text(self.body)
        if self.embargo_until:
            self.go_live_at = max(self.go_live_at or self.embargo_until, self.embargo_until)

    def with_content_json(self, content):
        """A revision brings back what an editor wrote, not where the article stood in the news."""
        article = super().with_content_json(content)
        for name in PLACED_BY_THE_NEWS:
            setattr(article, name, getattr(self, name))
        return article

    def serve_preview(self, request, mode_name):
        """The page that readers will see; it belongs to a storey above, so it is named in the settings."""
        return import_string(settings.ARTICLE_PREVIEW)(request, self)

    @property
    def is_retracted(self):
        return hasattr(self, "retraction")


class Copy(models.Model):
    """转载: another source that carried (nearly) the same text; shown beside the article's own source."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="copies")
    source = models.ForeignKey(Source, models.PROTECT, related_name="copies", verbose_name=_("source"))
    url = models.URLField(_("address"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("published at"))
    likeness = models.FloatField(_("likeness"), default=1.0)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        constraints = [
            models.UniqueConstraint(fields=["article", "source", "url"], name="copy_once"),
        ]

    def __str__(self):
        return f"{self.source}: {self.url}"


class Mention(models.Model):
    """提及: an article naming a security."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions")
    security = models.ForeignKey(Security, models.CASCADE, related_name="mentions")
    in_headline = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["article", "security"], name="mention_once")]

    def __str__(self):
        return f"{self.security}"


class Regrouping(models.Model):
    """并簇、拆簇: which reports an editor moved from one story to another, or out of it; can be undone once.

    `target` None: they were split off and stand alone.
    """

    origin = models.ForeignKey(
        Story, models.CASCADE, related_name="partings", verbose_name=_("from the story")
    )
    target = models.ForeignKey(
        Story,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="arrivals",
        verbose_name=_("into the story"),
    )
    articles = models.JSONField(default=list)  # primary keys
    flashes = models.JSONField(default=list)  # primary keys
    at = models.DateTimeField(_("done at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("merge or split")
        verbose_name_plural = _("merges and splits")

    def __str__(self):
        return f"{self.origin}"


class Pin(models.Model):
    """置顶: an editor's word that an article leads the front page, until a time."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="pin")
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("pins")

    def __str__(self):
        return f"{self.article}"


class CorrectionKind(models.TextChoices):
    """Who mended the text: we, or its source, whom we followed."""

    CORRECTION = "correction", _("correction")
    UPDATE = "update", _("update of the source")


class Correction(models.Model):
    """更正: a visible fix, printed above the text; also what a source changed in its own text (更新)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"), max_length=10, choices=CorrectionKind, default=CorrectionKind.CORRECTION, editable=False
    )
    at = models.DateTimeField(_("corrected at"))
    note = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at"]

    def __str__(self):
        return self.note


class Retraction(models.Model):
    """撤稿: a visible withdrawal; the page answers 410 with the note."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="retraction")
    at = models.DateTimeField(_("retracted at"))
    note = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")

    def __str__(self):
        return self.note
