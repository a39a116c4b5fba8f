"""What a search may mean, while it is being typed."""

from jingui.portal.public import public_page
from jingui.portal.views.search import question
from jingui.search import queries as search_queries

SECURITIES, ARTICLES = 4, 6


def suggest(request):
    """A list of links for the box: securities, headlines, and the way to every result."""
    q = question(request)
    found = search_queries.suggest(q, size=ARTICLES)
    context = {"q": q, "securities": found.securities[:SECURITIES], "articles": found.articles}
    return public_page(request, "portal/suggest.html", context, shows=["home"])
