"""The demo's ads: something runs, comes and has ended; the numbers agree; and all of it goes again."""

import pytest

from jingui.ads import queries
from jingui.ads.models import AdCount, Booking, Creative, Reach
from jingui.clock import in_beijing
from jingui.ops.demo import advertising
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = in_beijing(NOW).date()


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(advertising, "VISITORS_A_DAY", 500)
    advertising.draw(NOW)


def test_an_editor_finds_every_state_and_every_slot_and_the_two_kinds_that_need_no_picture():
    plans = [plan for plan in queries.plans(NOW).values() if plan.booking.creative.is_demo]

    assert {str(plan.state) for plan in plans} == {"running", "coming", "ended"}
    assert {plan.booking.slot.slug for plan in plans} == {"top", "list", "article", "side"}
    assert {plan.booking.creative.kind for plan in plans} == {"text", "html"}
    for plan in plans:
        plan.booking.creative.full_clean()


def test_every_slot_has_an_ad_and_the_report_has_numbers_of_past_days_only():
    assert not any(ad.is_house for ad in queries.for_slots(NOW).values())
    assert queries.report(TODAY, TODAY) == []
    lines = queries.report(TODAY - advertising.DAYS * advertising.timedelta(days=1), TODAY)
    assert len(lines) == 7
    assert 0.001 < sum(line.clicks for line in lines) / sum(line.impressions for line in lines) < 0.01


def test_a_daily_cap_holds(monkeypatch):
    advertising.remove()
    monkeypatch.setattr(advertising, "VISITORS_A_DAY", 60_000)
    monkeypatch.setattr(advertising, "_visit", lambda *facts: None)
    advertising.draw(NOW)

    capped = Booking.objects.get(daily_cap__isnull=False)
    by_day = AdCount.objects.filter(booking=capped).values("day")
    assert max(day["seen"] for day in by_day.annotate(seen=advertising.Sum("impressions"))) == 20_000


def test_slots_and_channels_were_reached_and_overlap():
    yesterday = TODAY - advertising.timedelta(days=1)
    lines = {line.key: line for line in queries.reach(yesterday, yesterday)}
    both = queries.overlap(yesterday, yesterday, ("channel", "stocks"), ("channel", "metals"))

    assert lines["site"].visitor_days > lines["slot-top"].visitor_days > lines["slot-side"].visitor_days > 0
    assert 0 < both.both < both.b < both.a


def test_all_of_it_goes_and_nothing_else():
    house = Creative.objects.filter(is_house=True).count()

    advertising.remove()

    assert Creative.objects.count() == house
    assert not Booking.objects.filter(creative__is_demo=True).exists()
    assert not AdCount.objects.exists()
    assert not Reach.objects.exists()
