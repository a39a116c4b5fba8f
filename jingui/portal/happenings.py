"""近期动态: what was published, corrected or taken up last, beside what a page already lists."""

from jingui.news import queries as news
from jingui.portal.minutely import for_a_minute

SIZE, ASKED = 6, 30


@for_a_minute
def newest():
    return news.happenings(size=ASKED)


def besides(articles):
    """The newest happenings to articles that are not on the page."""
    shown = {article.pk for article in articles}
    return [happening for happening in newest() if happening.pk not in shown][:SIZE]
