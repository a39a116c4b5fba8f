"""What a reader chooses: the language, the size of the type; and what there is without a line."""

import pytest

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_another_language_is_the_same_page(reader, javascript):
    somebody = reader(java_script_enabled=javascript)
    page = somebody.open("/c/stocks/")
    foot = page.locator(".site-foot .language-switch")

    foot.get_by_text("English").click()
    assert somebody.path == "/en/c/stocks/"
    foot.get_by_text("繁體").click()
    assert somebody.path == "/hant/c/stocks/"
    assert page.locator("h1").inner_text() == "股市風雲"
    foot.get_by_text("简体").click()
    assert somebody.path == "/c/stocks/"


@pytest.mark.parametrize("path", ["/hant/", "/en/", "/hant/24h/", "/offline/"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_language_is_for_everybody(reader, path, viewport):
    somebody = reader(viewport)
    somebody.open(path)

    assert somebody.violations() == []
    assert somebody.shifts() == []
    assert not somebody.is_wider_than_the_screen()


def test_the_size_of_the_type_is_kept_and_there_from_the_first_paint(reader):
    somebody = reader()
    page = somebody.open("/")
    button = page.locator(".utility-row [data-choice=size]")
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    button.click()
    button.click()
    assert button.get_attribute("aria-label") == "字号：特大"

    page.reload(wait_until="load")

    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == usual * 1.25
    assert somebody.shifts() == []
    assert not somebody.is_wider_than_the_screen()
    button.click()
    assert page.evaluate("localStorage.size") == "usual"


def test_without_a_line_an_article_is_an_old_copy_and_says_so(reader):
    somebody = reader()
    page = somebody.open("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.locator("main a[href^='/a/']").first.click()
    page.wait_for_function("caches.open('articles').then((kept) => kept.keys()).then((all) => all[0])")
    headline = page.locator("h1").inner_text()
    assert page.locator(".old-copy").count() == 0

    somebody.context.set_offline(True)
    page.reload()
    assert page.locator(".old-copy").inner_text().startswith("网络没有连接。这是 20")
    assert page.locator("h1").inner_text() == headline
    page.locator(".masthead__name").click()
    page.locator(".old-copies a").wait_for()

    assert page.locator("h1").inner_text() == "网络没有连接"
    assert page.locator(".old-copies a").all_inner_texts() == [headline]
    somebody.context.set_offline(False)
    page.reload()
    assert page.locator(".old-copies").count() == 0
