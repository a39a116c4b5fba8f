"""Every list of the desk costs a fixed number of database queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.held import a_held_item
from tests.factories import a_feed, a_flash, a_security, a_story_of, an_article

MOST = 24  # who you are and what you may do (8), what Wagtail asks for its frame, and the list itself


def fill(numbers):
    for n in numbers:
        article = an_article(f"第{n}条", minutes_ago=n)
        a_story_of(article)
        a_flash(minutes_ago=n)
        a_held_item(f"来稿{n}", minutes_ago=n)
        a_feed()
        a_security(f"6{n:05}")


def price(browser, address):
    browser.get(address)  # content types and the like are asked for once
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/queue/",
        "/admin/articles/",
        "/admin/articles/results/?q=第1条",
        "/admin/articles/?state=live&channel=1",
        "/admin/flashes/",
        "/admin/stories/",
        "/admin/channels/",
        "/admin/feeds/",
        "/admin/sources/",
        "/admin/securities/",
        "/admin/corrections/",
        "/admin/retractions/",
    ],
)
def test_a_list_costs_the_same_however_long_it_is(administrator, address):
    fill(range(2))
    short = price(administrator, address)

    fill(range(2, 12))

    assert price(administrator, address) == short <= MOST


def test_a_list_is_never_counted_to_its_end(administrator):
    fill(range(3))

    with CaptureQueriesContext(connection) as asked:
        administrator.get("/admin/articles/")

    counts = [
        query["sql"] for query in asked if "COUNT(*)" in query["sql"] and "news_article" in query["sql"]
    ]
    assert [sql for sql in counts if "LIMIT 2001" not in sql] == []
