"""When the news changes, search engines are to hear of it; of what lives elsewhere its own house tells."""

from django.conf import settings
from django.dispatch import receiver

from jingui import clock
from jingui.heralds import actions
from jingui.heralds.models import Herald
from jingui.heralds.queries import errands
from jingui.news import signals as news


@receiver(news.published)
def follow_publication(article, **kwargs):
    _note(article, (Herald.INDEXNOW, Herald.BAIDU), actions.SETTLE_SECONDS)


@receiver([news.updated, news.retracted])
def follow_change(article, **kwargs):
    _note(article, (Herald.INDEXNOW,), actions.REVISED_SECONDS)  # 百度 wants to hear of new pages only


def _note(article, heralds, settle_seconds):
    told = [errand.herald for errand in errands() if errand.herald in heralds]
    if not told or article.canonical_url or article.source.is_demo:
        return
    address = settings.BASE_URL.rstrip("/") + article.get_absolute_url()
    actions.note(address, heralds=told, now=clock.now(), settle_seconds=settle_seconds)
