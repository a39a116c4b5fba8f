"""Finding things by machine."""

import pytest

from jingui.search import actions
from tests.factories import a_flash, a_security, an_article
from tests.search.conftest import site_index  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_index")]


def test_what_is_found_is_marked(ask):
    article = an_article("黄金收涨", text="现货黄金突破。")
    a_flash("沪铜收跌")
    actions.rebuild()

    status, found = ask("/search", q="黄金")

    assert status == 200
    assert (found["total"], found["page"], found["has_next"]) == (1, 1, False)
    assert found["hits"][0]["id"] == article.pk
    assert found["hits"][0]["headline_html"] == "<mark>黄金</mark>收涨"


def test_a_kind_narrows(ask):
    an_article("黄金收涨")
    flash = a_flash("黄金收涨")
    actions.rebuild()

    assert [hit["id"] for hit in ask("/search", q="黄金", kind="flash")[1]["hits"]] == [flash.pk]


@pytest.mark.parametrize("q", ["", "AND (", "\x00", "*" * 400, "😀"])
def test_whatever_is_asked_is_answered(ask, q):
    assert ask("/search", q=q)[0] == 200


@pytest.mark.parametrize("query", [{"q": "长" * 401}, {"kind": "x"}, {"page": 0}, {"page": 51}])
def test_what_is_out_of_bounds_is_refused(ask, query):
    assert ask("/search", **query)[0] == 422


def test_suggestions_while_typing(ask):
    article = an_article("黄金收涨")
    a_security("600988", name="黄金矿业")
    actions.rebuild()

    _, found = ask("/suggest", q="黄金")

    assert [s["symbol"] for s in found["securities"]] == ["600988.SH"]
    assert [(h["id"], h["headline"]) for h in found["headlines"]] == [(article.pk, "黄金收涨")]
