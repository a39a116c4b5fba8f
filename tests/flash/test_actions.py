"""What happens on the wire, and who hears of it."""

import pytest

from jingui.flash import actions, queries, signals
from jingui.flash.models import Flash
from tests.factories import NOW, a_channel, a_flash, a_source

pytestmark = pytest.mark.django_db


def test_a_reported_flash_is_announced_with_its_channels():
    heard = []

    def hear(flash, **kwargs):
        heard.append([channel.slug for channel in flash.channels.all()])

    signals.reported.connect(hear)
    try:
        actions.report_flash(
            text="沪金主力合约涨0.8%。", source=a_source(), published_at=NOW, channels=[a_channel("metals")]
        )
    finally:
        signals.reported.disconnect(hear)

    assert heard == [["metals"]]


def test_another_wire_is_named_beside_the_first_and_its_own_is_not():
    flash, other = a_flash(), a_source("广衡快讯")

    actions.add_source(flash, source=other)
    actions.add_source(flash, source=flash.source)

    assert list(flash.also_from.all()) == [other]


def test_a_retracted_flash_leaves_the_wire():
    flash = a_flash()

    actions.retract(flash)

    assert not Flash.objects.live().exists()


def test_the_wire_goes_on_where_it_stopped():
    flashes = [a_flash(f"第{n}条", minutes_ago=n) for n in range(5)]

    first = queries.wire(size=3)
    rest = queries.wire(size=3, before=first.next_cursor)

    assert [f.pk for f in first.flashes + rest.flashes] == [f.pk for f in flashes]
    assert rest.next_cursor is None


def test_only_the_important_ones_when_asked():
    a_flash("普通")
    urgent = a_flash("重要", urgency=2)

    assert queries.wire(urgent=True).flashes == [urgent]


@pytest.mark.parametrize("flashes", [1, 30])
def test_costs_two_queries_however_much_happens(flashes, django_assert_num_queries):
    for n in range(flashes):
        a_flash(f"第{n}条", minutes_ago=n)

    with django_assert_num_queries(2):
        queries.wire()
