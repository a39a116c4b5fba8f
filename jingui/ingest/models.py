"""来稿: what is polled, what came in, and what was decided about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingui.flash.models import Flash
from jingui.news.models import Article, Channel, Source, Story

# The keys of `Feed.rules`, each a field of draft.SourceFacts: what an editor set otherwise than usual.
RULES = (
    "channels", "hold_all", "channel_threshold", "copy_likeness", "max_age_hours", "needs_picture",
    "most_unpaired",
)  # fmt: skip

SELECTED = ("links", "headline", "body", "date", "byline")  # what a CSS selector may find


class FeedKind(models.TextChoices):
    FEED = "feed", _("RSS, Atom or JSON Feed")
    PAGE = "page", _("web list page")
    WIRE = "wire", _("wire (flashes)")


class FeedQuerySet(models.QuerySet["Feed"]):
    def active(self) -> FeedQuerySet:
        return self.filter(paused=False)

    def due(self, now: datetime) -> FeedQuerySet:
        """Active, its time has come, and no worker holds it."""
        return (
            self.active().filter(next_poll_at__lte=now).filter(Q(lease_until=None) | Q(lease_until__lte=now))
        )


class Feed(models.Model):
    """订阅源: an address we poll. `next_poll_at`, `lease_until` and `failures` are its whole schedule."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="feeds", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=8, choices=FeedKind, default=FeedKind.FEED)
    url = models.URLField(_("address"), max_length=1000, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    selectors = models.JSONField(_("selectors"), default=dict, blank=True)  # see SELECTED
    rules = models.JSONField(_("rules"), default=dict, blank=True)  # see RULES
    fetch_pages = models.BooleanField(_("fetch the full page of each item"), default=False)
    paused = models.BooleanField(_("paused"), default=False)

    etag = models.CharField(max_length=400, blank=True, editable=False)
    last_modified = models.CharField(max_length=120, blank=True, editable=False)
    interval_seconds = models.PositiveIntegerField(_("interval in seconds"), default=900)
    next_poll_at = models.DateTimeField(_("next poll"), db_index=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=400, blank=True)
    last_item_at = models.DateTimeField(_("newest item"), null=True, blank=True)

    if TYPE_CHECKING:  # the reverse sides, which django-stubs sees only with its plugin
        items: Any
        fetches: Any

    objects: ClassVar[Any] = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")

    def __str__(self) -> str:
        return self.title or self.url


class Fetch(models.Model):
    """One poll of a feed: what it cost and what it brought. Swept after thirty days."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="fetches")
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    size = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    new_items = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.feed} {self.at:%m-%d %H:%M}"


class ItemState(models.TextChoices):
    NEW = "new", _("waiting")
    JUDGED = "judged", _("judged")
    FAILED = "failed", _("failed")


class VerdictChoice(models.TextChoices):
    PUBLISH = "publish", _("publish")
    HOLD = "hold", _("hold")
    DROP = "drop", _("drop")


class ItemQuerySet(models.QuerySet["Item"]):
    def waiting(self, now: datetime) -> ItemQuerySet:
        """New, its time has come, and no worker holds it."""
        return self.filter(state=ItemState.NEW, next_at__lte=now).filter(
            Q(lease_until=None) | Q(lease_until__lte=now)
        )

    def held(self) -> ItemQuerySet:
        return self.filter(state=ItemState.JUDGED, verdict=VerdictChoice.HOLD, settled_at=None)


class Item(models.Model):
    """来稿: one thing a feed gave us, raw, with its trail and its verdict."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="items", verbose_name=_("feed"))
    guid = models.CharField(max_length=400)
    raw = models.JSONField(
        default=dict
    )  # the fields of a Draft as they came: title, html, text, url, published…
    fetched_at = models.DateTimeField(_("fetched at"))

    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    headline = models.CharField(_("headline"), max_length=200, blank=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=VerdictChoice, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    trail = models.JSONField(_("trail"), default=list)
    judged = models.JSONField(default=dict)  # what the pipeline made of it, as `jingui judge` prints it
    judged_at = models.DateTimeField(_("judged at"), null=True)
    channel = models.ForeignKey(Channel, models.SET_NULL, null=True, blank=True, verbose_name=_("channel"))
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="items")
    # A story exists from its second report on. In the steps it is "story-<pk>", and before that "item-<pk>"
    # of the first report: the Story is made when a draft names an "item-…" that is not its own.
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="items")
    flash = models.ForeignKey(Flash, models.SET_NULL, null=True, blank=True, related_name="items")
    # One that is published is NEW again, with its verdict, when it is to be looked at again: its source
    # changed it (then `looks` counts that, and `looked_at` is when), or its pictures are to be fetched.
    looks = models.PositiveSmallIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when an editor decided about a held one
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    if TYPE_CHECKING:  # as above
        article_id: int | None
        flash_id: int | None
        channel_id: int | None
        settled_by_id: int | None
        lessons: Any
        changes: Any

    objects: ClassVar[Any] = ItemQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [models.UniqueConstraint(fields=["feed", "guid"], name="item_once_a_feed")]
        indexes = [
            models.Index(fields=["next_at"], name="item_waiting", condition=Q(state="new")),
            models.Index(
                fields=["-judged_at"],
                name="item_held",
                condition=Q(state="judged", verdict="hold", settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.guid


class Outcome(models.TextChoices):
    WAITING = "waiting", _("waits for the desk")
    FOLLOWED = "followed", _("updated by itself")
    TAKEN = "taken", _("the source's version taken")
    KEPT = "kept", _("ours kept")
    LAPSED = "lapsed", _("overtaken")


class ChangeQuerySet(models.QuerySet["Change"]):
    def waiting(self) -> ChangeQuerySet:
        return self.filter(outcome=Outcome.WAITING)


class Change(models.Model):
    """来源改动: what a source changed in a text after we published it, and what became of that.

    Of an item one at most waits for the desk: changed again by the source, that one is brought up to date.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="changes", verbose_name=_("item"))
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="source_changes", verbose_name=_("article")
    )
    at = models.DateTimeField(_("changed at"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.WAITING)
    reason = models.CharField(_("reason"), max_length=200, blank=True)  # why the desk is asked
    note = models.TextField(_("what was changed"))
    was = models.JSONField(default=dict)  # headline and text, as readers saw them
    judged = models.JSONField(default=dict)  # the new version, as Item.judged
    settled_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects: ClassVar[Any] = ChangeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a source")
        verbose_name_plural = _("changes of sources")
        constraints = [
            models.UniqueConstraint(
                fields=["item"], name="change_waits_once_an_item", condition=Q(outcome="waiting")
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="change_newest")]

    def __str__(self) -> str:
        return f"{self.article}"


class Clue(models.Model):
    """What finds a known text again: an exact digest, a MinHash band or a telling term, each as one number.

    The window of the deduplication and of the stories is kept here and nowhere else, so the cost of
    an item does not grow with the archive.
    """

    key = models.BigIntegerField()
    item = models.ForeignKey(Item, models.CASCADE, related_name="clues")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "-at"], name="clue_newest"),
            models.Index(fields=["at"], name="clue_age"),
        ]

    def __str__(self) -> str:
        return f"{self.key:x}"


class Lesson(models.Model):
    """改投: where an editor put a text, and where the pipeline would have; `jingui train --from-desk` learns.

    It keeps the text it was about: raw items are swept, and what was taught should not be.
    """

    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="lessons")
    headline = models.CharField(_("headline"), max_length=200)
    text = models.TextField(_("text"))  # its beginning, as much as the models read
    said = models.CharField(_("the pipeline said"), max_length=40, blank=True)  # the slug of a shelf
    decided = models.CharField(_("the editor decided"), max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return f"{self.headline}: {self.said} → {self.decided}"


class Template(models.Model):
    """版式: what the pages of a source showed of their layout, by host; the steps conclude from it.

    Not on the feed: two feeds of a house share their pages, and one feed may lead to many hosts.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="templates", verbose_name=_("source"))
    host = models.CharField(_("host"), max_length=200, blank=True)
    seen = models.JSONField(default=list)  # extraction.template.Seen, in order of arrival, the newest twelve
    learned_at = models.DateTimeField(_("learned at"))

    class Meta:
        verbose_name = _("page layout")
        verbose_name_plural = _("page layouts")
        constraints = [models.UniqueConstraint(fields=["source", "host"], name="template_once_a_host")]

    def __str__(self) -> str:
        return f"{self.source} {self.host}"
