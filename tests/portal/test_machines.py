import pytest
from django.conf import settings
from django.db import DatabaseError

from jingui.portal import assets
from jingui.portal.views import health


@pytest.mark.django_db
def test_a_healthy_house_says_so_and_is_asked_anew_each_time(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "up"})
    assert "no-store" in answer["Cache-Control"]


def test_a_house_without_a_database_is_down(client, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Gone())

    assert client.get("/healthz").status_code == 503


def test_robots_stay_out_of_the_desk(client):
    rules = client.get("/robots.txt")

    assert rules["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/" in rules.text


@pytest.mark.parametrize("name", assets.BUNDLES)
def test_an_asset_is_kept_for_ever_at_its_own_address_only(client, name):
    now = client.get(assets.address(name))
    yesterday = client.get(f"/assets/abc/{name}")

    assert "immutable" in now["Cache-Control"]
    assert yesterday.content == now.content
    assert "immutable" not in yesterday["Cache-Control"]


def test_the_layers_come_first_and_every_file_stands_in_one():
    first, *others = assets.files("site.css")

    assert first.name == "layers.css"
    assert all("@layer " in path.read_text(encoding="utf-8") for path in others)


def test_styles_and_scripts_stay_small():
    import brotli  # noqa: PLC0415 (only this test weighs)

    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in assets.files("site.css"))
    weight = sum(
        len(brotli.compress(assets.asset(name).content, quality=5))
        for name in ("site.css", "site.js", "htmx.js")
    )

    assert lines <= 3000
    assert weight <= 60 * 1024
    assert len(settings.FIRST_SCRIPT) <= 1500
