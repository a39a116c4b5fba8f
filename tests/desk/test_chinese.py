"""No English on the pages of the desk, but what is a name or an address."""

import re

import lxml.html
import pytest

from jingui.heralds.models import Dispatch
from tests.desk.held import a_held_item
from tests.factories import NOW, a_feed, a_flash, a_security, a_story_of, an_article

NAMES = "RSS Atom JSON Feed HTML ETF GIF JPEG JPG PNG WEBP SVG AVIF ICO CSV XLSX Wagtail English"
OURS = "http https example com xml source localhost administrator editor reporter gzmt div"
SLUGS = "global stocks funds insight futures research forex metals tech"
ALLOWED = set(f"{NAMES} {OURS} {SLUGS}".split())
UNSEEN = "//script|//style|//template|//svg|//textarea|//noscript"
SPOKEN = "//@aria-label|//@title|//@placeholder|//@alt"


def english(page):
    """The English words that a person sees, or hears from a screen reader, on a page."""
    main = lxml.html.fromstring(page[page.index("<main") : page.index("</main>")])
    for element in main.xpath(UNSEEN):
        element.drop_tree()
    told = " ".join([*main.itertext(), *main.xpath(SPOKEN)])
    return set(re.findall(r"[A-Za-z]{3,}", told)) - ALLOWED


@pytest.fixture
def newsroom():
    article, other = an_article("甲", editors_note="编者按"), an_article("乙")
    a_story_of(article, other)
    a_flash("沪指早盘高开")
    a_held_item()
    a_feed(last_error="连接超时")
    a_security(name="贵州茅台")
    Dispatch.objects.create(herald="baidu", address="https://example.com/", queued_at=NOW, next_at=NOW)
    return {"article": article.pk, "story": article.story_id}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "queue/",
        "articles/",
        "articles/?q=没有的",
        "articles/add/",
        "articles/edit/{article}/",
        "articles/history/{article}/",
        "articles/{article}/correct/",
        "articles/{article}/retract/",
        "articles/{article}/move/",
        "articles/{article}/split/",
        "articles/delete/{article}/",
        "flashes/",
        "flashes/new/",
        "stories/",
        "stories/{story}/merge/",
        "stories/{story}/lead/",
        "channels/",
        "channels/new/",
        "feeds/",
        "feeds/new/",
        "sources/",
        "sources/new/",
        "securities/",
        "securities/new/",
        "corrections/",
        "retractions/",
        "dispatches/",
        "images/",
        "images/add/",
        "users/",
        "users/new/",
        "groups/",
        "workflows/list/",
        "workflows/tasks/index/",
        "collections/",
        "reports/site-history/",
        "account/",
    ],
)
def test_every_page_speaks_chinese(administrator, newsroom, address):
    response = administrator.get("/admin/" + address.format(**newsroom))

    assert response.status_code == 200
    assert english(response.text) == set()


def test_what_was_done_is_said_in_chinese(administrator, newsroom):
    page = administrator.post(
        f"/admin/articles/{newsroom['article']}/correct/", {"note": "更正。"}, follow=True
    )

    assert "已更正：甲" in page.text
