import pytest

from jingui.broadcast import actions, queries
from jingui.broadcast.follower import Ear, Follower
from jingui.broadcast.models import Notice
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def numbers(notices):
    return [notice.pk for notice in notices]


def test_a_notice_is_heard_once():
    follower = Follower(queries.newest())
    notice = actions.send("purge", keys=["home"])

    assert numbers(follower.look()) == [notice.pk]
    assert follower.look() == []


def test_what_was_said_before_is_not_heard():
    actions.send("purge", keys=["home"])

    assert Follower(queries.newest()).look() == []


def test_a_lower_number_that_commits_later_is_heard_too():
    follower = Follower(0)
    Notice.objects.create(pk=7, kind="late")
    Notice.objects.create(pk=10, kind="early")
    follower.look()
    Notice.objects.create(pk=8, kind="later")

    assert numbers(follower.look()) == [8]
    assert 9 in follower.gaps


def test_a_number_that_never_comes_is_given_up(monkeypatch):
    follower = Follower(0)
    Notice.objects.create(pk=3, kind="x")
    follower.look()
    monkeypatch.setattr("jingui.broadcast.follower.GAP_SECONDS", -1)
    follower.look()

    assert follower.gaps == {}


def test_a_leap_in_the_numbers_is_not_a_million_gaps():
    follower = Follower(0)
    Notice.objects.create(pk=10_000_000, kind="x")
    follower.look()

    assert len(follower.gaps) <= 500


def test_looking_costs_one_query(django_assert_num_queries):
    follower = Follower(0)
    with django_assert_num_queries(1):
        follower.look()


def test_one_notice_that_cannot_be_acted_upon_does_not_silence_the_next():
    heard = []

    def hear(notice):
        heard.append(notice.kind)
        raise KeyError(notice.kind)

    ear = Ear(hear)
    ear._tell(Notice(kind="first"))
    ear._tell(Notice(kind="second"))

    assert heard == ["first", "second"]


def test_a_day_is_enough_to_hear_a_notice():
    old, new = actions.send("purge", keys=[]), actions.send("purge", keys=[])
    Notice.objects.filter(pk=old.pk).update(at=NOW.replace(day=13))
    Notice.objects.filter(pk=new.pk).update(at=NOW)

    assert actions.sweep(NOW) == 1
    assert list(Notice.objects.values_list("pk", flat=True)) == [new.pk]


def test_without_valkey_nothing_waits_for_it(settings, django_capture_on_commit_callbacks):
    settings.CACHE_URL = ""
    with django_capture_on_commit_callbacks() as later:
        actions.send("purge", keys=[])

    assert later == []


def test_a_valkey_that_is_away_does_not_keep_a_publication_from_happening(
    settings, django_capture_on_commit_callbacks
):
    settings.CACHE_URL = "redis://127.0.0.1:9/0"
    actions.valkey.cache_clear()
    with django_capture_on_commit_callbacks(execute=True):
        notice = actions.send("purge", keys=[])
    actions.valkey.cache_clear()

    assert Notice.objects.get() == notice
