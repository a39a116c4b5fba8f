"""What readers do: they read, keep, watch and comment."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from jingui.markets.models import Security
from jingui.news.models import Article


class ReadCount(models.Model):
    """How often an article was read on a day (Beijing time); nobody's name is kept."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="read_counts")
    day = models.DateField()
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("read count")
        verbose_name_plural = _("read counts")
        constraints = [models.UniqueConstraint(fields=["day", "article"], name="read_count_once")]

    def __str__(self):
        return f"{self.article_id} {self.day}: {self.reads}"


class Bookmark(models.Model):
    """收藏: an article that a reader keeps."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    article = models.ForeignKey(Article, models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["reader", "article"], name="bookmark_once")]

    def __str__(self):
        return f"{self.reader}: {self.article}"


class Watch(models.Model):
    """自选: a security that a reader follows."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    security = models.ForeignKey(Security, models.CASCADE, related_name="watches")
    at = models.DateTimeField(_("followed at"))

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [models.UniqueConstraint(fields=["reader", "security"], name="watch_once")]

    def __str__(self):
        return f"{self.reader}: {self.security}"


class CommentState(models.TextChoices):
    """先审后发: what a new reader writes is not shown before someone has read it."""

    PENDING = "pending", _("waiting for review")
    APPROVED = "approved", _("shown")
    HIDDEN = "hidden", _("hidden by reports")
    REJECTED = "rejected", _("rejected")
    REMOVED = "removed", _("removed by its author")


WAITING = (CommentState.PENDING, CommentState.HIDDEN)


class Cause(models.TextChoices):
    """Why a comment waits, or why nobody had to read it to refuse it."""

    NEW = "new", _("a reader not trusted yet")
    TERM = "term", _("a listed term")
    LINK = "link", _("a link")
    TRAP = "trap", _("filled in like a robot")
    REPORTS = "reports", _("reported by readers")
    ALL = "all", _("every comment is reviewed")


class Discussion(models.Model):
    """What is known of an article's comments as a whole; there is none before the first comment."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="discussion")
    shown = models.PositiveIntegerField(default=0)  # counted anew in the transaction that changes it
    closed = models.BooleanField(_("comments are closed"), default=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self):
        return f"{self.article_id}: {self.shown}"


class CommentQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state=CommentState.APPROVED)

    def pending(self):
        return self.filter(state=CommentState.PENDING)

    def waiting(self):
        """For an editor: never seen, or hidden by reports."""
        return self.filter(state__in=WAITING)

    def reported(self):
        return self.filter(reports__gt=0)

    def before(self, cursor):
        """Continue after `cursor`, the (at, pk) of the last comment shown, newest first."""
        at, pk = cursor
        return self.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))


class Comment(models.Model):
    """评论: what a reader says about an article; a reply has a parent, and replies are not replied to."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name=_("article"))
    author = models.ForeignKey(  # empty: the account is gone, the words stay
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="comments",
        verbose_name=_("author"),
    )
    by_newsroom = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    thread = models.BigIntegerField(
        null=True
    )  # the key of the comment that began it: its own or its parent's
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=CommentState, default=CommentState.PENDING)
    cause = models.CharField(_("cause"), max_length=8, choices=Cause, blank=True)
    detail = models.CharField(max_length=80, blank=True)  # the term that was found
    reports = models.PositiveIntegerField(default=0)  # those that no editor has looked at yet
    at = models.DateTimeField(_("written at"))
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rejected_at = models.DateTimeField(
        null=True, blank=True
    )  # by an editor; stays when its author removes it

    objects = CommentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(
                fields=["article", "-at", "-id"], name="comment_threads", condition=Q(parent__isnull=True)
            ),
            models.Index(fields=["thread", "at", "id"], name="comment_of_thread"),
            models.Index(fields=["author", "-at"], name="comment_of_author"),
            models.Index(fields=["state", "at", "id"], name="comment_in_state"),
            models.Index(fields=["-reports", "at"], name="comment_reported", condition=Q(reports__gt=0)),
        ]
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]

    def __str__(self):
        return self.text[:40]

    @property
    def is_shown(self):
        return self.state == CommentState.APPROVED

    @property
    def version(self):
        """Changes when its author changes the words: what an editor read is what is decided about."""
        return str(round(self.edited_at.timestamp() * 1_000_000)) if self.edited_at else "0"


class Reason(models.TextChoices):
    """What a reader may hold against a comment."""

    SPAM = "spam", _("advertising or spam")
    ABUSE = "abuse", _("insults or harassment")
    FALSE = "false", _("false or misleading")
    TIPS = "tips", _("illegal stock tips")
    ILLEGAL = "illegal", _("against the law")
    OTHER = "other", _("something else")


class Report(models.Model):
    """举报: a reader asks the newsroom to look at a comment, once."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="complaints")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    at = models.DateTimeField(_("reported at"))
    settled_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["reporter", "-at"], name="report_of_reader")]
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="report_once")]

    def __str__(self):
        return f"{self.comment_id}: {self.reason}"


class Level(models.TextChoices):
    """What an editor has decided about a reader; without a decision, trust is earned."""

    VOUCHED = "vouched", _("trusted by an editor")
    BARRED = "barred", _("may not comment")


class Standing(models.Model):
    """信任与禁言: an editor's decision about a reader."""

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="standing")
    level = models.CharField(_("level"), max_length=8, choices=Level)
    at = models.DateTimeField(_("decided at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")

    def __str__(self):
        return f"{self.reader}: {self.level}"


class Outcome(models.TextChoices):
    """What a listed term does to the comment that holds it."""

    HOLD = "hold", _("hold for review")
    REJECT = "reject", _("reject at once")


class TermList(models.Model):
    """词表: terms that the operator supplies, one a line."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    outcome = models.CharField(_("a comment with one of these"), max_length=8, choices=Outcome)
    terms = models.TextField(_("terms"), blank=True)
    enabled = models.BooleanField(_("in use"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("term list")
        verbose_name_plural = _("term lists")

    def __str__(self):
        return self.name


class Policy(models.TextChoices):
    """When a comment is shown."""

    ALL = "all", _("after review, every comment")
    TRUST = "trust", _("after review, but trusted readers' at once")
    OPEN = "open", _("at once, unless a term or a link holds it")


class CommentRules(BaseGenericSetting):
    """评论规则: one row, edited in the desk's settings."""

    policy = models.CharField(_("comments are shown"), max_length=8, choices=Policy, default=Policy.TRUST)
    approvals = models.PositiveSmallIntegerField(
        _("approved comments until a reader is trusted"), default=3, validators=[MinValueValidator(1)]
    )
    reports = models.PositiveSmallIntegerField(
        _("reports that hide a comment"), default=3, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("comment rules")

    def __str__(self):
        return str(self._meta.verbose_name)
