import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest

from jingui.http import (
    AddressRefused,
    BadStatus,
    BrokenAnswer,
    Client,
    SourceUnreachable,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)
from jingui.http.client import MOST_BYTES, retry_after
from tests.loopback import page

NOW = datetime(2026, 7, 15, 2, 30, tzinfo=UTC)


def test_a_page_comes_with_its_address_headers_and_body(site, client):
    site["/feed"] = page("正文", ETag='"7"', Content_Type="text/xml")

    response = client.get(site.url("/feed"))

    assert (response.url, response.status, response.body.decode()) == (site.url("/feed"), 200, "正文")
    assert (response.headers["etag"], response.content_type) == ('"7"', "text/xml")
    assert response.wire_bytes == len("正文".encode())


def test_it_says_who_asks(site):
    site["/"] = page("")

    Client(allow=("127.0.0.0/8",), agent="Jingui/1 (+https://site.example)").get(site.url("/"))

    assert site.asked[0][1]["User-Agent"] == "Jingui/1 (+https://site.example)"


def test_what_is_known_already_is_not_sent_again(site, client):
    site["/feed"] = lambda handler: (304 if handler.headers["If-None-Match"] == '"7"' else 200, {}, b"")

    assert client.get(site.url("/feed"), etag='"7"', last_modified="yesterday").not_modified
    assert site.asked[0][1]["If-Modified-Since"] == "yesterday"


def test_an_etag_cannot_smuggle_headers(site, client):
    site["/feed"] = page("")

    client.get(site.url("/feed"), etag='"x"\r\nX-Evil: 1')

    assert "X-Evil" not in site.asked[0][1]


def test_redirects_are_followed_and_lasting_ones_reported(site, client):
    site["/old"] = page("", status=301, Location="/newer")
    site["/newer"] = page("", status=308, Location="/newest")
    site["/newest"] = page("here")

    response = client.get(site.url("/old"))

    assert (response.body, response.permanent_url) == (b"here", site.url("/newest"))


def test_a_passing_redirect_ends_what_is_lasting(site, client):
    site["/old"] = page("", status=301, Location="/newer")
    site["/newer"] = page("", status=302, Location="/login")
    site["/login"] = page("here")

    assert client.get(site.url("/old")).permanent_url == site.url("/newer")


def test_five_redirects_are_followed_and_no_sixth(site, client):
    for hop in range(7):
        site[f"/{hop}"] = page("", status=302, Location=f"/{hop + 1}")
    site["/6"] = page("end")

    assert client.get(site.url("/1")).body == b"end"
    with pytest.raises(TooManyRedirects):
        client.get(site.url("/0"))


def test_a_loop_ends(site, client):
    site["/"] = page("", status=302, Location="/")

    with pytest.raises(TooManyRedirects):
        client.get(site.url("/"))

    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://10.0.0.1:22/",
    ],
)
def test_every_redirect_is_checked_like_the_first_address(site, client, target):
    site["/"] = page("", status=302, Location=target)

    with pytest.raises(AddressRefused):
        client.get(site.url("/"))


@pytest.mark.parametrize("answer", [page("", status=302), page("", status=302, Location="http://x:1234567/")])
def test_a_redirect_to_nowhere_is_refused(site, client, answer):
    site["/"] = answer

    with pytest.raises((AddressRefused, BrokenAnswer)):
        client.get(site.url("/"))


def drip(handler):
    """A body of one byte every tenth of a second."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def drip_headers(handler):
    """Headers that never end, a byte at a time: no single wait is long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)


@pytest.mark.parametrize(
    "answer", [drip, drip_headers, lambda handler: time.sleep(8)], ids=["body", "headers", "none"]
)
def test_a_server_that_drips_is_left_at_the_deadline(site, client, answer):
    site["/"] = answer
    started = time.monotonic()

    with pytest.raises(TooSlow, match="1 秒内没有收完"):
        client.get(site.url("/"))

    assert time.monotonic() - started < 6  # each would have gone on for longer


def test_a_chain_of_slow_redirects_shares_one_deadline(site, client):
    for hop in range(5):
        site[f"/{hop}"] = lambda handler, hop=hop: (
            time.sleep(0.4) or page("", status=302, Location=f"/{hop + 1}")
        )

    with pytest.raises(TooSlow):
        client.get(site.url("/0"))


def test_ten_gigabytes_announced_are_not_begun(site, client):
    site["/"] = page("x", Content_Length=str(10 * 2**30))

    with pytest.raises(TooLarge, match="15 MB"):
        client.get(site.url("/"))


def endless(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b"x" * 65536)


def test_more_than_was_announced_is_cut_off(site):
    site["/"] = endless

    with pytest.raises(TooLarge):
        Client(allow=("127.0.0.0/8",), delay_seconds=0).get(site.url("/"))


def test_a_gzip_bomb_stays_packed(site, client):
    bomb = gzip.compress(gzip.compress(b"\0" * (MOST_BYTES * 8)), 9)
    site["/"] = page(bomb, Content_Encoding="gzip, gzip")

    with pytest.raises(TooLarge, match="解压后"):
        client.get(site.url("/"))


@pytest.mark.parametrize("status", [400, 403, 404, 410, 418, 429, 500, 503])
def test_errors_are_said_in_words(site, client, status):
    site["/"] = page("", status=status)

    with pytest.raises(BadStatus, match=f"HTTP {status}") as problem:
        client.get(site.url("/"))

    assert problem.value.status == status


def test_the_servers_wish_to_be_left_alone_is_heard(site, client):
    site["/"] = page("", status=429, Retry_After="120")

    with pytest.raises(BadStatus) as problem:
        client.get(site.url("/"))

    assert problem.value.retry_after == 120


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("", None),
        ("soon", None),
        ("120", 120),
        ("-5", None),
        ("99999999999999", 7 * 24 * 3600),
        ("Wed, 15 Jul 2026 02:31:00 GMT", 60),
        ("Wed, 15 Jul 2020 02:31:00 GMT", 0),
        ("Wed, 15 Jul 2026 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(said, seconds):
    assert retry_after(said, now=NOW) == seconds


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-OpenSSH_9.6\r\n", b"\0" * 400, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"]
)
def test_what_is_not_http_is_named_so(site, client, answer):
    def hang_up(handler):
        handler.wfile.write(answer)
        handler.close_connection = True

    site["/"] = hang_up

    with pytest.raises(BrokenAnswer):
        client.get(site.url("/"))


def test_a_closed_port_is_unreachable(client):
    with pytest.raises(SourceUnreachable, match="连不上"):
        client.get("http://127.0.0.1:1/")


def test_one_host_is_not_asked_twice_within_its_pause(site):
    site["/"] = page("")
    client = Client(allow=("127.0.0.0/8",), delay_seconds=0.3)
    started = time.monotonic()

    for _ in range(3):
        client.get(site.url("/"))

    assert time.monotonic() - started > 0.6


def test_a_week_is_the_longest_wish():
    later = (NOW + timedelta(days=400)).strftime("%a, %d %b %Y %H:%M:%S GMT")

    assert retry_after(later, now=NOW) == 7 * 24 * 3600
