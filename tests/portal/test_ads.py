"""What pays stands in its place, says what it is, and moves nothing."""

import re
from datetime import timedelta

import pytest
from django.test import RequestFactory
from wagtail.images.models import Image

from jingui.ads.models import Booking, Creative, Slot
from jingui.portal import slots
from jingui.portal.views import article as article_page
from jingui.search import actions as search
from tests.factories import NOW, a_channel, an_article

pytestmark = pytest.mark.django_db


def a_booking(slot="top", *, channels=(), **facts):
    tea = {
        "name": "春茶",
        "advertiser": "茶社",
        "headline": "春茶上市",
        "url": "https://a.example/",
    }
    booking = Booking.objects.create(
        slot=Slot.objects.get(slug=slot),
        creative=Creative.objects.create(**(tea | facts)),
        starts_at=NOW - timedelta(days=1),
    )
    booking.channels.add(*channels)
    return booking


@pytest.fixture
def found(settings, tmp_path):
    """Eight articles about gold, all in the index."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/search"
    for n in range(8):
        an_article(f"黄金第{n}条", minutes_ago=n)
    search.rebuild()


@pytest.mark.parametrize("address", ["/", "/c/stocks/", "an article"])
def test_the_top_and_the_side_are_labelled_and_lead_to_our_own_offer(client, address):
    address = an_article().get_absolute_url() if address == "an article" else address

    page = client.get(address).text

    assert page.count("<ad-slot") == page.count('<span class="ad__label">广告') == 2
    assert page.count('class="ad__link" href="/cooperation/"') == 2


@pytest.mark.parametrize("address", ["/24h/", "/archive/", "/cooperation/", "/search/"])
def test_other_pages_have_none(client, address):
    assert "<ad-slot" not in client.get(address).text


def test_what_is_booked_is_counted_when_seen_and_when_clicked(client):
    booking = a_booking(text="明前头采")

    page, channel = client.get("/").text, client.get("/c/metals/").text

    assert f'data-slot="top" data-booking="{booking.pk}"' in page
    assert f'href="/api/ads/{booking.pk}/click" rel="sponsored nofollow noopener"' in page
    assert f'href="/api/ads/{booking.pk}/click?channel=metals" rel="sponsored' in channel
    assert "明前头采" in page


@pytest.mark.parametrize(
    ("address", "channel"), [("/", ""), ("/c/metals/", "metals"), ("/24h/", "24h"), ("/archive/", "")]
)
def test_a_page_says_whose_visitors_it_counts(client, address, channel):
    assert f'<page-beacon data-channel="{channel}" hidden>' in client.get(address).text


def test_between_the_fifth_item_of_a_list_and_the_sixth_stands_one(client):
    for n in range(16):
        an_article(f"第{n}条", minutes_ago=n, channel=a_channel("metals"))

    for address in ("/c/metals/", "/?tab=metals"):
        items = re.findall(
            r"<li(?: class=\"([\w -]*))?", client.get(address).text.split('class="article-list')[1]
        )
        assert items[:7] == [*[""] * 5, "ad-item ad-item--list", ""], address


def test_a_list_of_five_has_none(client):
    for n in range(5):
        an_article(f"第{n}条", minutes_ago=n, channel=a_channel("metals"))

    assert "ad-item" not in client.get("/c/metals/").text


def paragraphs(number):
    return "".join(f"<p>第{n}段。</p>" for n in range(1, number + 1))


@pytest.mark.parametrize(("number", "ads"), [(4, 0), (7, 0), (8, 1), (30, 1)])
def test_inside_a_longer_text_stands_one_and_never_beside_its_beginning(client, number, ads):
    page = client.get(an_article(body=paragraphs(number)).get_absolute_url()).text

    assert page.count("ad-item--article") == ads
    if ads:
        before, after = page.split('<aside class="ad-item ad-item--article"')
        assert "第3段。" in before
        assert f"第{number}段。" in after
        assert "第1段。" not in after


@pytest.mark.usefixtures("found")
def test_a_list_of_what_was_found_has_one_and_no_other_slot(client):
    page = client.get("/search/", {"q": "黄金"}).text

    assert page.count("<ad-slot") == page.count("ad-item--list") == 1


def test_an_ad_for_a_channel_is_on_its_pages_and_on_its_articles(client):
    a_booking(channels=[a_channel("metals")])
    gold = an_article(channel=a_channel("metals")).get_absolute_url()

    shown = {address: "春茶上市" in client.get(address).text for address in ("/", "/c/metals/", gold)}

    assert shown == {"/": False, "/c/metals/": True, gold: True}


def test_a_picture_keeps_the_place_that_its_slot_has(client):
    image = Image.objects.create(title="茶", file="a.webp", width=2432, height=180)
    narrow = Image.objects.create(title="茶", file="b.webp", width=720, height=128)
    a_booking(kind="image", image=image, narrow_image=narrow)

    page = client.get("/").text

    assert 'width="1216" height="90" alt="春茶上市"' in page
    assert f"/{image.pk}/max-1216x90%7Cformat-webp/" in page
    assert f"/{image.pk}/max-2432x180%7Cformat-webp/ 2x" in page
    assert re.search(
        rf'<source media="\(max-width: 760px\)" srcset="/picture/[^"]+/{narrow.pk}/max-720x128', page
    )
    assert "http" not in page[page.index("<ad-slot") : page.index("</ad-slot")]


def test_html_stands_in_a_frame_that_may_only_show(client):
    booking = a_booking("side", kind="html", html="<p style='color:red'>春茶</p><script>alert(1)</script>")

    page, frame = client.get("/").text, client.get(f"/creative/{booking.pk}/")

    assert f'src="/creative/{booking.pk}/" width="352" height="280" title="茶社" sandbox' in page
    assert "alert" not in page
    assert "; sandbox" in frame["Content-Security-Policy"]
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_what_is_not_html_has_no_frame(client):
    assert client.get(f"/creative/{a_booking().pk}/").status_code == 404
    assert client.get("/creative/999999/").status_code == 404


@pytest.mark.parametrize("address", ["/creative/draft/{}/", "/creative/preview/{}/"])
def test_what_is_not_booked_yet_is_for_the_desk_only(client, django_user_model, address):
    facts = {"name": "春茶", "advertiser": "茶社", "url": "https://a.example/"}
    address = address.format(Creative.objects.create(kind="html", html="<p>春茶</p>", **facts).pk)
    assert client.get(address).status_code == 404

    client.force_login(django_user_model.objects.create_superuser("boss", password="x"))
    shown = client.get(address)

    assert (shown.status_code, shown["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert "no-store" in shown["Cache-Control"]
    assert client.get("/creative/preview/999999/").status_code == 404


def test_a_creative_of_the_demo_says_so(client):
    a_booking(is_demo=True)

    assert '广告<span class="demo-mark">演示</span>' in client.get("/").text


def test_a_slot_without_any_ad_leaves_no_gap(client):
    Booking.objects.all().delete()

    page = client.get("/").text

    assert "<ad-slot" not in page
    assert "page-ad" not in page


@pytest.mark.parametrize(("address", "has_ads"), [("/", True), ("/c/metals/", True), ("/archive/", False)])
def test_a_page_with_ads_is_dropped_with_them(client, address, has_ads):
    assert ("ads" in client.get(address)["Surrogate-Key"].split()) == has_ads


def test_the_ads_are_drawn_once_a_minute(client, django_assert_num_queries):
    slots.ads_for()

    with django_assert_num_queries(0):
        assert slots.ads_for()["top"].is_house


def test_a_reader_of_an_article_is_counted_and_an_editor_who_previews_it_is_not(client):
    article = an_article()

    read = client.get(article.get_absolute_url()).text
    previewed = article_page.preview(RequestFactory().get("/"), article).text

    assert f'<read-beacon data-article="{article.pk}" hidden>' in read
    assert "<read-beacon" not in previewed
    assert "<ad-slot" not in previewed


def test_a_list_part_for_htmx_carries_no_ads(client):
    an_article()

    assert "<ad-slot" not in client.get("/", {"tab": "all"}, headers={"HX-Request": "true"}).text
