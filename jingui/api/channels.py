"""Channels (频道)."""

from django.http import HttpResponse
from ninja import Router

from jingui.api.answers import public
from jingui.api.schemas import ChannelOut
from jingui.news import queries as news

router = Router(tags=["channels"])


@router.get("", response=list[ChannelOut], summary="The channels in the editors' order")
def channels(request, response: HttpResponse):
    public(response, "channels", seconds=300)
    return news.channels()
