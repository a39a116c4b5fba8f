import pytest

from jingui.http import RobotsRefused, SourceUnreachable
from tests.loopback import page


@pytest.fixture(autouse=True)
def article(site):
    site["/private/1"] = page("page")
    site["/public/1"] = page("page")


def test_pages_are_fetched_only_where_robots_may_go(site, client):
    site["/robots.txt"] = page("User-agent: *\nDisallow: /private/")

    assert client.get(site.url("/public/1"), for_page=True).body == b"page"
    with pytest.raises(RobotsRefused, match=r"robots\.txt"):
        client.get(site.url("/private/1"), for_page=True)


def test_feeds_are_made_for_machines_and_ask_no_leave(site, client):
    site["/robots.txt"] = page("User-agent: *\nDisallow: /")

    assert client.get(site.url("/public/1")).status == 200


def test_the_rules_are_asked_once_an_hour(site, client):
    site["/robots.txt"] = page("")

    for _ in range(3):
        client.get(site.url("/public/1"), for_page=True)

    assert site.paths().count("/robots.txt") == 1


def test_without_rules_everything_is_open(site, client):
    assert client.get(site.url("/public/1"), for_page=True).status == 200


def test_rules_that_cannot_be_had_just_now_close_everything_for_now(site, client):
    site["/robots.txt"] = page("", status=503)

    with pytest.raises(SourceUnreachable, match=r"robots\.txt"):
        client.get(site.url("/public/1"), for_page=True)


def test_a_redirect_leads_nowhere_that_robots_may_not_go(site, client):
    site["/robots.txt"] = page("User-agent: *\nDisallow: /private/")
    site["/short"] = page("", status=302, Location="/private/1")

    with pytest.raises(RobotsRefused):
        client.get(site.url("/short"), for_page=True)
