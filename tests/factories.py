"""Things to test with. Every factory takes what the test is about and fills in the rest."""

from datetime import UTC, datetime, timedelta
from itertools import count

from jingui.flash.models import Flash
from jingui.ingest.models import Feed, Item
from jingui.markets.models import Security
from jingui.news.models import Article, Channel, Source, Story

NOW = datetime(2026, 7, 15, 2, 30, tzinfo=UTC)  # a Wednesday, 10:30 in Beijing, in the morning session
numbers = count(1)


def a_channel(slug="stocks"):
    return Channel.objects.get(slug=slug)


def a_source(name=None, **facts):
    number = next(numbers)
    return Source.objects.create(
        name=name or f"来源{number}", slug=facts.pop("slug", f"source-{number}"), **facts
    )


def an_article(headline="沪指早盘高开", *, channel=None, source=None, minutes_ago=0, **facts):
    """A live article, as the pipeline publishes it."""
    at = facts.pop("published_at", NOW - timedelta(minutes=minutes_ago))
    facts.setdefault("body", f"<p>{headline}，正文。</p>")
    facts.setdefault("text", f"{headline}，正文。")
    return Article.objects.create(
        headline=headline,
        slug=facts.pop("slug", f"article-{next(numbers)}"),
        channel=channel or a_channel(),
        source=source or a_source(),
        published_at=at,
        first_published_at=at,
        last_published_at=at,
        live=facts.pop("live", True),
        **facts,
    )


def a_security(ticker="600519", *, exchange="SSE", name="", kind="stock"):
    return Security.objects.get_or_create(
        ticker=ticker, exchange=exchange, defaults={"name": name or f"证券{ticker}", "kind": kind}
    )[0]


def a_flash(text="沪指早盘高开0.3%。", *, source=None, minutes_ago=0, **facts):
    return Flash.objects.create(
        text=text, source=source or a_source(), published_at=NOW - timedelta(minutes=minutes_ago), **facts
    )


def a_feed(url=None, *, source=None, kind="feed", **facts):
    return Feed.objects.create(
        source=source or a_source(rights="full"),
        kind=kind,
        url=url or f"https://example.com/{next(numbers)}.xml",
        next_poll_at=facts.pop("next_poll_at", NOW),
        **facts,
    )


def an_item(feed=None, *, title="沪指早盘高开", html="", text="", **facts):
    """An item as a feed gave it, waiting to be judged."""
    raw = {"title": title, "html": html, "text": text, "published": NOW.isoformat(), **facts.pop("raw", {})}
    return Item.objects.create(
        feed=feed or a_feed(),
        guid=facts.pop("guid", f"guid-{next(numbers)}"),
        raw={name: value for name, value in raw.items() if value},
        fetched_at=facts.pop("fetched_at", NOW),
        next_at=facts.pop("next_at", NOW),
        **facts,
    )


def a_story_of(*articles, headline=""):
    """A story with these reports."""
    first = articles[0]
    story = Story.objects.create(
        headline=headline or first.headline,
        lead_article=first,
        first_reported_at=first.published_at,
        last_reported_at=first.published_at,
    )
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(story=story)
    for article in articles:
        article.refresh_from_db()
    return story
