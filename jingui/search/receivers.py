"""When the news or the wire changes, the index follows; neither ever hears of it."""

from django.dispatch import receiver

from jingui.flash import signals as wire
from jingui.news import signals as news
from jingui.search import actions


@receiver([news.published, news.updated, news.retracted])
def follow_article(article, **kwargs):
    actions.note_change(f"article-{article.pk}")


@receiver([wire.reported, wire.updated, wire.retracted])
def follow_flash(flash, **kwargs):
    actions.note_change(f"flash-{flash.pk}")
