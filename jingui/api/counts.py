"""What pages tell us by beacon: an article was read, ads were seen; and the way out through an ad."""

from django.http import HttpResponseRedirect
from ninja import Router, Status
from ninja.decorators import decorate_view

from jingui import clock
from jingui.ads import actions as ads
from jingui.ads import queries as ad_queries
from jingui.api.answers import refuse
from jingui.api.limits import agent, counted, visitor
from jingui.api.schemas import LONGEST_SLUG, Error, ReadIn, SeenIn
from jingui.readers import actions as readers

router = Router(tags=["counts"])


@router.post("/reads", response={204: None, 413: Error, 429: Error}, summary="An article was opened")
@decorate_view(counted)
def reads(request, read: ReadIn):
    readers.note_read(read.article, visitor=visitor(request), user_agent=agent(request), now=clock.now())
    return Status(204, None)


@router.post("/seen", response={204: None, 413: Error, 429: Error}, summary="A page and its ads were seen")
@decorate_view(counted)
def seen(request, page: SeenIn):
    who = {"visitor": visitor(request), "user_agent": agent(request), "now": clock.now()}
    bookings = set(page.ads)
    ads.note_visit(page.channel, bookings, **who)
    for booking in bookings:
        ads.note("impressions", booking, channel=page.channel, **who)
    return Status(204, None)


@router.get("/ads/{int:booking}/click", summary="Follow an ad", include_in_schema=False)
def click(request, booking: int, channel: str = ""):
    target = ad_queries.click_target(booking)
    if target is None:
        return refuse(404, "not found")
    who = {"visitor": visitor(request), "user_agent": agent(request), "now": clock.now()}
    ads.note("clicks", booking, channel=channel[:LONGEST_SLUG], **who)
    response = HttpResponseRedirect(target)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
