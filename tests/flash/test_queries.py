import pytest

from jingui.flash import queries
from jingui.flash.models import Flash
from jingui.news import queries as news
from jingui.news.models import Story
from tests.factories import NOW, a_channel, a_flash, a_security, a_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return a_source("东岸财讯", slug="dongan")


def texts(flashes):
    return [flash.text for flash in flashes]


def test_the_wire_goes_on_after_its_cursor(source):
    for n in range(5):
        a_flash(f"第{n}条。", source=source, minutes_ago=n)

    first = queries.wire(size=3)
    second = queries.wire(before=first.next_cursor, size=3)

    assert texts([*first.flashes, *second.flashes]) == [f"第{n}条。" for n in range(5)]
    assert second.next_cursor is None


def test_the_wire_is_narrowed_by_importance_channel_and_security(source):
    plain, urgent = a_flash("普通。", source=source), a_flash("重要。", source=source, urgency=2)
    plain.channels.add(a_channel("forex"))
    plain.securities.add(a_security())

    assert queries.wire(urgent=True).flashes == [urgent]
    assert queries.wire(channel=a_channel("forex")).flashes == [plain]
    assert queries.wire(security=a_security()).flashes == [plain]


@pytest.mark.parametrize("flashes", [1, 40])
def test_a_column_costs_one_query(source, flashes, django_assert_num_queries):
    for n in range(flashes):
        a_flash(f"第{n}条。", source=source)

    with django_assert_num_queries(1):
        assert {flash.source.name for flash in queries.latest()} == {"东岸财讯"}


def test_a_channels_column_shows_its_own(source):
    own = a_flash("汇市。", source=source)
    a_flash("股市。", source=source)
    own.channels.add(a_channel("forex"))

    assert queries.latest(channel=a_channel("forex")) == [own]


def test_a_story_tells_its_flashes_oldest_first(source):
    story = Story.objects.create(headline="一件事", first_reported_at=NOW, last_reported_at=NOW)
    later = a_flash("后。", source=source, story=story)
    earlier = a_flash("先。", source=source, story=story, minutes_ago=5)
    a_flash("撤。", source=source, story=story, live=False)

    assert [report.flash for report in news.story(story.pk).told] == [earlier, later]


def test_a_flash_taken_off_the_wire_is_not_there(source):
    with pytest.raises(Flash.DoesNotExist):
        queries.flash(a_flash("撤。", source=source, live=False).pk)
