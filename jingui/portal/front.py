"""The front page, composed: what leads, what follows, and every story once."""

from dataclasses import dataclass
from math import log2

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jingui.flash import queries as wire
from jingui.news import queries as news
from jingui.portal.frame import frame
from jingui.portal.month import month_of
from jingui.readers import queries as readers

HOURS_WORTH_ONE_IMPORTANCE = 9
SECONDS_BESIDE_THE_HERO = 3
LIST_SIZE = 8
FLASHES_BESIDE = 11
HOT_SIZE = 5
HOT_LIST_SIZE = 15

TABS = {  # address -> its name, and the channels it shows
    "latest": (pgettext_lazy("tab", "Latest"), ()),
    "hot": (pgettext_lazy("tab", "Hot"), ()),
    "all": (pgettext_lazy("tab", "All"), ()),
    "forex": (pgettext_lazy("tab", "Forex"), ("forex",)),
    "24h": (_("24 hours"), ()),
    "futures": (pgettext_lazy("tab", "Futures"), ("futures", "futures-research")),
    "funds": (pgettext_lazy("tab", "Funds"), ("funds",)),
    "metals": (pgettext_lazy("tab", "Precious metals"), ("metals",)),
    "stocks": (pgettext_lazy("tab", "Stocks"), ("stocks",)),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """What the open tab shows: articles or flashes, and where it goes on."""

    tab: str
    articles: list
    flashes: list
    next_cursor: tuple | None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page."""

    hero: object | None
    hero_characters: int
    seconds: list
    listed: Listed
    blocks: list
    flashes: list
    hot: list
    month: object


def tabs():
    """(address, name) of every tab, in order."""
    return [(tab, name) for tab, (name, _channels) in TABS.items()]


def compose(*, now, tab="latest", before=None):
    """The whole front page with `tab` open. At most 10 database queries."""
    leaders = lead(now)
    hottest = readers.hot_week(now, size=HOT_LIST_SIZE).entries
    taken = {article.pk for article in leaders}
    listed = in_tab(tab, now=now, before=before, taken=taken, hottest=hottest)
    taken |= {article.pk for article in listed.articles}
    hot = [entry for entry in hottest if entry.article.pk not in taken][:HOT_SIZE]
    taken |= {entry.article.pk for entry in hot}
    return Front(
        hero=leaders[0] if leaders else None,
        hero_characters=news.length(leaders[0]) if leaders else 0,
        seconds=leaders[1:],
        listed=listed,
        blocks=news.newest_by_channel(frame().channels, without=taken),
        flashes=wire.latest(size=FLASHES_BESIDE),
        hot=hot,
        month=month_of(now),
    )


def lead(now):
    """What leads the page: what editors pinned, then by importance, age and sources; nothing older."""
    fresh = news.weightiest(now=now, hours=settings.LEAD_HOURS)
    ranked = sorted(fresh, key=lambda article: (not article.is_pinned, -_weight(article, now)))
    return ranked[: 1 + SECONDS_BESIDE_THE_HERO]


def _weight(article, now):
    hours = (now - article.published_at).total_seconds() / 3600
    heat = article.story.heat if article.story else 1
    return article.importance + log2(heat) / 2 - hours / HOURS_WORTH_ONE_IMPORTANCE


def in_tab(tab, *, now, before, taken, hottest):
    """What `tab` lists, without what is already on the page."""
    if tab == "24h":
        stretch = wire.wire(before=before, size=LIST_SIZE * 2)
        return Listed(tab, [], stretch.flashes, stretch.next_cursor)
    if tab == "hot":
        articles = [entry.article for entry in hottest]
        articles = articles or news.weightiest(now=now, hours=72, size=LIST_SIZE + len(taken))
        return Listed(tab, [a for a in articles if a.pk not in taken][:LIST_SIZE], [], None)
    shelf = _shelf(tab, before=before, size=LIST_SIZE, without=taken)
    return Listed(tab, shelf.articles, [], shelf.next_cursor)


def _shelf(tab, **asked):
    if tab == "all":
        return news.everything(**asked)
    channels = TABS[tab][1]
    return news.of_channels(channels, **asked) if channels else news.latest(**asked)
