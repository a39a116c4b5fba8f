"""What every page shows of the site itself."""

from jingui.news import queries as news
from jingui.portal.minutely import for_a_minute


@for_a_minute
def frame():
    """A page is kept as long in the edge, so what is new here is not seen later for it."""
    return news.frame()
