"""What the operators' door remembers: when each recurring job ran."""

from django.db import models


class Run(models.Model):
    """One job of the schedule: when it is due, and how it went; one row, however many workers there are."""

    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    error = models.CharField(max_length=400, blank=True)

    def __str__(self):
        return self.name
