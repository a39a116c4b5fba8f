"""What came of the bookings, and what is planned."""

from datetime import timedelta

import pytest

from jingui.ads import actions, queries
from jingui.ads.models import Booking
from jingui.clock import in_beijing
from tests.ads.test_ads import a_booking
from tests.factories import NOW, a_channel

pytestmark = pytest.mark.django_db
TODAY = in_beijing(NOW).date()
DAY = timedelta(days=1)


def count(booking, impressions, *, clicks=0, channel="", day=TODAY):
    facts = (booking.pk, channel, day)
    actions.count(
        {actions.Noted("impressions", *facts): impressions, actions.Noted("clicks", *facts): clicks}
    )


@pytest.fixture
def counted():
    top = a_booking("春茶", starts_at=NOW - 9 * DAY)
    side = a_booking("秋茶", slot="side", starts_at=NOW - 9 * DAY)
    count(top, 100, clicks=2, channel="metals")
    count(top, 50, clicks=1, day=TODAY - DAY)
    count(side, 500, clicks=1, channel="metals")
    count(side, 7, day=TODAY - 5 * DAY)


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        ("booking", [("秋茶", "客户 · 侧栏", 500, 1), ("春茶", "客户 · 页首横幅", 150, 3)]),
        ("slot", [("侧栏", "", 500, 1), ("页首横幅", "", 150, 3)]),
        ("channel", [("贵金属", "", 600, 3), ("", "", 50, 1)]),
        ("day", [("2026-07-15", "", 600, 3), ("2026-07-14", "", 50, 1)]),
    ],
)
def test_a_report_adds_up_by_what_is_asked(counted, by, lines, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        told = queries.report(TODAY - DAY, TODAY, by=by)

    assert [(line.name, line.detail, line.impressions, line.clicks) for line in told] == lines


def test_a_rate_of_nothing_is_nothing():
    count(a_booking(), 0, clicks=1)

    assert queries.report(TODAY, TODAY)[0].click_rate == 0


def plan_of(booking):
    return queries.plans(NOW)[booking.pk]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "running"),
        ({"starts_at": NOW + DAY}, "coming"),
        ({"ends_at": NOW}, "ended"),
        ({"paused": True}, "paused"),
        ({"cap": 10}, "full"),
        ({"daily_cap": 10}, "full"),
        ({"daily_cap": 11}, "running"),
    ],
)
def test_a_booking_says_how_far_it_is(facts, state):
    booking = a_booking(**facts)
    Booking.objects.filter(pk=booking.pk).update(starts_at=NOW - DAY)
    count(booking, 10)
    Booking.objects.filter(pk=booking.pk).update(starts_at=booking.starts_at)

    assert plan_of(booking).state == state


def test_bookings_that_meet_share_a_slot_by_weight():
    mine = a_booking("甲", weight=3, ends_at=NOW + 2 * DAY)
    theirs = a_booking("乙", starts_at=NOW + DAY)
    a_booking("later", starts_at=NOW + 2 * DAY)
    a_booking("elsewhere", slot="side")
    a_booking("paused", paused=True)
    a_booking("over", starts_at=NOW - 3 * DAY, ends_at=NOW - DAY)

    assert (plan_of(mine).rivals, plan_of(mine).share) == ((theirs,), 0.75)


def test_bookings_of_different_channels_do_not_meet():
    metals, stocks = (a_booking(slug, channels=[a_channel(slug)]) for slug in ("metals", "stocks"))
    everywhere = a_booking("everywhere")

    assert plan_of(metals).rivals == plan_of(stocks).rivals == (everywhere,)
    assert plan_of(everywhere).rivals == (metals, stocks)


def test_more_promised_than_a_slot_gives_is_overbooked():
    house = Booking.objects.get(slot__slug="top")
    for days_ago in (1, 2):
        count(house, 1_000, day=TODAY - days_ago * DAY)
    mine = a_booking("甲", cap=8_000, ends_at=NOW + 10 * DAY)
    assert (plan_of(mine).wanted_a_day, plan_of(mine).given_a_day) == (800, 1_000)
    assert not plan_of(mine).is_overbooked

    theirs = a_booking("乙", cap=3_000, ends_at=NOW + 10 * DAY)

    assert [plan_of(booking).wanted_a_day for booking in (mine, theirs)] == [1_100, 1_100]
    assert plan_of(mine).is_overbooked


def test_a_plan_costs_the_same_however_many_are_booked(django_assert_num_queries):
    for n in range(5):
        a_booking(f"第{n}", channels=[a_channel("metals")])

    with django_assert_num_queries(5):
        assert len(queries.plans(NOW)) == 5 + 4
