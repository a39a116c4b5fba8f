import asyncio

from jingui.broadcast.models import Notice
from jingui.edge.app import Edge
from tests.edge.street import PUBLIC, Django, Line, a_scope


async def served(edge, scope):
    line = Line()
    await edge(scope, line.receive, line.send)
    return line.answer()


def an_edge(**answer):
    return Edge(Django(**answer))


def test_a_refusal_is_in_the_readers_language_and_kept_by_nobody():
    found = asyncio.run(served(an_edge(), a_scope(host=b"evil.example")))

    assert found.status == 400
    assert found.body.decode() == "400 请求无法识别。\n"
    assert found.headers[b"cache-control"] == b"no-store"


def test_a_broken_deployment_says_that_it_is_broken():
    class Broken(Django):
        async def __call__(self, scope, receive, send):
            raise ImportError("no such module")

    found = asyncio.run(served(Edge(Broken()), a_scope()))

    assert found.status == 500
    assert b"no such module" not in found.body


def test_a_purge_that_is_heard_drops_the_page():
    edge = an_edge(headers=[*PUBLIC, (b"surrogate-key", b"home wire")])

    async def story():
        edge.loop = asyncio.get_running_loop()
        await served(edge, a_scope())
        kept = len(edge.memory.pages)
        await asyncio.to_thread(edge.hear, Notice(kind="purge", payload={"keys": ["wire"]}))
        await asyncio.sleep(0.01)
        return kept, len(edge.memory.pages)

    assert asyncio.run(story()) == (1, 0)


def test_a_notice_of_another_kind_is_passed_over():
    an_edge().hear(Notice(kind="weather", payload={}))


def test_websockets_are_not_spoken():
    assert asyncio.run(an_edge()({"type": "websocket"}, None, None)) is None
