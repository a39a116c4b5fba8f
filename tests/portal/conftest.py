"""It is a Wednesday morning, and nothing is remembered from the test before."""

import pytest

from jingui import clock
from jingui.portal import frame, happenings, slots
from jingui.portal.views import article
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
    frame.frame.forget()
    article.flashes_beside.forget()
