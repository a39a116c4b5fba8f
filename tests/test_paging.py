"""Cursors survive the trip through an address, and nothing else passes for one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui import paging

moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001  (hypothesis wants naive bounds)
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(moments, st.integers(min_value=1, max_value=2**63 - 1))
def test_a_cursor_comes_back_as_it_was(moment, pk):
    assert paging.decode(paging.encode((moment, pk))) == (moment, pk)


def test_no_cursor_is_no_text():
    assert paging.encode(None) is None
    assert paging.decode("") is None


@given(st.text(min_size=1))
def test_anything_else_is_refused_and_nothing_breaks(text):
    try:
        paging.decode(text)
    except paging.BadCursor:
        return
    assert paging.encode(paging.decode(text))


@pytest.mark.parametrize("text", ["!!!!", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ", "中文"])
def test_a_forged_cursor_is_refused(text):
    with pytest.raises(paging.BadCursor):
        paging.decode(text)
