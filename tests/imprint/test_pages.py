"""The pages about the site: the package's words until an editor writes others."""

import pytest

from jingui.accounts.models import User
from jingui.broadcast.models import Notice
from jingui.imprint import actions, queries
from jingui.imprint.licences import Licence, licences
from jingui.imprint.models import Page, PageName
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def write(name, body):
    by = User.objects.get_or_create(username="editor")[0]
    return actions.write_page(Page.objects.get(name=name), body=body, by=by, at=NOW)


@pytest.mark.parametrize("name", PageName.values)
def test_every_page_has_words_from_the_start(name):
    page = queries.page(name)

    assert page.html == queries.packaged(name)
    assert "{" not in page.html
    assert page.changed_at is None


def test_an_editors_words_stand_in_place_of_the_packages_and_the_edge_hears_of_it():
    write("about", "<p>我们是金桂财经编辑部。</p>")

    assert queries.page("about").html == "<p>我们是金桂财经编辑部。</p>"
    assert queries.page("about").changed_at == NOW
    assert Notice.objects.get(kind="purge").payload == {"keys": ["page-about"]}


def test_scripts_do_not_survive():
    write("terms", '<p onclick="x()">条款</p><script>alert(1)</script>')

    assert queries.page("terms").html == "<p>条款</p>"


@pytest.mark.parametrize("body", ["", "  ", queries.packaged("privacy")])
def test_nothing_and_the_packages_own_words_mean_the_packages_own_words(body):
    write("privacy", "<p>另一种说法</p>")

    write("privacy", body)

    assert queries.page("privacy") == queries.PageText(
        "privacy", "隐私政策", queries.packaged("privacy"), None
    )


def test_the_numbers_lead_to_where_they_can_be_checked(settings):
    settings.ICP = "京ICP备12345678号-1"
    settings.POLICE_RECORD = "京公网安备 11010802012345号"
    settings.LICENCES = [
        "互联网新闻信息服务许可证：1012024001|https://example.org/1",
        "主办单位：某公司|javascript:x",
    ]

    assert licences() == [
        Licence("京ICP备12345678号-1", "https://beian.miit.gov.cn/"),
        Licence(
            "京公网安备 11010802012345号",
            "https://beian.mps.gov.cn/#/query/webSearch?code=11010802012345",
        ),
        Licence("互联网新闻信息服务许可证：1012024001", "https://example.org/1"),
        Licence("主办单位：某公司", ""),
    ]
