"""The newsroom in memory forgets by the time of the items and stays small, whatever passes through it."""

from datetime import timedelta

from tests.factories import NOW
from tests.ingest.tellings import a_draft, a_newsroom, told_to

WIRE = (
    "央行今日开展500亿元7天期逆回购操作，中标利率1.40%，与此前持平。因有300亿元逆回购到期，当日实现净投放200亿元。"
    "业内人士认为，月中税期将至，流动性仍将保持合理充裕，资金面不会有大的波动。"
)
HOURS = 60


def other_news(number):
    return a_draft(
        f"第{number}号公告，公司拟回购股份{number * 7 + 1}万股，价格{number * 3 + 1}.25元。", minutes=number
    )


def test_what_is_older_than_the_window_is_forgotten():
    newsroom = a_newsroom(window_hours=72)
    told_to(newsroom, a_draft(WIRE, id="1"), other_news(73 * HOURS))

    late = told_to(newsroom, a_draft(WIRE, id="2", minutes=73 * HOURS))[0]

    assert late.duplicate_of is None
    assert len(newsroom) == 2


def test_within_the_window_it_is_remembered():
    _, late = told_to(
        a_newsroom(window_hours=72), a_draft(WIRE, id="1"), a_draft(WIRE, id="2", minutes=71 * HOURS)
    )

    assert late.duplicate_of == "1"


def test_the_clock_is_that_of_the_items():
    long_ago = NOW - timedelta(days=900)
    first, second = (a_draft(WIRE, id=name, published_at=long_ago) for name in "12")

    assert told_to(a_newsroom(), first, second)[1].duplicate_of == "1"


def test_no_more_is_kept_than_allowed_and_nothing_is_left_behind():
    newsroom = a_newsroom(most_items=20)
    told_to(newsroom, *(other_news(number) for number in range(200)))

    held = {item for ids in newsroom._holders.values() for item in ([ids] if isinstance(ids, str) else ids)}
    assert len(newsroom) == 20
    assert held == set(newsroom._items)


def test_a_forgotten_item_is_compared_with_nothing():
    newsroom = a_newsroom()
    told_to(newsroom, a_draft(WIRE, id="1"))

    newsroom.forget("1")

    assert told_to(newsroom, a_draft(WIRE, id="2"))[0].duplicate_of is None
    assert len(newsroom) == 1


def test_a_term_of_every_item_leads_to_a_fixed_number():
    newsroom = a_newsroom()
    drafts = told_to(newsroom, *(other_news(number) for number in range(100)))

    assert len(newsroom.sharing(drafts[-1].look.terms)) <= 16
