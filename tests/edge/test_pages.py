import asyncio
import gzip

import pytest

from jingui.edge.pages import holds
from tests.edge.street import PUBLIC, Django, a_scope, an_edge, answer, ask

LONG = "金价走高。".encode() * 200


def test_the_second_reader_is_answered_from_memory():
    edge = an_edge(body=LONG)
    first, second = ask(edge), ask(edge)

    assert first.body == second.body == LONG
    assert len(edge.django.asked) == 1


def test_a_reader_gets_the_encoding_they_take():
    edge = an_edge(body=LONG)

    assert gzip.decompress(ask(edge, accept_encoding=b"gzip, deflate").body) == LONG
    assert ask(edge, accept_encoding=b"gzip;q=0.5, br").headers[b"content-encoding"] == b"br"
    assert b"content-encoding" not in ask(edge, accept_encoding=b"br;q=0, gzip;q=0").headers


def test_surrogate_keys_never_leave_the_house():
    kept = an_edge(headers=[*PUBLIC, (b"surrogate-key", b"home")])
    passing = an_edge(headers=[(b"surrogate-key", b"home")])

    for edge in (kept, passing):
        assert b"surrogate-key" not in ask(edge).headers
        assert b"surrogate-key" not in ask(edge, cookie=b"sessionid=1").headers
        assert b"surrogate-key" not in ask(edge, method="POST").headers


def test_a_reader_with_the_same_copy_is_told_so():
    edge = an_edge(body=LONG)
    etag = ask(edge).headers[b"etag"]
    again = ask(edge, if_none_match=etag)

    assert (again.status, again.body) == (304, b"")
    assert again.headers[b"etag"] == etag
    assert b"content-length" not in again.headers


@pytest.mark.parametrize("said", [b'"a"', b'W/"a"', b'"x", "a"', b"*", b' W/"x" , W/"a" '])
def test_every_way_to_name_a_copy_is_understood(said):
    assert holds(said, b'"a"')


@pytest.mark.parametrize("said", [b"", b"a", b'"ab"', b'"a-br"', b"W/"])
def test_another_copy_is_another_copy(said):
    assert not holds(said, b'"a"')


def test_a_copy_in_another_encoding_is_another_copy():
    edge = an_edge(body=LONG)
    etag = ask(edge, accept_encoding=b"br").headers[b"etag"]

    assert ask(edge, if_none_match=etag).status == 200


def test_head_says_what_get_would():
    edge = an_edge(body=LONG)
    head, get = ask(edge, method="HEAD"), ask(edge)

    assert head.body == b""
    assert head.headers[b"content-length"] == get.headers[b"content-length"]
    assert edge.django.asked[0]["method"] == "GET"


def test_a_head_that_is_not_kept_has_no_body_either():
    assert ask(an_edge(headers=[]), method="HEAD").body == b""


@pytest.mark.parametrize(
    "cookie", [b"sessionid=abc", b"a=1; sessionid=", b"messages=x", b"django_language=en"]
)
def test_somebody_known_is_never_served_from_memory_nor_kept(cookie):
    edge = an_edge()
    ask(edge)
    edge.django.body = b"welcome back"

    assert ask(edge, cookie=cookie).body == b"welcome back"
    assert ask(edge).body == b"<p>news</p>"
    assert (b"cookie", cookie) in edge.django.asked[-1]["headers"]


def test_a_reader_with_a_form_open_keeps_their_token_and_leaves_nothing_behind():
    edge = an_edge(body=b"token of one reader")
    ask(edge, cookie=b"csrftoken=abc")

    assert not edge.memory.pages
    assert (b"cookie", b"csrftoken=abc") in edge.django.asked[0]["headers"]


def test_a_page_that_is_kept_is_asked_for_as_a_stranger():
    edge = an_edge()
    ask(
        edge,
        cookie=b"_ga=1; theme=dark",
        x_forwarded_host=b"evil.example",
        x_forwarded_proto=b"https",
        x_original_url=b"/admin/",
        user_agent=b"Mozilla",
        accept_language=b"en",
        range=b"bytes=0-1",
        if_modified_since=b"Sun, 22 Nov 2026 00:00:00 GMT",
        query=b"utm_source=x&before=abc",
    )
    told = edge.django.asked[0]

    assert told["headers"] == [(b"host", b"127.0.0.1:8000")]
    assert told["query_string"] == b"before=abc"


def test_what_htmx_asks_for_is_another_page():
    edge = an_edge()
    ask(edge)
    edge.django.body = b"<li>part</li>"

    assert ask(edge, hx_request=b"true", hx_target=b"list").body == b"<li>part</li>"
    assert ask(edge).body == b"<p>news</p>"
    assert (b"hx-request", b"true") in edge.django.asked[1]["headers"]
    assert len(edge.django.asked[1]["headers"]) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"path": "//"},
        {"path": "/./"},
        {"path": "/a"},
        {"path": "/", "query": b"tab=hot"},
        {"path": "/", "host": b"localhost:8000"},
        {"path": "/", "scheme": "https"},
        {"path": "/", "hx_request": b"true"},
    ],
    ids=str,
)
def test_one_page_is_never_mistaken_for_another(other):
    edge = an_edge()
    ask(edge)
    ask(edge, **other)

    assert len(edge.django.asked) == 2


def test_an_unknown_query_passes_by_whole():
    edge = an_edge()
    ask(edge, query=b"secret=1&before=a")

    assert edge.django.asked[0]["query_string"] == b"secret=1&before=a"
    assert not edge.memory.pages


def test_a_preview_in_the_desk_is_not_kept_although_its_view_says_public():
    edge = an_edge(body=b"embargoed")
    ask(edge, "/admin/snippets/news/article/preview/1/", cookie=b"sessionid=editor")
    ask(edge, "/a/1/x/", cookie=b"sessionid=editor", query=b"")

    assert not edge.memory.pages


def test_a_hundred_readers_cost_one_rendering():
    edge = an_edge(body=LONG, wait=0.02)

    async def crowd():
        return await asyncio.gather(*(answer(edge, a_scope()) for _ in range(100)))

    assert {found.body for found in asyncio.run(crowd())} == {LONG}
    assert len(edge.django.asked) == 1
    assert not edge.asking


def test_readers_of_a_page_that_is_not_kept_do_not_wait_for_one_another():
    edge = an_edge(headers=[], wait=0.02)

    async def crowd():
        return await asyncio.gather(*(answer(edge, a_scope()) for _ in range(10)))

    assert [found.status for found in asyncio.run(crowd())] == [200] * 10
    assert len(edge.django.asked) == 10


def test_a_failure_leaves_nobody_waiting():
    class Broken(Django):
        async def __call__(self, scope, receive, send):
            await super().__call__(scope, receive, self.drop)
            raise RuntimeError("the disk is gone")

        async def drop(self, message):
            pass

    edge = an_edge(Broken(wait=0.01))

    async def crowd():
        return await asyncio.gather(*(answer(edge, a_scope()) for _ in range(3)), return_exceptions=True)

    assert [type(found) for found in asyncio.run(crowd())] == [RuntimeError] * 3
    assert not edge.asking


def test_a_page_that_changed_while_it_was_rendered_is_not_kept():
    edge = an_edge(headers=[*PUBLIC, (b"surrogate-key", b"home")], wait=0.05)

    async def meanwhile():
        asking = asyncio.create_task(answer(edge, a_scope()))
        await asyncio.sleep(0.01)
        edge.memory.purge(["home"], asyncio.get_running_loop().time())
        return await asking

    assert asyncio.run(meanwhile()).status == 200
    assert not edge.memory.pages


def test_an_answer_too_large_to_keep_arrives_whole():
    body = b"z" * (3 * 1024 * 1024)
    edge = an_edge(body=body)

    assert ask(edge).body == body
    assert not edge.memory.pages


def test_age_is_told():
    edge = an_edge()
    ask(edge)

    assert ask(edge).headers[b"age"] == b"0"
