"""Announcements that other apps may follow. Each is sent inside the transaction; act after commit.

Keyword arguments: `article` (a news.Article).
"""

from django.dispatch import Signal

published = Signal()  # it went live, or came back
updated = Signal()  # a live article changed: text, channel, story, another source, a correction
retracted = Signal()  # it is no longer shown: withdrawn, expired or deleted
