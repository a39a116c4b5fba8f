"""What an address asks for: where a list goes on, which page."""

from django.http import Http404

from jingui import paging


def cursor(request):
    """The cursor in `?before=`; a broken one is not found."""
    try:
        return paging.decode(request.GET.get("before"))
    except paging.BadCursor:
        raise Http404 from None
