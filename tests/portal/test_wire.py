import pytest
from django.template.loader import get_template

from jingui.flash import queries
from tests.factories import a_flash, a_source

pytestmark = pytest.mark.django_db


def test_the_wire_shows_what_is_important_when_asked(client):
    a_flash("普通快讯。")
    a_flash("重要快讯。", urgency=2)

    page = client.get("/24h/?urgent=1").text

    assert "重要快讯。" in page
    assert "普通快讯。" not in page


def test_the_stream_sends_the_very_item_that_the_page_shows(client):
    flash = a_flash("南枝科技公告回购。", source=a_source("东岸财讯"))

    item = get_template("portal/flash_item.html").render({"flash": queries.flash(flash.pk)})

    assert "".join(item.split()) in "".join(client.get("/24h/").text.split())


def test_a_new_day_has_its_own_heading(client):
    a_flash("今早。", minutes_ago=10)
    a_flash("昨夜。", minutes_ago=12 * 60)

    page = client.get("/24h/").text.partition("<main")[2]

    assert (
        page.index("7月15日 星期三</h2>")
        < page.index("今早")
        < page.index("7月14日 星期二</h2>")
        < page.index("昨夜")
    )


def test_a_silent_wire_says_so(client):
    assert "暂时没有快讯" in client.get("/24h/").text
