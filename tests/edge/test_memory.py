import gzip

import brotli

from jingui.edge.memory import OVERHEAD_BYTES, Memory, press

HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"vary", b"HX-Request"), (b"etag", b'"django"')]


def a_page(body=b"x" * 100, *, seconds=60, shows=("home",), headers=HTML):
    return press(200, headers, body, seconds=seconds, surrogates=shows)


def test_a_page_is_pressed_once_into_every_encoding():
    page = a_page("报道".encode() * 300)

    assert brotli.decompress(page.forms["br"].body) == page.forms[""].body
    assert gzip.decompress(page.forms["gzip"].body) == page.forms[""].body
    assert len({form.etag for form in page.forms.values()}) == 3


def test_every_form_says_its_length_its_encoding_and_what_it_varies_by():
    headers = dict(a_page(b"a" * 300).forms["br"].headers)

    assert headers[b"content-encoding"] == b"br"
    assert headers[b"vary"] == b"HX-Request, Accept-Encoding"
    assert headers[b"etag"] != b'"django"'
    assert int(headers[b"content-length"]) == len(a_page(b"a" * 300).forms["br"].body)


def test_pictures_and_short_answers_are_not_compressed():
    assert list(a_page(b"tiny").forms) == [""]
    assert list(a_page(b"\x89PNG" * 999, headers=[(b"content-type", b"image/png")]).forms) == [""]


def test_the_same_body_has_the_same_etag_after_a_restart():
    assert a_page().forms[""].etag == a_page().forms[""].etag


def test_a_page_is_found_while_it_is_fresh():
    memory, page = Memory(10**6), a_page(seconds=60)
    memory.put(("/",), page, asked_at=0)

    assert memory.get(("/",), page.stored_at + 59) is page
    assert memory.get(("/",), page.stored_at + 60) is None
    assert memory.size == 0


def test_a_purge_drops_every_page_that_shows_it_and_no_other():
    memory = Memory(10**6)
    for path, shows in (("/", ["home", "a"]), ("/a", ["a"]), ("/b", ["b"])):
        memory.put((path,), a_page(shows=shows), asked_at=0)

    assert memory.purge(["a", "unknown"], now=1) == 2
    assert list(memory.pages) == [("/b",)]
    assert set(memory.showing) == {"b"}


def test_a_page_asked_for_before_what_it_shows_changed_is_not_kept():
    memory = Memory(10**6)
    memory.purge(["home"], now=10)

    assert not memory.put(("/",), a_page(), asked_at=9.9)
    assert memory.put(("/",), a_page(), asked_at=10.1)


def test_old_purges_are_forgotten():
    memory = Memory(10**6)
    for number in range(1000):
        memory.purge([f"article-{number}"], now=float(number))

    assert len(memory.purged) < 130


def test_the_least_read_page_leaves_first():
    memory = Memory(3 * (OVERHEAD_BYTES + 100))
    for path in "abc":
        memory.put((path,), a_page(shows=[path]), asked_at=0)
    memory.get(("a",), 0)
    memory.put(("d",), a_page(shows=["d"]), asked_at=0)

    assert list(memory.pages) == [("c",), ("a",), ("d",)]
    assert memory.size <= memory.limit_bytes


def test_a_page_larger_than_memory_is_not_kept():
    memory = Memory(5000)

    assert not memory.put(("/",), a_page(b"\x00" * 9000, headers=[]), asked_at=0)
    assert memory.size == 0


def test_the_same_key_twice_is_counted_once():
    memory = Memory(10**6)
    memory.put(("/",), a_page(), asked_at=0)
    memory.put(("/",), a_page(b"y" * 50), asked_at=0)

    assert memory.size == memory.pages[("/",)].size
