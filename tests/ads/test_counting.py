"""What is counted: what really ran, once, never a robot; and visitors whom nobody can find again."""

from datetime import timedelta
from random import Random
from types import SimpleNamespace

import pytest

from jingui.ads import actions, queries, reach, signals
from jingui.ads.models import AdCount, Reach, Salt
from jingui.clock import in_beijing
from tests.ads.test_ads import a_booking
from tests.factories import NOW, a_channel

pytestmark = pytest.mark.django_db
TODAY = in_beijing(NOW).date()
YESTERDAY = TODAY - timedelta(days=1)
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0"


@pytest.fixture(autouse=True)
def nobody_was_here(monkeypatch):
    for visitors in actions.visitors.values():
        visitors.forget()
    monkeypatch.setattr(actions, "remembered", actions.Remembered())
    monkeypatch.setattr(actions, "_salts", {})
    # No estimate is off; drawn by nobody else, or who drew before would decide.
    monkeypatch.setattr(actions, "secrets", SimpleNamespace(token_bytes=Random(7).randbytes))


def noted(booking, event="impressions", *, channel="", day=TODAY):
    return actions.Noted(event, booking.pk, channel, day)


def visit(visitor, channel="metals", ads=(), *, now=NOW, user_agent=BROWSER):
    actions.note_visit(channel, ads, visitor=visitor, user_agent=user_agent, now=now)


def reached():
    """{(place, name): visitors} after what was noted is written."""
    actions.reached.flush()
    return {(row.place, row.name): row.visitors for row in Reach.objects.all()}


def test_robots_and_reloads_are_not_counted():
    booking = a_booking()
    names = [BROWSER, BROWSER, "Googlebot/2.1", "curl/8.5", ""]

    for event in ("impressions", "clicks"):
        for name in names:
            actions.note(event, booking.pk, visitor="v" + name, user_agent=name, now=NOW)
    actions.tally.flush()

    [line] = queries.report(TODAY, TODAY)
    assert (line.key, line.impressions, line.clicks, line.click_rate) == (booking.pk, 1, 1, 1.0)


def test_two_batches_add_up():
    booking = a_booking()

    actions.count({noted(booking): 3, noted(booking, "clicks"): 1})
    actions.count({noted(booking): 4, noted(booking, channel="metals"): 5})

    counts = AdCount.objects.order_by("channel").values_list("channel", "impressions", "clicks")
    assert list(counts) == [("", 7, 1), ("metals", 5, 0)]


def test_what_cannot_be_true_is_left_out():
    tomorrow, over = a_booking("甲", starts_at=NOW + timedelta(days=1)), a_booking("乙", ends_at=NOW)
    for_metals = a_booking("丙", channels=[a_channel("metals")])
    batch = {
        actions.Noted("clicks", 10**9, "", TODAY): 1,
        noted(tomorrow): 1,
        noted(over, day=TODAY + timedelta(days=1)): 1,
        noted(for_metals, channel="stocks"): 1,
        noted(for_metals, channel="no-such-channel"): 1,
    }

    assert actions.count(batch) == 0
    assert actions.count({noted(for_metals, channel="metals"): 2, noted(over): 1}) == 3


@pytest.fixture
def announced():
    """How often it was said that the slots may show something else."""
    said = []

    def hear(sender, **kwargs):
        said.append(sender)

    signals.changed.connect(hear)
    yield said
    signals.changed.disconnect(hear)


@pytest.mark.parametrize("cap", ["cap", "daily_cap"])
def test_a_cap_is_announced_once_when_it_is_reached(announced, cap):
    booking = a_booking(**{cap: 10})
    announced.clear()

    said = []
    for number in (9, 1, 5):
        actions.count({noted(booking): number, noted(booking, "clicks"): 20})
        said.append(len(announced))

    assert said == [0, 1, 1]


def test_an_edit_is_announced(announced):
    booking = a_booking(channels=[a_channel("metals")])
    announced.clear()

    booking.paused = True
    booking.save()
    booking.creative.save()
    booking.channels.clear()
    booking.delete()

    assert len(announced) >= 4


def test_a_day_begins_and_ends_in_beijing():
    booking = a_booking(starts_at=NOW - timedelta(days=2))
    late = NOW.replace(hour=16)  # 00:00 in Beijing, tomorrow

    actions.note("impressions", booking.pk, visitor="v", user_agent=BROWSER, now=late)
    actions.tally.flush()

    assert AdCount.objects.get().day == TODAY + timedelta(days=1)


def test_visitors_are_counted_once_for_the_site_the_channel_and_the_slots_they_saw():
    top, side = a_booking(), a_booking(slot="side")

    for visitor in ("甲", "乙", "甲"):
        visit(visitor, "metals", [top.pk])
    visit("甲", "stocks", [top.pk, side.pk])
    visit("丙", "")
    visit("机器", user_agent="Googlebot/2.1")

    assert reached() == {
        ("site", ""): 3,
        ("channel", "metals"): 2,
        ("channel", "stocks"): 1,
        ("slot", "top"): 2,
        ("slot", "side"): 1,
    }


def test_two_processes_count_a_visitor_once(monkeypatch):
    visit("甲")
    assert reached()[("site", "")] == 1
    monkeypatch.setattr(actions, "remembered", actions.Remembered())
    monkeypatch.setattr(actions, "_salts", {})

    visit("甲")
    visit("乙")

    assert reached()[("site", "")] == 2


def test_who_comes_again_costs_no_write(django_assert_num_queries):
    visit("甲")
    reached()

    with django_assert_num_queries(0):
        visit("甲")
        actions.reached.flush()


def test_neither_a_visitor_nor_a_number_is_kept_and_the_salt_is_forgotten_the_day_after():
    visit("203.0.113.9 Chrome", now=NOW - timedelta(days=1))
    salt = bytes(Salt.objects.get().salt)
    number = actions._number_of("203.0.113.9 Chrome", YESTERDAY)
    visit("203.0.113.9 Chrome")
    actions.reached.flush()

    assert [row.day for row in Salt.objects.all()] == [TODAY]
    assert bytes(Salt.objects.get().salt) != salt
    assert actions._number_of("203.0.113.9 Chrome", TODAY) != number
    row = Reach.objects.get(place="site", day=YESTERDAY)
    assert sum(1 for rank in row.registers if rank) == 1
    assert number.to_bytes(8, "big") not in bytes(row.packed) + row.registers


def test_a_salt_is_forgotten_even_when_nobody_comes():
    visit("甲")

    assert actions.forget_salts(today=TODAY) == 0
    assert actions.forget_salts(today=TODAY + timedelta(days=1)) == 1
    assert not Salt.objects.exists()


def test_two_channels_overlap_by_their_common_visitors():
    for n in range(400):
        visit(f"v{n}", "metals")
        visit(f"v{n + 300}", "stocks")
    actions.reached.flush()

    both = queries.overlap(TODAY, TODAY, ("channel", "metals"), ("channel", "stocks"))

    assert both.a + both.b - both.both == both.either
    assert both.both == pytest.approx(100, abs=3 * both.error)
    assert 0 < both.error < 15
    assert queries.overlap(TODAY, TODAY, ("channel", "metals"), ("channel", "metals")).both == both.a


def test_days_are_added_up_and_the_best_is_told():
    for day, visitors in ((NOW - timedelta(days=1), 3), (NOW, 1)):
        for n in range(visitors):
            visit(f"v{n}", "metals", now=day)
    actions.reached.flush()

    line = next(line for line in queries.reach(YESTERDAY, TODAY) if line.key == "channel-metals")

    assert (line.visitor_days, line.days, line.a_day, line.most_in_a_day) == (4, 2, 2, 3)
    assert line.label == "贵金属"


def test_registers_are_packed_small():
    row = Reach(place="site", day=TODAY)
    row.registers = reach.raised(reach.NOBODY, {7: 3})

    assert row.visitors == 1
    assert len(row.packed) < 100
    assert row.registers[7] == 3
