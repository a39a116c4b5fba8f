"""Finding things, and guessing while they are typed."""

from datetime import timedelta

from django.http import HttpResponse
from ninja import Query, Router

from jingui import clock
from jingui.api.answers import public
from jingui.api.schemas import FoundOut, SuggestionsOut, absolute
from jingui.search import queries

router = Router(tags=["search"])
MOST_CHARACTERS = 400


@router.get("/search", response=FoundOut, summary="Articles and flashes that hold what is asked")
def search(
    request,
    response: HttpResponse,
    q: str = Query("", max_length=MOST_CHARACTERS),
    channel: str = "",
    source: str = "",
    kind: str = Query("", pattern="^(article|flash|)$"),
    days: int = Query(0, ge=0, le=3650, description="only the last so many days; 0 for all"),
    newest: bool = False,
    page: int = Query(1, ge=1, le=queries.LAST_PAGE),
    size: int = Query(20, ge=1, le=50),
):
    now = clock.now()
    since = now - timedelta(days=days) if days else None
    found = queries.find(
        q, channel=channel or None, source=source or None, kind=kind or None, since=since, newest=newest,
        page=page, size=size, now=now,
    )  # fmt: skip
    public(response)
    return {
        "hits": [hit_out(hit) for hit in found.hits],
        "total": found.total,
        "page": found.page,
        "has_next": found.has_next,
        "milliseconds": round(found.seconds * 1000, 2),
    }


def hit_out(hit):
    thing = hit.article or hit.flash
    return {
        "kind": "article" if hit.article else "flash",
        "id": thing.pk,
        "url": absolute(thing),
        "headline_html": hit.headline_html,
        "excerpt_html": hit.excerpt_html,
        "source": thing.source,
        "published_at": thing.published_at,
    }


@router.get("/suggest", response=SuggestionsOut, summary="Securities and headlines, while they are typed")
def suggest(
    request,
    response: HttpResponse,
    q: str = Query("", max_length=MOST_CHARACTERS),
    size: int = Query(8, ge=1, le=20),
):
    found = queries.suggest(q, size=size)
    public(response, seconds=60)
    return {"securities": found.securities, "headlines": found.articles}
