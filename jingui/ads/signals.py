"""Announcements that other apps may follow. Each is sent inside the transaction; act after commit."""

from django.dispatch import Signal

changed = Signal()  # what the slots show may be another: something was booked, edited, paused, or is full
