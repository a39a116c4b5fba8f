"""Ads in a real browser: seen and told to us only, closed without moving what is read."""

import pytest

EDGES = """() => {
  const room = document.querySelector(".ad-item--article");
  const edge = (element, side) => element.getBoundingClientRect()[side];
  return [edge(room.previousElementSibling, "bottom"), edge(room.nextElementSibling, "top")];
}"""
PUT = """share => {
  const room = document.querySelector(".ad-item--article");
  scrollTo({ top: room.getBoundingClientRect().top + scrollY - innerHeight * share, behavior: "instant" });
}"""
COLLAPSED_MARGINS = 6  # pixels: the space between two paragraphs is not that around an ad

pytestmark = pytest.mark.xdist_group("browser")


def a_long_article(somebody):
    """The path of an article of the demo edition that is long enough for an ad inside."""
    seen = {}
    for channel in ("insight", "stocks", "tech", "global", "funds"):
        page = somebody.open(f"/c/{channel}/")
        links = page.eval_on_selector_all(
            ".article-list a[href*='/a/']", "links => links.map(a => a.pathname)"
        )
        for path in dict.fromkeys(links):
            seen[path] = page.request.get(somebody.base + path).text()
            if "ad-item--article" in seen[path]:
                return path
    pytest.fail(f"no article of {len(seen)} has room for an ad")


def test_what_was_seen_is_told_to_our_own_house_only(reader):
    somebody, elsewhere = reader(), []
    somebody.page.on("request", lambda asked: elsewhere.append(asked.url))

    with somebody.page.expect_response(lambda answer: answer.url.endswith("/api/seen")) as told:
        somebody.open("/")

    assert told.value.status == 204
    assert [url for url in elsewhere if not url.startswith((somebody.base, "data:"))] == []


@pytest.mark.parametrize(("share", "stays"), [(0.3, 1), (0.6, 0)], ids=["what is below", "what is above"])
def test_closing_an_ad_gives_its_room_back_and_leaves_what_is_read(reader, share, stays):
    somebody = reader()
    page = somebody.open(a_long_article(somebody))
    page.evaluate(PUT, share)
    before = page.evaluate(EDGES)

    page.locator(".ad-item--article .ad__close").click()

    assert page.locator(".ad-item--article").is_hidden()
    assert abs(page.evaluate(EDGES)[stays] - before[stays]) <= COLLAPSED_MARGINS
    assert page.evaluate("window.shifts") == []
