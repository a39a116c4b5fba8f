"""The description of the API needs nothing from elsewhere."""

import re

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain_static(settings):
    """Static files under their own names, as before `collectstatic`."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.mark.usefixtures("plain_static")
def test_the_page_loads_only_our_own_files_and_runs_nothing_inline(client):
    page = client.get("/api/docs").content.decode()

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    assert [a for a in addresses if not a.startswith("/static/ninja/")] == []
    assert re.findall(r"<style|style=|<script(?![^>]*(?:src=|application/json))", page) == []


def test_every_address_is_described(client):
    paths = client.get("/api/openapi.json").json()["paths"]

    assert sorted(paths) == [
        "/api/articles",
        "/api/articles/{pk}",
        "/api/channels",
        "/api/flashes",
        "/api/flashes/{pk}",
        "/api/reads",
        "/api/search",
        "/api/securities/{symbol}",
        "/api/seen",
        "/api/stories/{pk}",
        "/api/suggest",
    ]
