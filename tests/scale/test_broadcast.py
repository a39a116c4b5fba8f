"""With Valkey a notice is heard at once; with PostgreSQL none is lost, however transactions overlap."""

import threading
import time

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from jingui.broadcast import actions, follower, queries
from jingui.broadcast.follower import Ear, Follower
from jingui.broadcast.models import Notice

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def in_a_thread(work):
    def working():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=working)
    thread.start()
    return thread


def test_the_database_is_postgresql():
    assert connection.vendor == "postgresql"


def test_a_cache_entry_is_seen_by_every_process():
    cache.set("who", "everyone", 5)

    assert cache.get("who") == "everyone"


def test_a_notice_rings_the_bell(monkeypatch):
    monkeypatch.setattr(follower, "POLL_SECONDS", 30)  # without the bell it would take that long
    heard = threading.Event()
    ear = Ear(lambda notice: heard.set())
    ear.start()
    time.sleep(1)
    actions.send("purge", keys=["home"])
    rung = heard.wait(20)
    ear.stop()

    assert rung


def test_a_slow_transaction_with_a_lower_number_is_heard_too():
    following = Follower(queries.newest())
    opened, finish = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            actions.send("slow")
            opened.set()
            finish.wait(10)

    thread = in_a_thread(slowly)
    opened.wait(10)
    actions.send("quick")
    first = [notice.kind for notice in following.look()]
    finish.set()
    thread.join()
    second = [notice.kind for notice in following.look()]

    assert (first, second) == (["quick"], ["slow"])


def test_none_is_lost_when_many_speak_at_once():
    following, spoken, heard = Follower(queries.newest()), 200, []
    threads = [in_a_thread(lambda: [actions.send("x") for _ in range(spoken // 8)]) for _ in range(8)]
    while any(thread.is_alive() for thread in threads):
        heard += [notice.pk for notice in following.look()]
    heard += [notice.pk for notice in following.look()]

    assert sorted(heard) == list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    assert len(heard) == spoken
