"""Flashes (快讯)."""

from django.http import HttpResponse
from ninja import Query, Router

from jingui import paging
from jingui.api.answers import public
from jingui.api.schemas import Error, Flashes, FlashOut
from jingui.flash import queries as wire
from jingui.news import queries as news

router = Router(tags=["flashes"])


@router.get("", response=Flashes, summary="The wire, newest first")
def flashes(
    request,
    response: HttpResponse,
    channel: str = "",
    urgent: bool = False,
    before: str = "",
    size: int = Query(40, ge=1, le=100),
):
    shelf = news.channel(channel) if channel else None
    stretch = wire.wire(before=paging.decode(before), urgent=urgent, channel=shelf, size=size)
    public(response, "wire", seconds=10)
    return {"flashes": stretch.flashes, "next": paging.encode(stretch.next_cursor)}


@router.get("/{int:pk}", response={200: FlashOut, 404: Error}, summary="One flash")
def flash(request, response: HttpResponse, pk: int):
    public(response, "wire", seconds=60)
    return wire.flash(pk)
