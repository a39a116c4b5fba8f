"""Ads at the desk: who may, what is booked, what it looks like, and what came of it."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from jingui import clock
from jingui.ads import actions
from jingui.ads.models import Booking, Creative, Slot
from jingui.clock import in_beijing
from tests.ads.test_ads import a_booking
from tests.desk.test_chinese import english
from tests.desk.test_prices import price
from tests.factories import NOW, a_channel

TODAY = in_beijing(NOW).date()
DAY = timedelta(days=1)
SLUGS = {"top", "list", "article", "side", "cooperation", "None"}  # None: in a counter that Wagtail hides
FORM = {"slot": "", "creative": "", "starts_at": "2026-07-15 10:00", "ends_at": "", "weight": 1, "cap": ""}


@pytest.fixture(autouse=True)
def in_the_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(actions, "remembered", actions.Remembered())
    monkeypatch.setattr(actions, "_salts", {TODAY: bytes(32)})


@pytest.fixture
def counted():
    booking = a_booking("春茶", starts_at=NOW - 9 * DAY)
    for channel, seen in (("metals", 1_000), ("", 500)):
        facts = (booking.pk, channel, TODAY)
        actions.count({actions.Noted("impressions", *facts): seen, actions.Noted("clicks", *facts): 3})
    for n in range(30):
        actions.note_visit(
            ("metals", "stocks")[n % 2], [booking.pk], visitor=f"v{n % 20}", user_agent="Firefox/128", now=NOW
        )
    actions.reached.flush()
    return booking


ADDRESSES = ["bookings/", "bookings/new/", "creatives/", "creatives/new/", "slots/", "ads-report/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_ads_are_for_administrators(reporter, editor, administrator, address):
    browsers = (reporter, editor, administrator)

    assert [browser.get(f"/admin/{address}").status_code == 200 for browser in browsers] == [
        False,
        False,
        True,
    ]


def test_a_group_of_those_who_sell_can_be_made_by_hand(administrator, django_user_model):
    names = (
        "access_admin",
        "view_adcount",
        "add_booking",
        "change_booking",
        "add_creative",
        "change_creative",
    )
    sellers = Group.objects.create(name="广告")
    sellers.permissions.set(Permission.objects.filter(codename__in=names))
    user = django_user_model.objects.create_user("seller")
    user.groups.add(sellers)
    seller = Client()
    seller.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert [seller.get(f"/admin/{address}").status_code for address in ADDRESSES if address != "slots/"] == [
        200
    ] * 5
    assert seller.get("/admin/articles/").status_code != 200
    assert "ads | booking" in (page := administrator.get("/admin/groups/new/").text) or "排期" in page


def test_a_booking_is_made_in_beijing_time(administrator):
    creative = a_booking().creative
    form = FORM | {"slot": Slot.objects.get(slug="side").pk, "creative": creative.pk, "daily_cap": "500"}

    administrator.post("/admin/bookings/new/", form | {"channels": [a_channel("metals").pk]})

    made = Booking.objects.latest("pk")
    assert (made.starts_at, made.ends_at, made.daily_cap) == (NOW - timedelta(minutes=30), None, 500)
    assert [channel.slug for channel in made.channels.all()] == ["metals"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": "2026-07-14 10:00"},
        {"weight": "0"},
        {"weight": "-1"},
        {"weight": "99999999999"},
        {"cap": "x"},
        {"cap": "99999999999999999999"},
        {"starts_at": "昨天"},
        {"slot": "999"},
        {"creative": "\0"},
    ],
)
def test_a_booking_that_cannot_be_is_refused_in_words(administrator, wrong):
    booking = a_booking()
    form = FORM | {"slot": booking.slot_id, "creative": booking.creative_id} | wrong

    response = administrator.post("/admin/bookings/new/", form)

    assert response.status_code == 200
    assert "error-message" in response.text
    assert Booking.objects.latest("pk") == booking


@pytest.mark.parametrize(
    "wrong", [{"url": "javascript:alert(1)"}, {"kind": "image"}, {"headline": "长" * 41}, {"kind": "flash"}]
)
def test_a_creative_that_cannot_be_is_refused(administrator, wrong):
    form = {
        "name": "茶",
        "advertiser": "茶社",
        "kind": "text",
        "url": "https://a.example/",
        "headline": "春茶",
    }
    before = Creative.objects.count()

    assert administrator.post("/admin/creatives/new/", form | wrong).status_code == 200
    assert Creative.objects.count() == before
    assert administrator.post("/admin/creatives/new/", form).status_code == 302
    assert Creative.objects.count() == before + 1


def test_the_list_says_what_runs_what_comes_and_what_is_over(administrator):
    a_booking("去年的茶", starts_at=NOW - 9 * DAY, ends_at=NOW - DAY)
    a_booking("明年的茶", starts_at=NOW + DAY)
    a_booking("今年的茶", weight=3)
    a_booking("并列的茶")

    page = administrator.get("/admin/bookings/").text

    places = [page.index(name) for name in ("今年的茶", "明年的茶", "去年的茶")]
    assert places == sorted(places)
    assert [page.count(state) > 0 for state in ("在播", "待播", "已结束")] == [True] * 3
    assert "与 2 个排期轮播，约占 60%" in page


def test_what_is_over_can_be_asked_for(administrator):
    a_booking("旧茶", starts_at=NOW - 9 * DAY, ends_at=NOW - DAY)
    a_booking("今茶")

    page = administrator.get("/admin/bookings/?state=ended").text

    assert "旧茶" in page
    assert "今茶" not in page
    assert administrator.get("/admin/bookings/?state=x&slot=y").status_code == 200


def test_overbooking_is_said(administrator):
    house = Booking.objects.get(slot__slug="top")
    actions.count({actions.Noted("impressions", house.pk, "", TODAY - DAY): 100})
    a_booking(cap=5_000, ends_at=NOW + 10 * DAY)

    assert "超订：每天需 500 次，版位日均只有 100 次" in administrator.get("/admin/bookings/").text


def test_a_creative_is_shown_in_every_slot_below_its_form(administrator):
    creative = a_booking().creative

    page = administrator.get(f"/admin/creatives/edit/{creative.pk}/").text
    preview = administrator.get(f"/creative/preview/{creative.pk}/").text

    assert page.count(f'src="/creative/preview/{creative.pk}/"') == 2
    assert preview.count("<ad-slot") == 4
    assert "data-booking" not in preview


def test_a_report_adds_up_and_can_be_downloaded(administrator, counted):
    page = administrator.get("/admin/ads-report/", {"by": "channel"}).text
    file = administrator.get("/admin/ads-report/", {"by": "channel", "format": "csv"})
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))

    assert "首页及其他页面" in page
    assert ">1,500<" in page
    assert rows == [
        ["名称", "说明", "展示", "点击", "点击率"],
        ["贵金属", "", "1000", "3", "0.0030"],
        ["首页及其他页面", "", "500", "3", "0.0060"],
    ]
    assert file["Content-Disposition"] == 'attachment; filename="ads-by-channel-2026-07-09-2026-07-15.csv"'


def test_a_name_cannot_be_a_formula(administrator, counted):
    Creative.objects.filter(bookings=counted).update(name='=HYPERLINK("https://evil.example/")')

    file = administrator.get("/admin/ads-report/", {"format": "csv"}).content.decode("utf-8-sig")

    assert "\"'=HYPERLINK(" in file


def test_reach_and_what_two_places_share_is_told(administrator, counted):
    page = administrator.get("/admin/ads-report/", {"a": "channel-metals", "b": "channel-stocks"}).text
    file = administrator.get("/admin/ads-report/", {"format": "reach"}).content.decode("utf-8-sig")

    assert "<dt>A</dt><dd>10</dd>" in page
    assert "<dt>A 或 B</dt><dd>20 <small>= A + B − 0</small></dd>" in page
    assert file.splitlines()[1:3] == ["全站,1,20,20,20", "页首横幅,1,20,20,20"]


@pytest.mark.parametrize(
    "query",
    [
        {"first": "2026-07-16", "last": "2026-07-15"},
        {"first": "0001-01-01"},
        {"first": "x", "format": "csv"},
        {"last": "\0"},
        {"by": "乱填"},
        {"a": "slot-nowhere", "b": "\0"},
        {"first": "9999-12-31", "last": "9999-12-31"},
    ],
)
def test_a_report_that_cannot_be_is_refused_in_words(administrator, counted, query):
    response = administrator.get("/admin/ads-report/", query)

    assert response.status_code == 200
    assert english(response.text) <= {"CSV", "HyperLogLog"}


def test_a_lone_surrogate_is_no_place(administrator, counted):
    assert administrator.get("/admin/ads-report/?a=%ED%A0%80&first=%ED%A0%80").status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES, "creatives/edit/{creative}/", "bookings/edit/{booking}/"])
def test_every_page_about_ads_speaks_chinese(administrator, counted, address):
    page = administrator.get(
        "/admin/" + address.format(booking=counted.pk, creative=counted.creative_id)
    ).text

    assert english(page) - SLUGS <= {"CSV", "HyperLogLog"}


@pytest.mark.parametrize("address", ["/admin/bookings/", "/admin/creatives/", "/admin/ads-report/"])
def test_a_list_costs_the_same_however_many_there_are(administrator, address):
    a_booking(channels=[a_channel("metals")])
    few = price(administrator, address)
    for n in range(6):
        a_booking(f"第{n}", channels=[a_channel("metals")])

    assert price(administrator, address) == few
