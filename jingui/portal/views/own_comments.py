"""我的评论: what a reader wrote, what became of it, and what others answered."""

from django.shortcuts import render

from jingui import paging
from jingui.portal.reading import cursor
from jingui.portal.signed_in import own_page
from jingui.readers import queries as readers


@own_page
def own_comments(request):
    """The reader's comments, the last written first."""
    talk = readers.written_by(request.user, before=cursor(request))
    context = {"threads": talk.threads, "more": paging.encode(talk.next_cursor)}
    return render(request, "portal/own_comments.html", context)
