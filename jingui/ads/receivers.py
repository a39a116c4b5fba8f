"""Whatever is edited about ads is announced, from whichever page of the desk it was."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from jingui.ads import signals
from jingui.ads.models import Booking, Creative, Slot


def follow_edits(sender, **kwargs):
    signals.changed.send(sender)


for edited in (Booking, Creative, Slot):
    post_save.connect(follow_edits, sender=edited)
    post_delete.connect(follow_edits, sender=edited)


@receiver(m2m_changed, sender=Booking.channels.through)
def follow_channels(sender, action, **kwargs):
    if action.startswith("post_"):
        signals.changed.send(sender)
