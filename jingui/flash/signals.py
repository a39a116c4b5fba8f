"""Announcements that other apps may follow. Each is sent inside the transaction; act after commit.

Keyword arguments: `flash` (a flash.Flash).
"""

from django.dispatch import Signal

reported = Signal()
updated = Signal()
retracted = Signal()
