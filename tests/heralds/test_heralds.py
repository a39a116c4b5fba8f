"""Search engines hear of what is new, once, and their answers are kept. All of it on loopback."""

import json
from datetime import timedelta
from functools import partial

import pytest

from jingui.heralds import actions, houses
from jingui.heralds.models import Dispatch, Herald
from jingui.http import Client
from jingui.news import actions as news
from tests.factories import NOW, a_source, an_article
from tests.loopback import page, serving

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4e5f6"
TAKEN = json.dumps({"remain": 99, "success": 1})


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr("jingui.clock.now", lambda: NOW)


@pytest.fixture
def site(settings):
    """IndexNow and 百度, on loopback, with the operator's keys."""
    with serving() as site:
        settings.INDEXNOW_KEY, settings.BAIDU_TOKEN = KEY, "token&1"
        settings.INDEXNOW_ENDPOINT, settings.BAIDU_ENDPOINT = site.url("/indexnow"), site.url("/urls")
        settings.BASE_URL = "https://jingui.example"
        site["/indexnow"] = page("", status=202)
        site["/urls?site=https%3A%2F%2Fjingui.example&token=token%261"] = page(TAKEN)
        yield site


@pytest.fixture
def only_indexnow(site, settings):
    settings.BAIDU_TOKEN = ""
    return site


def tell(seconds=0):
    """Tell what is due so many seconds from NOW."""
    client = Client(allow=("127.0.0.0/8",), delay_seconds=0, total_seconds=2.0)
    return actions.tell_due(NOW + timedelta(seconds=seconds), post=client.post)


def address(article):
    return f"https://jingui.example{article.get_absolute_url()}"


def dying(*_arguments, **_facts):
    raise SystemExit


def test_without_keys_nobody_is_told_and_nothing_is_kept():
    news.announce_published(an_article())

    assert Dispatch.objects.count() == 0
    assert actions.tell_due(NOW, post=dying) == 0


def test_both_hear_of_a_publication_in_their_own_way(site):
    article = an_article()
    news.announce_published(article)

    assert tell(60) == 2
    assert json.loads(site.posted[0]) == {
        "host": "jingui.example",
        "key": KEY,
        "keyLocation": f"https://jingui.example/{KEY}.txt",
        "urlList": [address(article)],
    }
    assert site.posted[1] == address(article).encode()
    assert [headers["Content-Type"] for _, headers in site.asked] == [
        "application/json; charset=utf-8",
        "text/plain",
    ]


def test_the_receipt_says_what_was_told_when_and_what_was_answered(site):
    news.announce_published(an_article())
    tell(60)
    receipt = Dispatch.objects.get(herald=Herald.BAIDU)

    assert (receipt.accepted, receipt.status, receipt.answer, receipt.next_at) == (True, 200, TAKEN, None)
    assert receipt.told_at == NOW + timedelta(seconds=60)


def test_what_was_told_is_not_told_again(site):
    news.announce_published(an_article())

    assert (tell(60), tell(120), len(site.posted)) == (2, 0, 2)


def test_what_changes_often_is_told_once_it_has_settled(only_indexnow):
    article = an_article()
    news.announce_published(article)
    for _time in range(5):
        news.announce_updated(article)

    assert tell() == 0
    assert tell(60) == 1
    news.announce_updated(article)
    assert tell(599) == 0
    assert tell(600) == 1


def test_baidu_hears_of_new_pages_only(site):
    news.announce_updated(an_article())

    assert {dispatch.herald for dispatch in Dispatch.objects.all()} == {Herald.INDEXNOW}


def test_a_retraction_is_told_too(only_indexnow):
    article = an_article()
    news.retract(article, note="误。", at=NOW)

    assert json.loads((tell(3600), only_indexnow.posted[0])[1])["urlList"] == [address(article)]


def test_what_lives_elsewhere_or_is_invented_is_not_told(site):
    news.announce_published(an_article(canonical_url="https://lanjiang.example/1"))
    news.announce_published(an_article(source=a_source(is_demo=True)))

    assert Dispatch.objects.count() == 0


def test_what_was_not_committed_is_not_told(site):
    from django.db import transaction  # noqa: PLC0415 (only this test breaks a transaction)

    with transaction.atomic():
        news.announce_published(an_article())
        transaction.set_rollback(True)

    assert Dispatch.objects.count() == 0


def test_many_go_in_one_letter(only_indexnow):
    for n in range(5):
        news.announce_published(an_article(f"第{n}条"))

    assert (tell(60), len(only_indexnow.posted)) == (5, 1)


def test_a_batch_has_an_end_and_the_rest_follows(site, monkeypatch):
    monkeypatch.setitem(houses.MOST_AT_ONCE, "indexnow", 2)
    for n in range(3):
        actions.note(f"https://jingui.example/{n}", heralds=[Herald.INDEXNOW], now=NOW, settle_seconds=0)

    assert (tell(), tell(), tell()) == (2, 1, 0)
    assert [len(json.loads(body)["urlList"]) for body in site.posted] == [2, 1]


@pytest.mark.parametrize("status", [429, 500, 503, 403])
def test_who_is_busy_is_told_again_later_and_later(only_indexnow, status):
    only_indexnow["/indexnow"] = page("busy", status=status)
    news.announce_published(an_article())
    waits = []
    at = 60
    for _time in range(4):
        tell(at)
        waits.append((Dispatch.objects.get().next_at - NOW).total_seconds() - at)
        at += waits[-1]

    assert waits == [60, 120, 240, 480]
    assert (Dispatch.objects.get().status, Dispatch.objects.get().answer) == (status, "busy")
    only_indexnow["/indexnow"] = page("")
    assert tell(at) == 1


def test_who_never_answers_is_given_up(only_indexnow):
    only_indexnow["/indexnow"] = page("", status=503)
    news.announce_published(an_article())
    for day in range(1, 20):
        tell(day * 2 * 86_400)
    dispatch = Dispatch.objects.get()

    assert (dispatch.attempts, dispatch.next_at, dispatch.accepted) == (actions.MOST_ATTEMPTS, None, False)


def test_a_letter_that_makes_no_sense_to_them_is_not_sent_again(only_indexnow):
    only_indexnow["/indexnow"] = page("invalid", status=422)
    news.announce_published(an_article())

    assert (tell(60), tell(86_400), len(only_indexnow.posted)) == (0, 0, 1)
    assert Dispatch.objects.get().accepted is False


def test_an_address_that_baidu_does_not_take_is_written_down(site):
    good, bad = an_article(), an_article()
    site["/urls?site=https%3A%2F%2Fjingui.example&token=token%261"] = page(
        json.dumps({"remain": 9, "success": 1, "not_valid": [address(bad)]})
    )
    for article in (good, bad):
        news.announce_published(article)
    tell(60)
    told = dict(Dispatch.objects.filter(herald=Herald.BAIDU).values_list("address", "accepted"))

    assert told == {address(good): True, address(bad): False}


def test_a_used_up_quota_waits_for_tomorrow(site):
    site["/urls?site=https%3A%2F%2Fjingui.example&token=token%261"] = page(
        '{"error": 400, "message": "over quota"}', status=400
    )
    news.announce_published(an_article())
    tell(60)

    assert Dispatch.objects.get(herald=Herald.BAIDU).next_at == NOW + timedelta(seconds=60, days=1)


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "<html>", "\0", '{"success": 1, "not_valid": 7}', "x" * 5000]
)
def test_any_answer_can_be_kept(site, body):
    site["/urls?site=https%3A%2F%2Fjingui.example&token=token%261"] = page(body)
    news.announce_published(an_article())
    tell(60)
    receipt = Dispatch.objects.get(herald=Herald.BAIDU)

    assert receipt.told_at
    assert len(receipt.answer) <= actions.LONGEST_ANSWER


def test_a_line_that_breaks_is_tried_again_and_says_why(only_indexnow):
    only_indexnow["/indexnow"] = lambda handler: handler.connection.close()
    news.announce_published(an_article())
    tell(60)
    dispatch = Dispatch.objects.get()

    assert dispatch.next_at == NOW + timedelta(seconds=120)
    assert (dispatch.status, bool(dispatch.answer)) == (None, True)


def test_who_dies_while_telling_loses_nothing(only_indexnow):
    news.announce_published(an_article())
    with pytest.raises(SystemExit):
        actions.tell_due(NOW + timedelta(seconds=60), post=dying)

    assert tell(61) == 0
    assert tell(60 + actions.LEASE_SECONDS) == 1


def test_the_open_internet_is_the_only_place_that_is_told(only_indexnow):
    news.announce_published(an_article())
    actions.tell_due(NOW + timedelta(seconds=60), post=partial(Client(delay_seconds=0).post))

    assert only_indexnow.posted == []
    assert "内网" in Dispatch.objects.get().answer


def test_old_receipts_and_what_waits_for_nobody_are_swept(site, settings):
    news.announce_published(an_article())
    tell(60)
    news.announce_published(an_article())
    settings.BAIDU_TOKEN = ""
    actions.sweep(NOW + timedelta(days=1))

    assert [d.herald for d in Dispatch.objects.waiting()] == [Herald.INDEXNOW]
    assert Dispatch.objects.filter(next_at=None).count() == 2
    actions.sweep(NOW + timedelta(days=91))
    assert Dispatch.objects.filter(next_at=None).count() == 0


def test_our_site_shows_its_key_and_no_other(client, settings):
    settings.INDEXNOW_KEY = KEY

    assert client.get(f"/{KEY}.txt").text == KEY
    assert client.get("/another1.txt").status_code == 404


@pytest.mark.parametrize("key", ["", "short", "x" * 129, "ein schlüssel", "a/../../etc", "robots.txt"])
def test_a_key_that_is_none_is_off(client, settings, key):
    settings.INDEXNOW_KEY = key
    news.announce_published(an_article())

    assert Dispatch.objects.count() == 0
    assert client.get("/.txt").status_code == 404
    assert client.get("/short.txt").status_code == 404
