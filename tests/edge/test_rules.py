"""What may be kept: every way to smuggle something private or foreign into memory is tried here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.edge import rules

PERSONAL = frozenset({"sessionid", "messages", "django_language"})
SAYS_PUBLIC = [(b"Cache-Control", b"public, max-age=60")]


def keeps(*extra, **changes):
    request = {
        "method": "GET",
        "path": "/",
        "cookies": frozenset(),
        "authorized": False,
        "personal": PERSONAL,
        "status": 200,
        "headers": SAYS_PUBLIC + list(extra),
    }
    return rules.may_keep(**request | changes)


def test_a_public_page_is_kept_as_long_as_it_says_with_what_it_shows():
    keep = keeps((b"surrogate-key", b"home channel-stocks"), (b"surrogate-key", b"wire"))

    assert keep == rules.Keep(60, frozenset({"home", "channel-stocks", "wire"}))


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"max-age=60",
        b"private, max-age=60",
        b"public",
        b"public, max-age=0",
        b"public, max-age=-1",
        b"public, max-age=1e9",
        b"public, max-age=99999999999",
        "public, max-age=６０".encode(),
        b"public, max-age=60, no-store",
        b"public, max-age=60, no-cache",
        b"public, s-maxage=0, max-age=60",
        b"PUBLIC, max-age=60, PRIVATE",
        b"max-age=60, not-public",
        b'x="public", max-age=60',
    ],
)
def test_what_does_not_plainly_say_public_is_not_kept(said):
    assert keeps(headers=[(b"cache-control", said)]) is None


def test_a_second_cache_control_line_counts_too():
    assert keeps((b"cache-control", b"private")) is None


@pytest.mark.parametrize(
    "line",
    [
        (b"set-cookie", b"a=1"),
        (b"Set-Cookie", b""),
        (b"vary", b"*"),
        (b"vary", b"Accept-Encoding, User-Agent"),
        (b"content-encoding", b"gzip"),
        (b"content-range", b"bytes 0-1/2"),
        (b"www-authenticate", b"Basic"),
        (b"content-security-policy", b"script-src 'nonce-abc'"),
    ],
)
def test_an_answer_that_is_somebodys_own_is_not_kept(line):
    assert keeps(line) is None


@pytest.mark.parametrize("cookie", sorted(PERSONAL))
def test_an_answer_to_somebody_known_is_not_kept_whatever_it_says(cookie):
    assert keeps(cookies={"theme", cookie}) is None


def test_a_cookie_that_django_does_not_read_changes_nothing():
    assert keeps(cookies={"_ga", "Hm_lvt_1"}) is not None


def test_authorization_is_somebody():
    assert keeps(authorized=True) is None


def test_files_of_the_package_are_the_same_for_somebody_signed_in():
    assert keeps(path="/static/desk.css", cookies={"sessionid"}) is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "get"])
def test_only_reading_is_kept(method):
    assert keeps(method=method) is None


@pytest.mark.parametrize("status", [201, 204, 206, 302, 304, 307, 400, 403, 500, 503])
def test_only_lasting_answers_are_kept(status):
    assert keeps(status=status) is None


@pytest.mark.parametrize(
    "path", ["/admin/", "/accounts/login/", "/api/articles", "/live/x", "/documents/1/a.pdf", "*", ""]
)
def test_doors_with_a_lock_are_never_kept(path):
    assert keeps(path=path) is None


def test_a_missing_page_is_kept_for_a_moment_only():
    assert (
        keeps(status=404, headers=[(b"cache-control", b"public, max-age=600")]).seconds
        == rules.MISSING_SECONDS
    )


def test_nothing_is_kept_for_more_than_an_hour():
    assert keeps(headers=[(b"cache-control", b"public, max-age=31536000, immutable")]).seconds == 3600


def test_the_shared_age_wins_over_the_readers():
    assert keeps(headers=[(b"cache-control", b"public, max-age=0, s-maxage=30")]).seconds == 30


@given(st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=40))))
def test_no_headers_whatever_make_it_fail_or_keep_a_cookie(lines):
    assert keeps(*lines, (b"Set-Cookie", b"sessionid=1")) is None


@pytest.mark.parametrize(
    ("raw", "counted"),
    [
        (b"", ""),
        (b"before=abc", "before=abc"),
        (b"utm_source=x&before=abc&spm=1", "before=abc"),
        (b"utm_source=x", ""),
        (b"q=%E9%BB%84%E9%87%91", "q=%E9%BB%84%E9%87%91"),
        (b"q=", "q="),
    ],
)
def test_trackers_do_not_count(raw, counted):
    assert rules.public_query(raw) == counted


@pytest.mark.parametrize(
    "raw",
    [
        b"x=1",
        b"before=a&x=1",
        b"before=a&before=b",
        b"before=a&Before=b",
        b"q=" + b"x" * 2000,
        b"q=%ff",
        b"&".join(b"utm_%d=1" % n for n in range(99)),
        "q=黄金".encode(),
    ],
)
def test_a_query_that_is_not_keyed_in_whole_passes_by(raw):
    assert rules.public_query(raw) is None


@given(st.binary(max_size=60))
def test_what_django_is_told_is_what_the_key_says(raw):
    counted = rules.public_query(raw)

    assert counted is None or rules.public_query(counted.encode()) == counted
