"""A reader's day: arrive, look around, read, search, join in, and go."""

import re

import pytest

from tests.browser.conftest import PHONE, composing

pytestmark = pytest.mark.xdist_group("browser")


def headlines(page):
    return page.locator("main a[href^='/a/']").all_inner_texts()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_tabs_lead_to_their_lists_and_have_addresses(reader, javascript):
    somebody = reader(java_script_enabled=javascript)
    page = somebody.open("/")

    page.locator(".tab-strip a", has_text="贵金属").click()
    page.wait_for_url("**/?tab=metals")

    assert page.locator(".tab-strip [aria-current]").inner_text() == "贵金属"
    kickers = page.locator("#tabs .article-list .kicker").all_inner_texts()
    assert kickers
    assert all("贵金属" in kicker for kicker in kickers)


def test_what_is_read_goes_on(reader):
    somebody = reader(PHONE)
    page = somebody.open("/")
    page.locator("main a[href^='/a/']").first.click()

    assert page.locator(".prose p").count() >= 3
    page.locator(".neighbours a").first.click()
    page.wait_for_load_state()
    assert page.locator("article.article h1").is_visible()


def test_a_search_is_answered_while_an_input_method_is_quiet(reader):
    somebody = reader()
    page = somebody.open("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    box = page.locator(".masthead__search input")

    with composing(somebody, box) as method:
        method.compose("huang")
        method.compose("huang jin")
        assert asked == []
        method.commit("黄金")
    options = page.locator(".masthead__search [role=option]")
    options.first.wait_for()

    assert len(asked) == 1
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowUp")
    assert page.locator("[role=option][aria-selected=true]").inner_text() == "查看所有结果"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("mark", has_text="黄金").count() > 3


def test_escape_closes_the_suggestions_and_nothing_is_a_result_too(reader):
    page = reader().open("/")
    box = page.locator(".masthead__search input")

    box.press_sequentially("鲸鱼")
    page.locator(".suggest__none").wait_for()
    box.press("Escape")

    assert page.locator(".masthead__search .suggest").is_hidden()
    assert box.input_value() == "鲸鱼"


def test_back_in_the_archive(reader):
    page = reader().open("/archive/")

    page.locator(".month-grid a[rel=prev], a[rel=prev]").first.click()
    page.wait_for_url(re.compile(r"/archive/\d{4}/\d+/"))

    assert page.locator("h1").inner_text()


def test_the_drawer_on_a_phone_opens_and_leads_on(reader):
    page = reader(PHONE).open("/")

    page.locator(".drawer summary").click()
    page.locator(".drawer__channels a", has_text="外汇市场").click()
    page.wait_for_url("**/c/forex/")

    assert page.locator(".site-nav [aria-current]").inner_text() == "外汇市场"


def test_traditional_characters_are_one_click_away_and_stay(reader):
    page = reader().open("/")

    page.locator("a[hreflang=zh-Hant]").first.click()
    page.wait_for_url("**/hant/")
    page.locator(".site-nav a", has_text="貴金屬").click()
    page.wait_for_url("**/hant/c/metals/")

    assert page.locator("html").get_attribute("lang").startswith("zh-Hant")


def test_an_ad_that_is_closed_stays_closed(reader):
    somebody = reader()
    page = somebody.open("/")
    page.locator("ad-slot button").first.click()

    page = somebody.open("/c/metals/")

    assert page.locator(".page-ad ad-slot").first.is_hidden()


def test_on_paper_there_is_the_text_and_nothing_to_click(reader):
    somebody = reader()
    page = somebody.open("/")
    page.locator("main a[href^='/a/']").first.click()
    page.wait_for_load_state()
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".prose").first.is_visible()
    for part in (".site-nav", ".search-box", ".share", "ad-slot"):
        assert not any(place.is_visible() for place in page.locator(part).all()), part
    assert page.pdf().startswith(b"%PDF")
