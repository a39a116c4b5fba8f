"""What a page costs does not depend on how much news there is."""

import pytest

from jingui.news.models import Mention
from tests.factories import a_flash, a_security, an_article
from tests.portal.edition import an_edition

pytestmark = pytest.mark.django_db
ADDRESSES = [
    *("/c/stocks/", "/24h/", "/source/dongan/", "/q/900001.SH/", "/s/{story}/", "/about/", "/feed.xml"),
    *("/archive/", "/archive/2026-07-15/", "/search/?q=市场"),
]


@pytest.mark.parametrize("articles", [1, 40])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_costs_at_most_eight_queries_with_nothing_kept(
    client, address, articles, django_assert_max_num_queries
):
    article, _gone, story = an_edition()
    for n in range(articles):
        other = an_article(f"第{n}条市场新闻", source=article.source, story=story if n % 2 else None)
        Mention.objects.create(article=other, security=a_security("900001"))
        a_flash(f"快讯{n}。", source=article.source, story=story).securities.add(a_security("900001"))

    with django_assert_max_num_queries(8):
        client.get(address.format(story=story.pk))
