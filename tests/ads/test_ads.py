"""Which ad goes where: dates, channels, caps and weights."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from jingui.ads import actions, queries
from jingui.ads.models import Booking, Creative, Slot
from jingui.clock import in_beijing
from tests.factories import NOW, a_channel

pytestmark = pytest.mark.django_db
TODAY = in_beijing(NOW).date()


def a_booking(name="春茶上市", *, slot="top", starts_at=NOW - timedelta(days=1), channels=(), **facts):
    creative = Creative.objects.create(name=name, advertiser="客户", headline=name, url="https://a.example/")
    booking = Booking.objects.create(
        slot=Slot.objects.get(slug=slot), creative=creative, starts_at=starts_at, **facts
    )
    booking.channels.add(*channels)
    return booking


def seen(booking, *, channel="", day=TODAY):
    return actions.Noted("impressions", booking.pk, channel, day)


def shown(slot="top", channel=None, **facts):
    return queries.for_slots(NOW, channel, **facts)[slot].creative.name


def test_every_slot_shows_the_house_ad_when_nothing_is_booked():
    ads = queries.for_slots(NOW)

    assert sorted(ads) == ["article", "list", "side", "top"]
    assert {(ad.creative.headline, ad.creative.url) for ad in ads.values()} == {("合作建议", "/cooperation/")}
    assert {ad.label for ad in ads.values()} == {"广告"}


def test_what_is_booked_takes_the_place_of_the_house_ad_in_its_slot_only():
    a_booking(slot="side")

    assert shown("side") == "春茶上市"
    assert queries.for_slots(NOW)["top"].is_house


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_at": NOW + timedelta(minutes=1)},
        {"ends_at": NOW},
        {"paused": True},
    ],
    ids=["not yet", "no longer", "paused"],
)
def test_what_does_not_run_is_not_shown(facts):
    a_booking(**facts)

    assert queries.for_slots(NOW)["top"].is_house


def test_a_booking_for_channels_is_shown_there_only():
    a_booking(channels=[a_channel("metals"), a_channel("futures")])

    assert shown(channel="metals") == "春茶上市"
    assert queries.for_slots(NOW, "stocks")["top"].is_house
    assert queries.for_slots(NOW)["top"].is_house


def test_chance_decides_by_weight_and_a_seed_decides_chance():
    a_booking("重", weight=3)
    a_booking("轻", weight=1)

    drawn = Counter(shown(seed=seed) for seed in range(400))

    assert drawn == Counter(shown(seed=seed) for seed in range(400))
    assert 2.3 < drawn["重"] / drawn["轻"] < 3.9


def test_within_a_minute_a_page_keeps_its_ads():
    for n in range(8):
        a_booking(f"第{n}支")

    later = queries.for_slots(NOW + timedelta(seconds=20))["top"].creative.name

    assert later == shown()


@pytest.mark.parametrize("cap", ["cap", "daily_cap"])
def test_a_booking_that_reached_its_cap_rests(cap):
    booking = a_booking(**{cap: 10})

    actions.count({seen(booking): 9})
    assert shown() == "春茶上市"
    actions.count({seen(booking, channel="metals"): 1})

    assert queries.for_slots(NOW)["top"].is_house


def test_a_daily_cap_begins_anew_each_day():
    booking = a_booking(daily_cap=10)

    actions.count({seen(booking, day=TODAY - timedelta(days=1)): 50})

    assert shown() == "春茶上市"


@pytest.mark.parametrize("bookings", [1, 9])
def test_the_ads_of_a_page_cost_one_query(bookings, django_assert_num_queries):
    for n in range(bookings):
        a_booking(f"第{n}支", channels=[a_channel("metals")])

    with django_assert_num_queries(1):
        assert queries.for_slots(NOW, "metals")["top"].slot.height == 90


def test_a_click_leads_where_the_creative_says():
    assert queries.click_target(a_booking().pk) == "https://a.example/"
    assert queries.click_target(10**9) is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example/", "a.example", "/a\nSet-Cookie: b", "/a b"]
)
def test_a_creative_leads_to_a_page(url):
    with pytest.raises(ValidationError):
        Creative(name="n", advertiser="a", headline="h", url=url).full_clean()


@pytest.mark.parametrize("kind", ["text", "image", "html"])
def test_a_creative_holds_what_its_kind_shows(kind):
    with pytest.raises(ValidationError):
        Creative(name="n", advertiser="a", kind=kind, url="/").full_clean()


def test_an_editor_sees_a_creative_in_every_slot_before_it_is_booked():
    creative = a_booking().creative

    assert [(ad.slot.slug, ad.booking) for ad in queries.in_every_slot(creative.pk)] == [
        ("top", 0),
        ("list", 0),
        ("article", 0),
        ("side", 0),
    ]
    assert queries.in_every_slot(10**9) == []


def test_the_database_itself_refuses_a_booking_that_ends_before_it_starts():
    with pytest.raises(IntegrityError, match="booking_ends_after_it_starts"):
        a_booking(ends_at=NOW - timedelta(days=2))
