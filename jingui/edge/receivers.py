"""When the news changes, every edge hears which pages show it, within the same transaction."""

from django.dispatch import receiver

from jingui.ads import signals as ads_signals
from jingui.broadcast.actions import send
from jingui.clock import in_beijing
from jingui.flash import signals as flash_signals
from jingui.imprint import signals as imprint_signals
from jingui.news import signals as news_signals
from jingui.readers import signals as readers_signals


@receiver([news_signals.published, news_signals.updated, news_signals.retracted])
def follow_article(article, **kwargs):
    send("purge", keys=keys_of_article(article))


@receiver(flash_signals.reported)
def follow_report(flash, **kwargs):
    _tell(flash, "flash")


@receiver(flash_signals.updated)
def follow_update(flash, **kwargs):
    _tell(flash, "updated")


@receiver(flash_signals.retracted)
def follow_retraction(flash, **kwargs):
    _tell(flash, "retracted")


@receiver(readers_signals.talk_changed)
def follow_talk(article, **kwargs):
    send("purge", keys=[f"article-{article}"])


@receiver(ads_signals.changed)
def follow_ads(**kwargs):
    send("purge", keys=["ads"])


@receiver(imprint_signals.page_changed)
def follow_page(name, **kwargs):
    send("purge", keys=[f"page-{name}"])


def _tell(flash, event):
    send("purge", keys=keys_of_flash(flash))
    send("flash", pk=flash.pk, event=event)


def keys_of_article(article):
    """The surrogate keys of every page that an article appears on."""
    keys = [
        "home",
        "feed",
        f"article-{article.pk}",
        f"channel-{article.channel.slug}",
        f"source-{article.source.slug}",
        f"day-{in_beijing(article.published_at).date()}",
    ]
    if article.story_id:
        keys.append(f"story-{article.story_id}")
    return keys


def keys_of_flash(flash):
    """The surrogate keys of every page that a flash appears on."""
    keys = ["wire", f"flash-{flash.pk}", f"source-{flash.source.slug}"]
    keys += [f"channel-{channel.slug}" for channel in flash.channels.all()]
    keys += [f"security-{security.symbol}" for security in flash.securities.all()]
    if flash.story_id:
        keys.append(f"story-{flash.story_id}")
    return keys
