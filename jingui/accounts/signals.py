"""Announcements that other apps may follow. Each is sent inside the transaction; act after commit.

Keyword arguments: `reader` (an accounts.User), `with_words` (whether what they wrote goes too), `at`.
"""

from django.dispatch import Signal

account_closing = Signal()  # sent while its row is still there
