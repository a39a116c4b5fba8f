"""Announcements that other apps may follow. Each is sent inside the transaction; act after commit."""

from django.dispatch import Signal

talk_changed = Signal()  # what readers see of an article's comments is another; `article`: its primary key
