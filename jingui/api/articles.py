"""Articles (稿件)."""

from django.http import HttpResponse
from ninja import Query, Router

from jingui import paging
from jingui.api.answers import public, refuse
from jingui.api.schemas import ArticleOut, Articles, Error
from jingui.news import queries as news
from jingui.readers import queries as readers

router = Router(tags=["articles"])


@router.get("", response=Articles, summary="The newest articles, each story once")
def articles(
    request,
    response: HttpResponse,
    channel: str = "",
    source: str = "",
    before: str = "",
    size: int = Query(20, ge=1, le=100),
):
    shelf, shows = shelf_of(channel, source, before=paging.decode(before), size=size)
    public(response, shows)
    return {"articles": shelf.articles, "next": paging.encode(shelf.next_cursor)}


def shelf_of(channel, source, **where):
    """The shelf that was asked for, and the surrogate key that drops it."""
    if channel:
        return news.of_channel(news.channel(channel), **where), f"channel-{channel}"
    if source:
        return news.of_source(news.source(source), **where), f"source-{source}"
    return news.latest(**where), "home"


@router.get("/{int:pk}", response={200: ArticleOut, 404: Error, 410: Error}, summary="One article")
def article(request, response: HttpResponse, pk: int):
    found = news.article(pk, also=readers.DISCUSSION, record=True)
    if found.is_retracted:
        return refuse(410, "retracted", note=found.retraction.note)
    if not found.live:
        return refuse(404, "not found")
    public(response, f"article-{pk}", *([f"story-{found.story_id}"] if found.story_id else []), seconds=60)
    return found
