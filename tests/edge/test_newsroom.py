import pytest

from jingui.edge import newsroom
from jingui.flash import actions as wire
from tests.factories import NOW, a_source

pytestmark = pytest.mark.django_db


def a_flash(text):
    return wire.report_flash(text=text, source=a_source(name=f"社{text}"), published_at=NOW)


def test_a_frame_is_the_flash_as_the_page_shows_it():
    flash = a_flash("央行公告")
    said = newsroom.frame_of(flash.pk, "flash").decode()

    assert said.startswith(f"event: flash\nid: {flash.pk}\ndata: ")
    assert f'id="flash-{flash.pk}"' in said
    assert "央行公告" in said


def test_a_flash_that_is_gone_leaves_its_number():
    flash = a_flash("央行公告")
    wire.retract(flash)

    assert newsroom.frame_of(flash.pk, "flash") == f"event: retracted\ndata: {flash.pk}\n\n".encode()


def test_what_was_missed_is_the_newest_oldest_first():
    first, *missed = [a_flash(text) for text in "甲乙丙丁"]

    assert [pk for pk, _ in newsroom.frames_after(first.pk, 2)] == [flash.pk for flash in missed[-2:]]
