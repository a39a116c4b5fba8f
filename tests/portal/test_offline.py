"""The site on a home screen, and without a line."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

import brotli
import lxml.html
import pytest
from PIL import Image

from jingui.portal import assets

pytestmark = pytest.mark.django_db


def manifest(client, prefix=""):
    answer = client.get(f"{prefix}/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    return json.loads(answer.content)


def test_the_site_can_be_installed(client):
    told = manifest(client)

    assert (told["name"], told["lang"], told["start_url"]) == ("金桂财经", "zh-Hans", "/")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in told["icons"]}
    assert all(client.get(shortcut["url"]).status_code == 200 for shortcut in told["shortcuts"])


def test_every_icon_is_a_picture_of_the_size_it_says(client):
    for icon in manifest(client)["icons"]:
        answer = client.get(icon["src"])
        picture = Image.open(BytesIO(answer.content))

        assert "{}x{}".format(*picture.size) == icon["sizes"]
        assert (answer["Content-Type"], picture.format) == ("image/png", "PNG")


def test_there_is_no_icon_of_any_other_size(client):
    assert client.get("/icon/99999.png").status_code == 404


def test_in_each_language_it_starts_in_that_language(client):
    assert (manifest(client, "/hant")["name"], manifest(client, "/hant")["start_url"]) == (
        "金桂財經",
        "/hant/",
    )
    assert manifest(client, "/en")["shortcuts"][1]["name"] == "Search"
    assert {manifest(client, prefix)["icons"][0]["src"] for prefix in ("", "/hant", "/en")} == {
        "/icon/192.png"
    }


def test_every_page_names_its_manifest(client):
    page = lxml.html.fromstring(client.get("/hant/").content)

    assert page.xpath("//link[@rel='manifest']/@href") == ["/hant/manifest.webmanifest"]
    assert page.xpath("//link[@rel='apple-touch-icon']/@href") == ["/icon/180.png"]


def worker(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "immutable" not in answer["Cache-Control"]
    return answer.text


def test_the_worker_keeps_only_what_is_there(client):
    shell = json.loads(re.search("const SHELL = (.+);", worker(client))[1])

    assert {"/offline/", "/hant/offline/", "/en/offline/"} <= set(shell)
    assert {client.get(address).status_code for address in shell} == {200}


def test_the_worker_says_in_each_language_that_a_copy_is_old(client):
    notes = json.loads(re.search("const NOTES = (.+);", worker(client))[1])

    assert all("{time}" in note for note in notes.values())
    assert (
        "保存的副本" in notes[""],
        "可能已有改動" in notes["/hant"],
        "may have changed" in notes["/en"],
    ) == (
        True,
        True,
        True,
    )


def test_a_new_style_is_a_new_worker(client, monkeypatch):
    before = worker(client)
    monkeypatch.setattr(assets, "address", lambda name: f"/assets/other/{name}")

    assert re.search("const VERSION = (.+);", worker(client))[1] not in before


def test_the_page_without_a_line_says_so_and_is_for_all(client):
    page = client.get("/offline/")

    assert "网络没有连接" in page.text
    assert "public" in page["Cache-Control"]
    assert "noindex" in page.text


def test_what_a_reader_chose_is_there_before_the_first_paint(client):
    first = re.search(r"<script data-script.*?>(.*?)</script>.*<body", client.get("/").text, re.S)[1]

    assert all(f'"{name}"' in first for name in ("theme", "quotes", "size"))


@pytest.mark.parametrize("prefix", ["", "/hant", "/en"])
def test_no_script_runs_in_a_page_but_the_one_that_the_house_signed(client, prefix):
    page = client.get(f"{prefix}/")
    own = re.findall(r"<script(?![^>]*(?:src=|ld\+json))[^>]*>(.*?)</script>", page.text, re.S)
    digest = b64encode(sha256(own[0].encode()).digest()).decode()

    assert len(own) == 1
    assert f"script-src 'self' 'sha256-{digest}'" in page["Content-Security-Policy"]


def test_type_has_three_sizes_that_all_else_follows():
    css = assets.asset("site.css").content.decode()

    assert re.findall(r'data-size="(\w+)"\] \{ font-size: ([\d.]+)%', css) == [
        ("large", "112.5"),
        ("largest", "125"),
    ]
    assert re.findall(r"--size-[\w-]+: [\d.]+px", css) == []


def test_the_worker_is_small():
    assert len(brotli.compress(assets.asset("worker.js").content)) < 2048
