"""Stories (报道簇)."""

from django.http import HttpResponse
from ninja import Router

from jingui.api.answers import public
from jingui.api.schemas import Error, StoryOut, absolute
from jingui.news import queries as news

router = Router(tags=["stories"])


@router.get("/{int:pk}", response={200: StoryOut, 404: Error}, summary="One story and who reported it")
def story(request, response: HttpResponse, pk: int):
    page = news.story(pk)
    public(response, f"story-{pk}", seconds=60)
    told = {name: getattr(page.story, name) for name in ("id", "headline", "source_count", "copy_count")}
    times = {name: getattr(page.story, name) for name in ("first_reported_at", "last_reported_at")}
    lists = {"reports": page.reports, "copies": page.copies, "changes": page.told[1:]}
    return told | times | lists | {"url": absolute(page.story), "heat": round(page.story.heat, 2)}
