"""收藏 and 自选: one button, for strangers too, on pages that everybody shares."""

import pytest
from django.core.cache import cache

from jingui.readers.models import Bookmark, Watch
from tests.accounts.members import a_member
from tests.factories import a_security, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("signing in")]  # they share the limits
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def nobody_pressed_before():
    cache.clear()


@pytest.fixture
def reader(client):
    reader = a_member()
    client.force_login(reader)
    return reader


def address(article):
    return f"/accounts/bookmarks/{article.pk}/"


def test_the_button_keeps_and_lets_go_without_a_script(client, reader):
    article = an_article()

    response = client.post(address(article), {"keep": "yes"}, headers=HERE)

    assert response["Location"] == article.get_absolute_url()
    assert Bookmark.objects.get().article == article
    assert "已收藏" in client.get(article.get_absolute_url()).text
    client.post(address(article), {"keep": "no"}, headers=HERE)
    assert Bookmark.objects.count() == 0


def test_htmx_gets_the_button_anew(client, reader):
    response = client.post(address(an_article()), {"keep": "yes"}, headers=HERE | {"HX-Request": "true"})

    assert "已收藏" in response.text
    assert "<html" not in response.text


def test_a_security_is_followed_at_its_one_address(client, reader):
    a_security("600519", name="贵州茅台")

    response = client.post("/accounts/watchlist/600519.SH/", {"keep": "yes"}, headers=HERE)

    assert response["Location"] == "/q/600519.SH/"
    assert Watch.objects.get().reader == reader
    assert "已加自选" in client.get("/q/600519.SH/").text
    assert "贵州茅台" in client.get("/accounts/watchlist/").text


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_button(client):
    article = an_article()

    response = client.post(address(article), {"keep": "yes"}, headers=HERE)

    assert response["Location"] == f"/accounts/login/?next=%2Faccounts%2Fbookmarks%2F{article.pk}%2F"
    a_stranger_by_htmx = client.post(address(article), headers=HERE | {"HX-Request": "true"})
    assert a_stranger_by_htmx["HX-Redirect"] == response["Location"]


def test_nothing_changes_when_another_site_presses(client, reader):
    response = client.post(address(an_article()), {"keep": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert Bookmark.objects.count() == 0


def test_looking_changes_nothing(client, reader):
    assert client.get(address(an_article())).status_code == 200
    assert Bookmark.objects.count() == 0


@pytest.mark.parametrize("path", ["/accounts/bookmarks/9999/", "/accounts/watchlist/999999.SH/"])
def test_what_is_not_there_cannot_be_kept(client, reader, path):
    assert client.post(path, headers=HERE).status_code == 404


def test_a_strangers_page_is_everybodys_and_a_readers_is_kept_by_nobody(client):
    article = an_article()
    strangers = client.get(article.get_absolute_url())
    client.force_login(a_member())
    readers = client.get(article.get_absolute_url())

    assert "public" in strangers["Cache-Control"]
    assert "Cookie" not in strangers.get("Vary", "")
    assert "csrf" not in strangers.text
    assert readers["Cache-Control"].count("private") == 1
    assert "public" not in readers["Cache-Control"]


def test_the_shelf_goes_on_where_it_ended_and_leaves_out_what_was_withdrawn(client, reader):
    for n in range(25):
        client.post(address(an_article(f"第{n}条")), {"keep": "yes"}, headers=HERE)
    Bookmark.objects.get(article__headline="第24条").article.__class__.objects.filter(
        headline="第24条"
    ).update(live=False)

    first = client.get("/accounts/bookmarks/")

    assert first.text.count("article-card__headline") == 20
    more = first.text.split('href="?before=')[1].split('"')[0]
    assert client.get(f"/accounts/bookmarks/?before={more}").text.count("article-card__headline") == 4


@pytest.mark.parametrize("kept", [1, 15])
def test_a_shelf_costs_the_same_however_full(client, reader, kept, django_assert_max_num_queries):
    for n in range(kept):
        article = an_article(f"第{n}条")
        Bookmark.objects.create(reader=reader, article=article, at=article.published_at)

    with django_assert_max_num_queries(8):
        client.get("/accounts/bookmarks/")
