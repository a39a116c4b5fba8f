"""Notices: written in the same transaction as what they announce, so none is lost and none is early."""

from django.db import models


class Notice(models.Model):
    """One announcement to other processes; followed in order of its number, swept after a day."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    kind = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)

    def __str__(self):
        return f"{self.kind} {self.pk}"
