import pytest

from jingui.news.models import Source
from jingui.search import actions
from tests.factories import a_flash, a_security, a_source, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client, settings, tmp_path):
    settings.SEARCH_URL = f"tantivy://{tmp_path}/search"

    def ask(**query):
        return client.get("/search/", query).text

    source = a_source("东岸财讯", slug="dongan")
    an_article("黄金连续第十三个月增持", source=source, text="央行增持黄金。")
    a_flash("现货黄金站上新高。", source=source)
    actions.rebuild()
    return ask


def test_what_was_asked_is_marked(found):
    assert "<mark>黄金</mark>" in found(q="黄金")


def test_a_kind_may_be_chosen(found):
    page = found(q="黄金", kind="flash")

    assert "现货" in page
    assert "第十三个月" not in page


def test_nothing_found_is_said_politely(found):
    assert "没有结果，换个词试试" in found(q="鲸鱼")


def test_initials_lead_to_the_security(found):
    security = a_security("600519", name="贵州茅台")
    type(security).objects.filter(pk=security.pk).update(pinyin="gzmt")

    assert 'href="/q/600519.SH/"' in found(q="gzmt")


def test_what_was_typed_cannot_become_markup(found):
    assert "<script>alert" not in found(q="<script>alert(1)</script>")


def test_what_is_typed_is_suggested_as_links(found, client):
    a_security("600519", name="贵州茅台")

    page = client.get("/search/suggest/", {"q": "贵州"}).text

    assert 'href="/q/600519.SH/"' in page
    assert "查看所有结果" in page
    assert "黄金连续第十三个月增持" in client.get("/search/suggest/", {"q": "黄金"}).text
    assert "没有结果" in client.get("/search/suggest/", {"q": "鲸鱼"}).text
    assert client.get("/search/suggest/").text.strip() == ""


@pytest.mark.parametrize(
    "q", ["\0", "\ud800".encode("utf-8", "surrogatepass"), "%" * 900, "<b>", "（", "._*"]
)
def test_whatever_is_typed_something_is_answered(found, client, q):
    assert client.get("/search/suggest/", {"q": q}).status_code == 200
    assert client.get("/search/", {"q": q, "source": q, "days": q, "channel": q}).status_code == 200


def test_a_slip_of_the_hand_is_noticed(found):
    a_security("600519", name="贵州茅台")

    assert "您是不是要找：<a href=" in found(q="贵州毛台")
    assert "贵州茅台</a>" in found(q="贵州毛台")
    assert "黄金增持</a>" in found(q="黄金鲸增持")


def test_a_time_and_a_source_may_be_chosen(found):
    assert "第十三个月" in found(q="黄金", source="dongan", days="366")
    assert "第十三个月" not in found(q="黄金", source="lanjiang")
    assert "第十三个月" not in found(q="黄金", days="1", kind="flash")


def test_other_search_engines_may_keep_what_is_written_about_and_nothing_else(found):
    for n in range(3):
        an_article(f"白银库存之{n}", source=Source.objects.get(slug="dongan"))
    actions.rebuild()

    assert "noindex" not in found(q="白银")
    assert 'rel="canonical" href="http://127.0.0.1:8000/search/?q=%E7%99%BD%E9%93%B6"' in found(q="白银")
    for nobodys in ({"q": "买药加微信"}, {"q": "白银", "sort": "newest"}, {}):
        assert "noindex" in found(**nobodys)
