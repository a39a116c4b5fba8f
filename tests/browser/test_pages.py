"""Every kind of page, on a phone and at a desk: nothing breaks, nothing moves, everybody can read it."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.xdist_group("browser")

FIXED = [
    "/", "/?tab=24h", "/c/metals/", "/24h/", "/search/", "/search/?q=黄金", "/search/?q=没有的东西啊",
    "/archive/", "/about/", "/contact/", "/terms/", "/accounts/login/", "/accounts/signup/",
    "/accounts/password/reset/", "/accounts/mail/", "/offline/", "/nothing/here/",
]  # fmt: skip
FOUND = {  # what a page of this kind is called -> how its address looks on the front page
    "article": r'href="(/a/\d+/[^"]+)"',
    "story": r'href="(/s/\d+/)"',
    "security": r'href="(/q/[^"/]+/)"',
    "source": r'href="(/source/[^"/]+/)"',
    "day": r'href="(/archive/\d{4}-\d\d-\d\d/)"',
}


@pytest.fixture(scope="module")
def addresses(portal):
    """The address of one page of each kind."""
    front = portal.get("/").read().decode()
    article = re.search(FOUND["article"], front)[1]
    seen = front + portal.get(article).read().decode()
    return {path: path for path in FIXED} | {name: re.search(way, seen)[1] for name, way in FOUND.items()}


EVERY = [(kind, PHONE) for kind in (*FIXED, *FOUND)]
BROAD = [(kind, DESK) for kind in ("/", "/24h/", "/archive/", "/accounts/login/", "article")]


@pytest.mark.parametrize(
    ("kind", "viewport"), EVERY + BROAD, ids=lambda given: given if isinstance(given, str) else given["width"]
)
def test_a_page_stands_still_and_is_for_everybody(reader, addresses, kind, viewport):
    somebody = reader(viewport)

    page = somebody.open(addresses[kind])

    assert somebody.shifts() == []
    assert not somebody.is_wider_than_the_screen()
    assert somebody.violations() == []
    assert [t for t in somebody.troubles if "404" not in t] == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("kind", ["/", "article", "/accounts/login/"])
def test_in_the_dark_it_can_be_read_as_well(reader, addresses, kind):
    somebody = reader(color_scheme="dark")

    page = somebody.open(addresses[kind])

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert somebody.violations() == []
