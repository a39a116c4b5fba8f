"""One article, with what its page shows and what stands around it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from itertools import pairwise

from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Length

from jingui.news.models import (
    Article,
    Copy,
    Mention,
    Rights,
)

RELATED_DAYS = 60
RELATED_CANDIDATES = 400


def article(pk: int, *, also: Collection[str] = (), record: bool = False) -> Article:
    """An article with the securities it names, live or retracted (2 queries). Raises Article.DoesNotExist.

    `also`: one-to-one tables of storeys above, which only their own queries can name.
    `record`: with its corrections and copies (4 queries).
    """
    copies = Prefetch("copies", Copy.objects.select_related("source").order_by("published_at", "pk"))
    return (
        Article.objects.select_related("channel", "source", "story", "cover", "retraction", *also)
        .prefetch_related(
            Prefetch("mentions", Mention.objects.select_related("security").order_by("-in_headline", "pk")),
            *(["corrections", copies] if record else []),
        )
        .get(pk=pk)
    )


def length(article: Article) -> int:
    """How many characters the text of an article has, without reading it."""
    return Article.objects.filter(pk=article.pk).values_list(Length("text"), flat=True).get()


def bodies(articles: Collection[Article]) -> dict[int, str]:
    """The HTML of those that may be shown in full, by primary key (one query)."""
    wanted = [article.pk for article in articles if article.rights == Rights.FULL]
    return dict(Article.objects.filter(pk__in=wanted).values_list("pk", "body")) if wanted else {}


def related(article: Article, *, size: int = 6) -> list[Article]:
    """What shares securities, tags or words of the headline (one query); never its own story's reports.

    Candidates are the newest `RELATED_CANDIDATES` of the `RELATED_DAYS` before and the days after.
    """
    named = [mention.security_id for mention in article.mentions.all()]
    shares = Mention.objects.filter(article=OuterRef("pk"), security__in=named)
    candidates = (
        Article.objects.live()
        .leading()
        .filter(published_at__gte=article.published_at - timedelta(days=RELATED_DAYS))
        .exclude(pk=article.pk)
        .annotate(shares_security=Exists(shares))
        .newest_first()
        .for_cards()
    )
    if article.story_id:
        candidates = candidates.exclude(story=article.story_id)
    scored = [(_kinship(article, other), other) for other in candidates[:RELATED_CANDIDATES]]
    close = sorted((pair for pair in scored if pair[0] >= 1), key=lambda pair: (-pair[0], -pair[1].pk))
    return [other for _score, other in close[:size]]


def _kinship(article: Article, other: Article) -> float:
    """2 for a shared security, 1 a shared tag, up to 3 for pairs of characters that both headlines have."""
    tags = len({str(tag) for tag in article.tags} & {str(tag) for tag in other.tags})
    ours, theirs = _pairs(article.headline), _pairs(other.headline)
    words = 6 * len(ours & theirs) / (len(ours) + len(theirs) or 1)
    return 2 * other.shares_security + tags + words


def _pairs(headline: str) -> set[str]:
    return {pair for pair in map("".join, pairwise(headline)) if pair.isalnum()}
