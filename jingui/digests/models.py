"""What we send: the issues of our two digests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingui.news.models import Article


class EditionKind(models.TextChoices):
    PREMARKET = "premarket", _("pre-market")
    EVENING = "evening", _("evening paper")


class Edition(models.Model):
    """盘前 / 晚报: one issue, published as an article; `sections` say what it told, channel by channel."""

    kind = models.CharField(_("kind"), max_length=9, choices=EditionKind)
    day = models.DateField(_("day"))
    headline = models.CharField(_("headline"), max_length=160)
    sections = models.JSONField(_("sections"), default=list)
    since = models.DateTimeField(_("news since"))
    until = models.DateTimeField(_("news until"))
    article = models.OneToOneField(
        Article, models.SET_NULL, null=True, blank=True, related_name="edition", verbose_name=_("article")
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["kind", "day"], name="edition_once")]

    def __str__(self):
        return self.headline
