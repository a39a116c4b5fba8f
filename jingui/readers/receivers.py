"""When a reader leaves, what they kept goes with the account; their words go when they ask for it."""

from django.dispatch import receiver

from jingui.accounts.signals import account_closing
from jingui.readers import actions


@receiver(account_closing)
def follow_closing(reader, with_words, at, **kwargs):
    if with_words:
        actions.erase_comments(reader, at=at)
