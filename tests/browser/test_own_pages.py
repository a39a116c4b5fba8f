"""The pages of whoever is signed in, by a finger and by a screen reader."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_joining_in import sign_in

pytestmark = pytest.mark.xdist_group("browser")
OWN = [
    *("/accounts/", "/accounts/bookmarks/", "/accounts/watchlist/", "/accounts/comments/"),
    *("/accounts/email/", "/accounts/password/change/", "/accounts/sessions/", "/accounts/2fa/"),
    *("/accounts/2fa/totp/activate/", "/accounts/logout/"),
]


def test_what_is_a_readers_own_is_for_everybody_too(reader):
    somebody = reader(PHONE)
    sign_in(somebody, "editor", "jingui-demo")
    found = {}
    for address in OWN:
        page = somebody.open(address)
        wrong = somebody.violations()
        if somebody.is_wider_than_the_screen():
            wrong.append("wider than the screen")
        if page.locator("h1").count() != 1:
            wrong.append("no single heading")
        found[f"{address} -> {somebody.path}"] = wrong

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert somebody.troubles == []
