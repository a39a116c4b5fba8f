"""The outbox: what changed and is not in the index yet, written in the same transaction as the change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pending(models.Model):
    """One change of one document. Rows are only added and, once indexed, deleted: none can be missed."""

    key = models.CharField(_("key"), max_length=40)  # article-12, flash-7
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pending change")
        verbose_name_plural = _("pending changes")

    def __str__(self):
        return self.key
