from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.edge.asked import HEADERS, HEADERS_BYTES, Refused, coding, read
from tests.edge.street import a_scope


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"host": b"evil.example"}, 400),
        ({"host": b"127.0.0.1.evil.example"}, 400),
        ({"host": b"evil.example#127.0.0.1"}, 400),
        ({"host": b"127.0.0.1:8000@evil.example"}, 400),
        ({"host": b"\xff"}, 400),
        ({"host": b""}, 400),
        ({"host": None}, 400),
        ({"path": "a"}, 400),
        ({"path": "/news\ufffd"}, 400),
        ({"path": "/\x00"}, 400),
        ({"path": "/a\r\nset-cookie: x=1"}, 400),
        ({"path": "/\ud800"}, 400),
        ({"path": "/" + "a" * 3000}, 414),
        ({"query": b"\xff"}, 400),
        ({"query": b"q=" + b"a" * 9000}, 414),
        ({"method": "TRACE"}, 405),
        ({"method": "CONNECT"}, 405),
        ({"x_bomb": b"x" * HEADERS_BYTES}, 431),
        ({f"x_{number}": b"" for number in range(HEADERS + 1)}, 431),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_makes_no_sense_is_refused_at_the_door(request_, status):
    with pytest.raises(Refused) as refused:
        read(a_scope(**request_))

    assert refused.value.status == status


def test_two_hosts_are_one_too_many():
    scope = a_scope()
    scope["headers"].append((b"host", b"localhost"))

    with pytest.raises(Refused):
        read(scope)


@pytest.mark.parametrize(
    "host", [b"127.0.0.1", b"localhost:8000", b"LOCALHOST", b"[::1]:8000", b"localhost."]
)
def test_our_own_names_are_ours(host):
    assert read(a_scope(host=host)).path == "/"


def test_cookies_in_several_lines_all_count():
    scope = a_scope(cookie=b"a=1")
    scope["headers"].append((b"cookie", b"b=2;sessionid=3"))

    assert read(scope).cookies == {"a", "b", "sessionid"}
    assert read(scope).is_personal


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        (b"", ""),
        (b"gzip, deflate, br, zstd", "br"),
        (b"gzip", "gzip"),
        (b"GZIP;q=0.3", "gzip"),
        (b"*", "br"),
        (b"br;q=0, *", "gzip"),
        (b"br; q=0.0,gzip; q=0", ""),
        (b"identity", ""),
        (b"brotli", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_the_best_encoding_that_the_reader_takes(said, chosen):
    assert coding(said) == chosen


@given(st.text(max_size=30), st.binary(max_size=30), st.binary(max_size=30))
def test_anything_is_read_or_refused(path, query, value):
    with suppress(Refused):
        read(a_scope("/" + path, query=query, cookie=value, accept_encoding=value))
