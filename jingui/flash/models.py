"""快讯: one paragraph, timestamped, round the clock."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingui.markets.models import Security
from jingui.news.models import Channel, Source, Story


class Urgency(models.IntegerChoices):
    """突发 1, 重要 2, 普通 3 (IPTC has eight)."""

    FLASH = 1, _("breaking")
    URGENT = 2, _("important")
    NORMAL = 3, _("normal")


class FlashQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live=True)

    def urgent(self):
        return self.filter(urgency__lte=Urgency.URGENT)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def before(self, cursor):
        """Continue after `cursor`, the (published_at, pk) of the last flash shown."""
        at, pk = cursor
        return self.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))


class Flash(models.Model):
    """快讯: one paragraph with a source and, where it has one, a story."""

    headline = models.CharField(_("headline"), max_length=160, blank=True)
    text = models.TextField(_("text"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="flashes", verbose_name=_("source"))
    url = models.URLField(_("address"), max_length=1000, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.NORMAL)
    published_at = models.DateTimeField(_("published at"))
    channels = models.ManyToManyField(Channel, related_name="flashes", blank=True)
    securities = models.ManyToManyField(Security, related_name="flashes", blank=True)
    story = models.ForeignKey(
        Story, models.SET_NULL, null=True, blank=True, related_name="flashes", verbose_name=_("story")
    )
    also_from = models.ManyToManyField(Source, related_name="+", blank=True)
    live = models.BooleanField(_("live"), default=True)

    objects = FlashQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("flash")
        verbose_name_plural = _("flashes")
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="flash_newest", condition=Q(live=True)),
            models.Index(
                fields=["source", "-published_at", "-id"],
                name="flash_source_newest",
                condition=Q(live=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="flash_urgency_1_to_3", condition=Q(urgency__gte=1, urgency__lte=3))
        ]

    def __str__(self):
        return self.headline or self.text[:40]

    def get_absolute_url(self):
        return f"{reverse('flashes')}#flash-{self.pk}"
