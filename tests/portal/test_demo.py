"""What is invented says so."""

import pytest

from jingui.portal import frame
from tests.factories import a_flash, a_security, a_source, an_article
from tests.portal.edition import addresses, an_edition

pytestmark = pytest.mark.django_db
NOTE = "演示版：公司、人物与数据均为虚构"
MARK = '<span class="demo-mark">演示</span>'


def test_every_page_of_a_demo_edition_says_so(client):
    pages = addresses()
    a_source("临港科技观察", is_demo=True)

    assert [address for address in pages if NOTE not in client.get(address).text] == []


def test_an_edition_with_real_sources_says_nothing(client):
    article, _gone, _story = an_edition()

    for address in ("/", article.get_absolute_url(), "/source/dongan/"):
        page = client.get(address).text
        assert NOTE not in page
        assert MARK not in page


def test_a_demo_source_is_marked_beside_its_name(client):
    source = a_source("临港科技观察", slug="lingang", is_demo=True)
    article = an_article(source=source)

    assert f"临港科技观察</a>{MARK}" in client.get(article.get_absolute_url()).text
    assert f"临港科技观察{MARK}</h1>" in client.get("/source/lingang/").text


def test_a_demo_security_has_a_demo_code_wherever_it_is_named(client):
    article, _gone, _story = an_edition()
    security = a_security("900001")
    security.is_demo = True
    security.save()

    for address in ("/q/900001.SH/", article.get_absolute_url(), "/search/?q=900001"):
        page = client.get(address).text
        assert "演示代码 900001" in page, address
        assert ">900001.SH<" not in page, address


def test_a_real_security_keeps_its_code(client):
    an_edition()

    assert "900001.SH · 上海证券交易所" in client.get("/q/900001.SH/").text


def test_what_every_page_shows_is_asked_once_a_minute(django_assert_num_queries):
    a_flash()

    with django_assert_num_queries(1):
        assert [frame.frame().is_demo for _ in range(3)] == [False] * 3
