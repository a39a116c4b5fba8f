import asyncio

import pytest

from jingui.edge import bridge
from tests.edge.street import Line, a_scope


@pytest.fixture
def wsgi(monkeypatch):
    """A WSGI application that says what it was told, in place of Django."""
    told = {}

    async def called(scope, receive, send):
        told["headers"] = dict(scope["headers"])
        told["body"] = b""
        while True:
            message = await receive()
            told["body"] += message["body"]
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    monkeypatch.setattr(bridge, "wsgi", called)
    return told


def post(*chunks, **headers):
    line = Line(*chunks)
    headers.setdefault("content_length", b"%d" % sum(len(chunk) for chunk in chunks))
    asyncio.run(bridge.to_django(a_scope(method="POST", **headers), line.receive, line.send))
    return line.answer()


def test_a_body_arrives_whole(wsgi):
    chunks = [bytes([n]) * 70_000 for n in range(9)]

    assert post(*chunks).status == 200
    assert wsgi["body"] == b"".join(chunks)


def test_a_body_of_exactly_one_chunk_ends(wsgi):
    post(b"x" * bridge.CHUNK_BYTES)

    assert len(wsgi["body"]) == bridge.CHUNK_BYTES


def test_a_body_that_says_it_is_too_large_is_not_read(wsgi):
    assert post(b"x", content_length=b"%d" % (bridge.BODY_BYTES + 1)).status == 413
    assert wsgi == {}


def test_a_body_that_grows_too_large_is_cut_off(wsgi, monkeypatch):
    monkeypatch.setattr(bridge, "BODY_BYTES", 10)

    assert post(b"x" * 8, b"x" * 8, content_length=b"8").status == 413
    assert wsgi == {}


@pytest.mark.parametrize("length", [b"-1", b"abc", b"1e3", b"", b"1_000"])
def test_a_length_that_is_none_is_refused(wsgi, length):
    assert post(b"x", content_length=length).status == 413


def test_a_body_that_does_not_come_takes_no_thread(wsgi, monkeypatch):
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    line = Line()

    async def never():
        await asyncio.Event().wait()

    asyncio.run(bridge.to_django(a_scope(method="POST", content_length=b"9"), never, line.send))

    assert line.answer().status == 408
    assert wsgi == {}


def test_a_browser_chooses_neither_language_nor_host(wsgi):
    post(b"", accept_language=b"en", x_forwarded_host=b"evil.example", cookie=b"sessionid=1")

    assert set(wsgi["headers"]) == {b"host", b"cookie", b"content-length"}
