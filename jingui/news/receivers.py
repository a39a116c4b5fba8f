"""When an editor publishes or withdraws through Wagtail, our own announcements follow."""

from django.dispatch import receiver
from wagtail.signals import published, unpublished

from jingui.news import actions
from jingui.news.models import Article


@receiver(published, sender=Article)
def follow_publishing(instance, **kwargs):
    if instance.live:  # Wagtail says so, too, when it has only scheduled it
        actions.date_published(instance)
        actions.announce_published(instance)


@receiver(unpublished, sender=Article)
def follow_unpublishing(instance, **kwargs):
    actions.announce_retracted(instance)
