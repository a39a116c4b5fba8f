"""It is a Wednesday morning, and nothing is remembered from the test before."""

import pytest

from jingui import clock
from jingui.portal import happenings, jinja, slots
from tests.factories import NOW


@pytest.fixture(autouse=True)
def in_the_morning_session(monkeypatch):
    """It is NOW: a Wednesday, 10:30 in Beijing."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test sees what another one asked within the minute."""
    slots.ads_for.forget()
    happenings.newest.forget()
    jinja.is_demo_edition.forget()
    jinja.channels.forget()
