"""The API as a machine on our own site meets it."""

import pytest

from jingui.api import limits

BROWSER = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0"


@pytest.fixture(autouse=True)
def unspent(monkeypatch):
    """Every test begins with a full allowance."""
    monkeypatch.setattr(limits, "posts", limits.Rate())


@pytest.fixture
def ask(client):
    """GET an address of the API; its status and JSON."""

    def get(address, **query):
        response = client.get(f"/api{address}", query)
        return response.status_code, response.json()

    return get


@pytest.fixture
def post(client):
    """POST JSON to the API as a page of ours does; the status."""

    def send(address, body, **headers):
        headers = {"User-Agent": BROWSER, "Sec-Fetch-Site": "same-origin"} | headers
        return client.post(
            f"/api{address}", body, content_type="application/json", headers=headers
        ).status_code

    return send
