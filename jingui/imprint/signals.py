"""Announcements that other apps may follow. Each is sent inside the transaction; act after commit.

Keyword arguments: `name` (of the page: about, contact …).
"""

from django.dispatch import Signal

page_changed = Signal()
