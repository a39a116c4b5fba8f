"""Articles and flashes as documents of the index. Five queries a kind, however many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import QuerySet

from jingui.flash.models import Flash
from jingui.markets.models import SUFFIX, Security
from jingui.news.models import Article
from jingui.search.index import Document
from jingui.text import pinyin

ROWS_A_QUERY = 500
ROUND_UPS = frozenset(
    {"盘前要闻", "财经晚报", "早报", "晚报", "收评"}
)  # tags of texts that tell of everything
SHORTEST_NAME_IN_PINYIN = 3  # initials of two letters would be found everywhere


def of_keys(keys: Iterable[str]) -> list[Document]:
    """The documents that are live among `keys`; the others are to be forgotten."""
    wanted: dict[str, list[int]] = {kind: [] for kind in ("article", "flash")}
    for key in keys:
        kind, _, pk = key.partition("-")
        wanted[kind].append(int(pk))
    articles = _articles().filter(pk__in=wanted["article"])
    flashes = _flashes().filter(pk__in=wanted["flash"])
    return [*map(of_article, articles), *map(of_flash, flashes)]


def everything() -> Iterator[Document]:
    """Every live article and flash, a batch of rows at a time."""
    for article in _articles().order_by("pk").iterator(ROWS_A_QUERY):
        yield of_article(article)
    for flash in _flashes().order_by("pk").iterator(ROWS_A_QUERY):
        yield of_flash(flash)


def how_many() -> int:
    """For a progress bar: not for a page."""
    return Article.objects.live().count() + Flash.objects.live().count()


def of_article(article: Article) -> Document:
    return Document(
        key=f"article-{article.pk}",
        headline=article.headline,
        text=article.text or article.lead,
        published_at=article.published_at,
        channels=(article.channel.slug,),
        source=article.source.slug,
        story=article.story_id,
        relates=ROUND_UPS.isdisjoint(map(str, article.tags)),
        **_named([mention.security for mention in article.mentions.all()], article.tags),
    )


def of_flash(flash: Flash) -> Document:
    return Document(
        key=f"flash-{flash.pk}",
        headline=flash.headline,
        text=flash.text,
        published_at=flash.published_at,
        channels=tuple(channel.slug for channel in flash.channels.all()),
        source=flash.source.slug,
        story=flash.story_id,
        **_named(list(flash.securities.all()), []),
    )


def _articles() -> QuerySet[Article]:
    found = Article.objects.live().select_related("channel", "source").defer("body")
    return found.prefetch_related("mentions__security__aliases")


def _flashes() -> QuerySet[Flash]:
    return Flash.objects.live().select_related("source").prefetch_related("channels", "securities__aliases")


def _named(securities: list[Security], tags: list[str]) -> dict[str, tuple[str, ...]]:
    """What the securities are called and how else they are typed; tags are names too."""
    names = [name for security in securities for name in _names(security)]
    codes = [code for security in securities for code in _codes(security)]
    return {
        "securities": tuple(security.symbol for security in securities),
        "names": tuple(dict.fromkeys([*names, *map(str, tags)])),
        "codes": tuple(dict.fromkeys(codes)),
    }


def _names(security: Security) -> list[str]:
    return [security.name, *(alias.name for alias in security.aliases.all())]


def _codes(security: Security) -> list[str]:
    """600519, 600519.sh, sh600519, gzmt, guizhoumaotai."""
    ticker, place = security.ticker.lower(), SUFFIX.get(security.exchange, security.exchange).lower()
    typed = [way for name in _names(security) if len(name) >= SHORTEST_NAME_IN_PINYIN for way in _typed(name)]
    return [ticker, f"{ticker}.{place}", f"{place}{ticker}", *typed]


@lru_cache(maxsize=10_000)
def _typed(name: str) -> tuple[str, ...]:
    """A name in pinyin: its initials, and in full."""
    return tuple(way for way in (pinyin.initials(name), pinyin.full(name)) if way)
