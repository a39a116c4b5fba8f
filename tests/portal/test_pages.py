import re
from html.parser import HTMLParser

import pytest
from lxml import etree

from tests.factories import a_channel, a_flash, a_source, an_article
from tests.portal.edition import addresses

pytestmark = pytest.mark.django_db

LATIN = re.compile(r"[A-Za-z]{2,}")
MAY_BE_LATIN = {
    "ETF",
    "SH",
    "RSS",
    "Atom",
    "JSON",
    "Feed",
    "Cookie",
    "English",  # the way to it says so in its own language
}  # tickers, and words that finance writes so
NOWHERE = [
    *("/c/none/", "/a/9/x/", "/a/0/x/", "/s/9/", "/source/none/", "/q/999999.SH/", "/assets/x/none.css"),
    *("/?tab=none", "/?before=!", "/search/?q=a&page=0", "/archive/2026/13/", "/archive/2027/01/"),
    *("/archive/2026-02-30/", "/archive/2026-07-16/", "/archive/1500-01-01/"),
]
UNKNOWN_TAG = 801  # libxml2 knows HTML 4 only
SHOWN = ("placeholder", "aria-label", "title", "alt", "data-news", "data-done")


class Words(HTMLParser):
    """What a reader of a page sees or hears, and what its markup carries."""

    def __init__(self, html):
        super().__init__()
        self.words, self.ids, self.inline, self.silent = [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.words += [attributes[name] for name in SHOWN if attributes.get(name)]
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.silent += tag in ("script", "style")
        is_data = attributes.get("type") == "application/ld+json"
        if (
            tag == "style"
            or "style" in attributes
            or (tag == "script" and not {"src", "data-script"} & attributes.keys() and not is_data)
        ):
            self.inline.append(tag)
        self.inline += [name for name in attributes if name.startswith("on")]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


@pytest.fixture
def pages(client):
    return {address: client.get(address) for address in addresses()}


def test_every_page_answers_as_it_should(client):
    expected = addresses()

    assert {address: client.get(address).status_code for address in expected} == expected


def test_no_english_is_on_any_page(pages):
    for address, page in pages.items():
        found = {word for text in Words(page.text).words for word in LATIN.findall(text)}

        assert found <= MAY_BE_LATIN, address


def test_no_style_and_no_script_is_inline_but_the_data_for_machines(pages):
    assert {address: inline for address, page in pages.items() if (inline := Words(page.text).inline)} == {}


def test_markup_is_well_formed_and_ids_are_unique(pages):
    for address, page in pages.items():
        parser = etree.HTMLParser()
        etree.fromstring(page.content, parser)
        ids = Words(page.text).ids

        assert [error for error in parser.error_log if error.type != UNKNOWN_TAG] == [], address
        assert len(ids) == len(set(ids)), address


def test_every_page_may_be_kept_says_what_it_shows_and_sets_no_cookie(pages):
    for address, page in pages.items():
        if page.status_code == 404:
            continue
        assert "public" in page["Cache-Control"], address
        assert page["Surrogate-Key"], address
        assert not page.cookies, address
        assert page.get("Vary", "HX-Request") == "HX-Request", address


def test_there_is_one_heading_of_the_first_rank(pages):
    assert {page.text.count("<h1") for page in pages.values()} == {1}


def test_missing_pages_are_not_kept(client):
    assert client.get("/nothing/here/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", NOWHERE)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_day_with_nothing_says_so(client):
    assert "这里还没有内容" in client.get("/archive/2026-07-14/").text


def test_a_list_goes_on_where_it_ended(client):
    source = a_source("东岸财讯", slug="dongan")
    for n in range(25):
        an_article(f"第{n}条", source=source, minutes_ago=n)

    first = client.get("/c/stocks/")
    more = re.search(r'hx-get="(\?before=[^"]+)"', first.text)[1]
    part = client.get(f"/c/stocks/{more}", headers={"HX-Request": "true"}).text

    assert first.text.count("article-card__headline") == 20
    assert part.count("article-card__headline") == 5
    assert "<html" not in part
    assert "<html" in client.get(f"/c/stocks/{more}").text


def test_the_24_hour_channel_is_the_wire(client):
    assert client.get("/c/24h/").url == "/24h/"


def test_a_broken_house_still_shows_a_page(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("jingui.news.queries.frame", lambda: 1 / 0)

    page = client.get("/")

    assert page.status_code == 500
    assert "我们这边出了差错" in page.text


def test_a_channel_that_shows_the_whole_wire_is_dropped_with_it(client):
    flash = a_flash("全市场的快讯。")
    general = client.get("/c/stocks/")
    flash.channels.add(a_channel("stocks"))
    own = client.get("/c/stocks/")

    assert "wire" in general["Surrogate-Key"].split()
    assert "wire" not in own["Surrogate-Key"].split()
