"""Each language's pages are kept by themselves and dropped together; each has its own live stream."""

import asyncio

import pytest

from jingui.edge import newsroom, rules
from jingui.edge.app import Edge
from jingui.flash import actions as wire
from jingui.portal.languages import ENGLISH, LANGUAGES, SIMPLIFIED, TRADITIONAL
from tests.edge.street import PUBLIC, Django, an_edge, ask
from tests.edge.test_live import Listener, a_scope
from tests.factories import NOW, a_source

PAGES = ("/c/stocks/", "/hant/c/stocks/", "/en/c/stocks/")
DATED = [*PUBLIC, (b"last-modified", b"Wed, 15 Jul 2026 02:30:00 GMT")]


def test_every_language_is_asked_for_once_and_then_remembered():
    django = Django()
    edge = an_edge(django)
    for _time in range(3):
        for page in PAGES:
            ask(edge, page)

    assert [scope["path"] for scope in django.asked] == list(PAGES)


def test_one_change_drops_the_page_in_every_language():
    edge = an_edge(headers=[*PUBLIC, (b"surrogate-key", b"channel-stocks")])
    for page in PAGES:
        ask(edge, page)

    assert edge.memory.purge(["channel-stocks"], now=float("inf")) == 3


@pytest.mark.parametrize(
    "path", ["/hant/accounts/login/", "/en/accounts/", "/hant/api/reads", "/en/live/flashes"]
)
def test_what_is_never_kept_is_not_kept_behind_a_prefix(path):
    assert not rules.is_page(path)


def test_a_prefix_makes_nothing_impersonal():
    assert not rules.is_impersonal("/hant/c/assets/")


def test_a_signed_in_reader_of_another_script_is_not_answered_from_memory():
    django = Django()
    edge = an_edge(django)
    ask(edge, "/hant/")
    ask(edge, "/hant/", cookie=b"sessionid=abc")

    assert len(django.asked) == 2


def test_a_copy_holds_by_the_very_date_that_it_came_with():
    edge = an_edge(headers=DATED)
    first = ask(edge, "/feed.xml")
    same = ask(edge, "/feed.xml", if_modified_since=first.headers[b"last-modified"])
    later = ask(edge, "/feed.xml", if_modified_since=b"Wed, 15 Jul 2026 02:30:01 GMT")

    assert (same.status, same.body, later.status) == (304, b"", 200)
    assert same.headers[b"last-modified"] == first.headers[b"last-modified"]


def test_a_tag_says_more_than_a_date():
    edge = an_edge(headers=DATED)
    answer = ask(edge, "/feed.xml", if_modified_since=DATED[-1][1], if_none_match=b'"another"')

    assert answer.status == 200


@pytest.mark.django_db
def test_a_flash_is_told_in_the_words_of_each_language():
    flash = wire.report_flash(
        text="央行公布汇率", source=a_source(name="东岸财讯"), published_at=NOW, urgency=1
    )
    told = {each: newsroom.frame_of(flash.pk, "flash", language=each).decode() for each in LANGUAGES}

    assert ("汇率" in told[SIMPLIFIED], "突发" in told[SIMPLIFIED]) == (True, True)
    assert ("匯率" in told[TRADITIONAL], "东岸" in told[TRADITIONAL]) == (True, False)
    assert ("汇率" in told[ENGLISH], "breaking" in told[ENGLISH]) == (True, True)
    assert 'href="/hant/24h/#flash-' in told[TRADITIONAL]


@pytest.mark.django_db
def test_who_listens_in_traditional_script_hears_it_so():
    flash = wire.report_flash(text="汇率", source=a_source(), published_at=NOW)
    said = {each: newsroom.frame_of(flash.pk, "flash", language=each) for each in LANGUAGES}

    async def heard():
        edge, listener = Edge(Django()), Listener()
        edge.loop = asyncio.get_running_loop()
        scope = a_scope("/hant/live/flashes")
        task = asyncio.create_task(edge(scope, listener.receive, listener.send))
        await asyncio.sleep(0.02)
        for each, hub in edge.hubs.items():
            edge._tell(hub, said[each], pk=flash.pk, event="flash")
        await asyncio.sleep(0.02)
        for hub in edge.hubs.values():
            hub.close()
        await task
        return listener.text

    text = asyncio.run(heard())

    assert "匯率" in text
    assert "汇率" not in text
