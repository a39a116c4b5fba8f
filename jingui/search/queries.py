"""Finding the news. Every function here costs a fixed number of database queries."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q
from django.utils.safestring import SafeString

from jingui.flash.models import Flash
from jingui.markets.models import Security
from jingui.news import queries as news
from jingui.news.models import Article, Rights, Source
from jingui.search import engines, terms
from jingui.search.highlight import excerpt, marked
from jingui.search.index import IndexUnavailable, Matches, Wanted

LAST_PAGE = 50  # who wants more asks better
SHORTEST_PINYIN = 2
SHORTEST_MISTYPED = 3  # characters; of two, one wrong says nothing
LONGEST_MISTYPED = 12
SHOWN_OF_BOTH = ("published_at", "source__slug", "source__name")
SHOWN_OF_ARTICLES = (
    *("slug", "headline", "lead", "text", "rights", "channel__slug", "channel__name"),
    *SHOWN_OF_BOTH,
)
SHOWN_OF_FLASHES = ("text", "headline", *SHOWN_OF_BOTH)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: an article or a flash, with what was asked in <mark>."""

    article: Article | None
    flash: Flash | None
    headline_html: SafeString
    excerpt_html: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits."""

    hits: list[Hit]
    total: int
    seconds: float
    page: int = 1
    has_next: bool = False

    @property
    def sources(self) -> list[Source]:
        """Who wrote what is on this page, each once."""
        written = (hit.article or hit.flash for hit in self.hits)
        return list(dict.fromkeys(it.source for it in written if it is not None))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a reader may mean while typing."""

    securities: list[Security]
    articles: list[Article]


def find(
    q: str,
    *,
    channel: str | None = None,
    source: str | None = None,
    kind: str | None = None,
    since: datetime | None = None,
    newest: bool = False,
    page: int = 1,
    size: int = 20,
    now: datetime | None = None,
) -> Found:
    """What holds `q`, ranked, or newest first (two queries at most). `kind` is article or flash.

    Never raises for what a reader typed; a missing index finds nothing.
    """
    started = time.perf_counter()
    page = min(max(page, 1), LAST_PAGE)
    wanted = Wanted(
        text=q, now=now, channel=channel, source=source, kind=kind, since=since, newest=newest,
        offset=(page - 1) * size, size=size,
    )  # fmt: skip
    matches = _matches(wanted)
    hits = _hits(matches.keys, terms.asked(q))
    more = matches.total > page * size and page < LAST_PAGE
    return Found(hits, matches.total, time.perf_counter() - started, page, more)


def suggest(q: str, *, size: int = 8) -> Suggestions:
    """Securities and headlines that begin with or hold what is being typed (two queries)."""
    if not terms.asked(q).text:
        return Suggestions([], [])
    try:
        keys = engines.current().suggest(q, size=size)
    except IndexUnavailable as error:
        _say(error)
        keys = []
    return Suggestions(securities(q, size=size), news.by_ids([int(key.partition("-")[2]) for key in keys]))


def securities(q: str, *, size: int = 8) -> list[Security]:
    """Securities by ticker, name, alias or pinyin initials; the shorter the name, the closer (one query)."""
    folded = terms.asked(q).text
    return _securities(folded, size) if folded else []


def meant(q: str) -> str | None:
    """What a reader may have meant: a security's name with one character otherwise, or all words but one.

    One query, and a look into the index for each word.
    """
    asked = terms.asked(q)
    if not SHORTEST_MISTYPED <= len(asked.text) <= LONGEST_MISTYPED:
        return None
    if not asked.text.isascii() and (security := _almost_called(asked.text)):
        return security.name
    shorter = ["".join(asked.words[:at] + asked.words[at + 1 :]) for at in range(len(asked.words))]
    found = [(_matches(Wanted(text=words, size=1)).total, len(words), words) for words in shorter if words]
    total, _length, words = max(found, default=(0, 0, ""))
    return words if total else None


def _almost_called(name: str) -> Security | None:
    near = (f"{re.escape(name[:at])}.{re.escape(name[at + 1 :])}" for at in range(len(name)))
    return Security.objects.filter(name__iregex=f"^({'|'.join(near)})$").order_by("ticker").first()


def related(article: Article, *, size: int = 6) -> list[Article]:
    """Articles with the same securities or telling words; each story once, never its own (one query)."""
    try:
        keys = engines.current().related(f"article-{article.pk}", size=3 * size)
    except IndexUnavailable as error:
        _say(error)
        return []
    shown: dict[tuple[str, int], Article] = {}
    for other in news.by_ids([int(key.partition("-")[2]) for key in keys]):
        if other.story_id is None or other.story_id != article.story_id:
            shown.setdefault(("story", other.story_id) if other.story_id else ("article", other.pk), other)
    return list(shown.values())[:size]


@lru_cache(maxsize=64)
def _say_once(words: str, _minute: int) -> None:
    log.warning("nothing can be found until the worker has built the index: %s", words)


def _say(error: IndexUnavailable) -> None:
    """Into the log, once a minute for each cause."""
    _say_once(str(error), int(time.monotonic() // 60))


def _matches(wanted: Wanted) -> Matches:
    try:
        return engines.current().find(wanted)
    except IndexUnavailable as error:
        _say(error)
        return Matches([], 0)


def _hits(keys: list[str], asked: terms.Asked) -> list[Hit]:
    """One query a kind; what is no longer there is left out."""
    split = [key.partition("-") for key in keys]
    articles = _articles([int(pk) for kind, _, pk in split if kind == "article"])
    flashes = _flashes([int(pk) for kind, _, pk in split if kind == "flash"])
    return [
        _article_hit(articles[pk], asked) if kind == "article" else _flash_hit(flashes[pk], asked)
        for kind, _, digits in split
        for pk in [int(digits)]
        if pk in (articles if kind == "article" else flashes)
    ]


def _articles(pks: list[int]) -> dict[int, Article]:
    found = Article.objects.live().select_related("channel", "source").only(*SHOWN_OF_ARTICLES)
    return found.in_bulk(pks) if pks else {}


def _flashes(pks: list[int]) -> dict[int, Flash]:
    found = Flash.objects.live().select_related("source").only(*SHOWN_OF_FLASHES)
    return found.in_bulk(pks) if pks else {}


def _article_hit(article: Article, asked: terms.Asked) -> Hit:
    """An excerpt only shows what the source's rights let us show."""
    text = article.text if article.rights == Rights.FULL else article.lead
    return Hit(article, None, marked(article.headline, asked), excerpt(text or article.lead, asked))


def _flash_hit(flash: Flash, asked: terms.Asked) -> Hit:
    return Hit(None, flash, marked(flash.headline, asked), excerpt(flash.text, asked))


def _securities(folded: str, size: int) -> list[Security]:
    ways = Q(name__istartswith=folded) | Q(ticker__istartswith=folded.partition(".")[0])
    if len(folded) >= SHORTEST_PINYIN and folded.isascii():
        ways |= Q(pinyin__startswith=folded)
    elif not folded.isascii():
        ways |= Q(name__contains=folded) | Q(aliases__name__startswith=folded)
    found = Security.objects.filter(ways).distinct()[: 20 * size]
    return sorted(
        found, key=lambda s: (s.pinyin != folded, not s.name.startswith(folded), len(s.name), s.ticker)
    )[:size]
