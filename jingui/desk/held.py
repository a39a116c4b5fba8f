"""What the queue shows of the held items: a page of them, each with what an editor needs to decide."""

from dataclasses import dataclass

from jingui.ingest.models import Item
from jingui.news.models import Article, Story

PREVIEW_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A held item as one line of the queue."""

    item: Item
    text: str
    url: str
    byline: str
    score: int | None  # percent: how sure the pipeline is of the channel
    importance: int
    securities: list[str]
    into: Article | None  # the article it most likely belongs to

    @property
    def preview(self):
        return self.text[:PREVIEW_CHARACTERS]

    @property
    def rest(self):
        return self.text[PREVIEW_CHARACTERS:]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next_cursor: tuple | None


def held(*, before=None, source=None, channel=None, size=30):
    """Held items, newest first (three queries, however many); `before`: (judged_at, pk) of the last shown."""
    items = Item.objects.held().select_related("feed__source", "channel")
    if source:
        items = items.filter(feed__source=source)
    if channel:
        items = items.filter(channel=channel)
    if before:
        at, pk = before
        items = items.filter(judged_at__lte=at).exclude(judged_at=at, pk__gte=pk)
    found = list(items.order_by("-judged_at", "-pk")[: size + 1])
    shown, more = found[:size], len(found) > size
    into = _likely_articles(shown)
    rows = [_row(item, into.get(item.pk)) for item in shown]
    return Page(rows, (shown[-1].judged_at, shown[-1].pk) if more else None)


def _row(item, into):
    told = item.judged
    scores = {each["slug"]: each["score"] for each in told.get("channels", ())}
    score = scores.get(item.channel.slug) if item.channel else None
    return Row(
        item=item,
        text=told.get("text") or item.raw.get("text") or "",
        url=item.raw.get("url", ""),
        byline=told.get("byline", ""),
        score=None if score is None else round(score * 100),
        importance=told.get("importance", 3),
        securities=[each["name"] for each in told.get("securities", ())],
        into=into,
    )


def _likely_articles(items):
    """item -> the article of its original or of its story, as the pipeline found them (two queries)."""
    named = {item.pk: _named(item.judged) for item in items}
    stories = Story.objects.filter(pk__in=_numbers("story-", named.values())).select_related("lead_article")
    others = Item.objects.filter(pk__in=_numbers("item-", named.values()), article__live=True)
    known = {f"story-{story.pk}": story.lead_article for story in stories}
    known |= {f"item-{item.pk}": item.article for item in others.select_related("article")}
    return {pk: next(filter(None, map(known.get, names)), None) for pk, names in named.items()}


def _named(told):
    return [name for name in (told.get("duplicate_of"), told.get("own_story"), told.get("story")) if name]


def _numbers(prefix, named):
    return [
        int(name.removeprefix(prefix))
        for names in named
        for name in names
        if name.startswith(prefix) and name.removeprefix(prefix).isdigit()
    ]
