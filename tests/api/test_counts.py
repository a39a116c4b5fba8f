"""What pages may tell us: small, not too often, and only our own."""

import pytest

from jingui.ads import actions as ads
from jingui.ads.models import AdCount, Booking, Reach
from jingui.api import limits
from jingui.readers import actions as readers
from jingui.readers import queries
from tests.factories import an_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_was_here(monkeypatch):
    for visitors in (readers.visitors, *ads.visitors.values()):
        visitors.forget()
    monkeypatch.setattr(ads, "remembered", ads.Remembered())
    yield
    readers.tally.flush()
    ads.tally.flush()
    ads.reached.flush()


def reads_of(article):
    readers.tally.flush()
    return queries.reads_of(article)


def test_a_beacon_counts_a_read_once(post):
    article = an_article()

    assert [post("/reads", {"article": article.pk}) for _ in range(3)] == [204, 204, 204]
    assert reads_of(article) == 1


def test_a_beacon_may_be_plain_text(client):
    article = an_article()
    browser = {"User-Agent": "Mozilla/5.0 Firefox/128.0"}

    response = client.post(
        "/api/reads", f'{{"article": {article.pk}}}', content_type="text/plain;charset=UTF-8", headers=browser
    )

    assert response.status_code == 204
    assert reads_of(article) == 1


def test_a_robot_is_thanked_and_not_counted(post):
    article = an_article()

    assert post("/reads", {"article": article.pk}, **{"User-Agent": "Googlebot/2.1"}) == 204
    assert reads_of(article) == 0


def test_other_sites_cannot_count(post):
    assert post("/reads", {"article": 1}, **{"Sec-Fetch-Site": "cross-site"}) == 403


def test_a_large_body_is_refused_before_it_is_read(post):
    assert post("/reads", {"article": 1, "more": "x" * 3000}) == 413


@pytest.mark.parametrize("body", ["", "[]", "{", '{"article": "x"}', '{"article": -1}', '{"article": null}'])
def test_a_wrong_body_is_refused(client, body):
    response = client.post("/api/reads", body, content_type="application/json")

    assert response.status_code in (400, 422)
    assert set(response.json()) == {"error"}


def test_too_many_are_refused_for_a_while(post, monkeypatch):
    monkeypatch.setattr(limits, "posts", limits.Rate(most=2))

    assert [post("/reads", {"article": 1}) for _ in range(3)] == [204, 204, 429]


def test_the_allowance_is_new_every_minute():
    rate = limits.Rate(most=1, seconds=60)

    assert [rate.spend("a", at=at) for at in (0, 30, 61)] == [True, False, True]
    assert rate.spend("b", at=61)


def test_a_page_and_its_ads_are_seen_once(post):
    booking = Booking.objects.first()

    assert [post("/seen", {"channel": "metals", "ads": [booking.pk, booking.pk]}) for _ in "12"] == [204, 204]
    ads.tally.flush()
    ads.reached.flush()

    assert [(c.booking, c.channel, c.impressions) for c in AdCount.objects.all()] == [(booking, "metals", 1)]
    reached = Reach.objects.order_by("place").values_list("place", "name", "visitors")
    assert list(reached) == [("channel", "metals", 1), ("site", "", 1), ("slot", booking.slot.slug, 1)]


def test_a_page_without_ads_is_seen_too(post):
    assert post("/seen", {"channel": "metals"}) == 204
    ads.reached.flush()

    assert Reach.objects.filter(place="channel").get().visitors == 1


@pytest.mark.parametrize(
    "body",
    [
        {"ads": [0]},
        {"ads": [-1]},
        {"ads": [10**30]},
        {"ads": list(range(1, 10))},
        {"ads": "1"},
        {"channel": "x" * 41},
        {"channel": "贵金属"},
        {"channel": "a\0"},
        {"channel": "\ud800"},
        {"channel": 1},
    ],
)
def test_a_forged_beacon_is_refused(post, body):
    assert post("/seen", body) == 422


def test_what_was_made_up_is_counted_nowhere(post):
    assert post("/seen", {"channel": "no-such-channel", "ads": [999_999]}) == 204
    ads.tally.flush()
    ads.reached.flush()

    assert not AdCount.objects.exists()
    assert [(r.place, r.visitors) for r in Reach.objects.all()] == [("site", 1)]


def test_a_beacon_writes_nothing_itself(post, django_assert_num_queries):
    post("/seen", {"channel": "metals", "ads": [1]})  # the salt of the day is asked for once

    with django_assert_num_queries(0):
        post("/seen", {"channel": "stocks", "ads": [2]})


def test_a_click_is_counted_and_leads_on(client):
    booking = Booking.objects.first()

    response = client.get(
        f"/api/ads/{booking.pk}/click?channel=metals", headers={"User-Agent": "Mozilla/5.0 Firefox/128.0"}
    )
    ads.tally.flush()

    assert (response.status_code, response["Location"]) == (302, "/cooperation/")
    assert response["Cache-Control"] == "no-store"
    assert [(c.channel, c.clicks) for c in AdCount.objects.all()] == [("metals", 1)]


@pytest.mark.parametrize(
    "more", ["?url=https://evil.example/", "?channel=https://evil.example/", "?channel=%00"]
)
def test_where_a_click_leads_is_not_for_the_address_to_say(client, more):
    booking = Booking.objects.first()

    assert client.get(f"/api/ads/{booking.pk}/click{more}")["Location"] == "/cooperation/"


@pytest.mark.parametrize("booking", ["999999", "0", "9" * 40])
def test_a_click_on_nothing_leads_nowhere(client, booking):
    assert client.get(f"/api/ads/{booking}/click").status_code == 404
