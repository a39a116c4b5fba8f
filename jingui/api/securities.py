"""Securities (证券)."""

from django.http import HttpResponse
from ninja import Query, Router

from jingui import paging
from jingui.api.answers import public, refuse
from jingui.api.schemas import Error, SecurityPage
from jingui.markets import queries as markets
from jingui.news import queries as news

router = Router(tags=["securities"])


@router.get("/{symbol}", response={200: SecurityPage, 404: Error}, summary="A security and what names it")
def security(
    request, response: HttpResponse, symbol: str, before: str = "", size: int = Query(20, ge=1, le=100)
):
    found = markets.security_by_symbol(symbol)
    if found is None:
        return refuse(404, "no such security; write 600519.SH, 00700.HK or RB.SHFE")
    shelf = news.of_security(found, before=paging.decode(before), size=size)
    public(response, f"security-{found.symbol}", "home")
    return {"security": found, "articles": shelf.articles, "next": paging.encode(shelf.next_cursor)}
