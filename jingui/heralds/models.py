"""推送: what a search engine is to be told, and its receipt. Rows wait here until they are answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Herald(models.TextChoices):
    """Who carries the news to search engines."""

    INDEXNOW = "indexnow", "IndexNow"
    BAIDU = "baidu", _("Baidu")


class DispatchQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(next_at__isnull=False)

    def due(self, now):
        return self.filter(next_at__lte=now)


class Dispatch(models.Model):
    """One address for one herald. It waits while it has `next_at`; after that `accepted` says how it went."""

    herald = models.CharField(_("told to"), max_length=8, choices=Herald)
    address = models.URLField(_("address"), max_length=1000)
    queued_at = models.DateTimeField(_("queued at"))
    next_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=400, blank=True)

    objects = DispatchQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        constraints = [
            models.UniqueConstraint(
                fields=["herald", "address"],
                name="dispatch_waits_once",
                condition=models.Q(next_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["herald", "next_at"], name="dispatch_due", condition=models.Q(next_at__isnull=False)
            ),
            models.Index(fields=["-queued_at", "-id"], name="dispatch_newest"),
        ]

    def __str__(self):
        return f"{self.get_herald_display()}: {self.address}"
