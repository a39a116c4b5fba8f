"""我的评论: what became of what a reader wrote, and who answered."""

import pytest

from jingui.readers.models import CommentState
from tests.accounts.members import a_member
from tests.factories import an_article
from tests.readers.talking import a_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    reader = a_member()
    client.force_login(reader)
    return reader


def test_a_reader_sees_the_own_comments_and_what_others_answered(client, reader):
    article = an_article("央行开展逆回购")
    mine = a_comment(article, "规模比上周小。", author=reader)
    a_comment(article, "到期量也小。", parent=mine)
    a_comment(article, "未过审的回复。", parent=mine, shown=False)
    a_comment(article, "别人说的。")

    page = client.get("/accounts/comments/").text

    assert page.index("规模比上周小。") < page.index("到期量也小。")
    assert f'href="{article.get_absolute_url()}#comment-{mine.pk}"' in page
    assert "未过审的回复" not in page
    assert "别人说的" not in page


@pytest.mark.parametrize(
    ("state", "said"), [("pending", "待审核"), ("rejected", "未通过"), ("removed", None)]
)
def test_what_is_not_shown_says_why_and_what_was_removed_is_gone(client, reader, state, said):
    comment = a_comment(an_article(), "一条评论。", author=reader)
    type(comment).objects.update(state=CommentState(state))

    page = client.get("/accounts/comments/").text

    assert ("一条评论。" in page) == bool(said)
    assert said is None or said in page


def test_it_costs_the_same_however_much_was_written(client, reader, django_assert_max_num_queries):
    for n in reversed(range(30)):
        a_comment(an_article(), f"第{n}条。", author=reader, minutes_ago=1440 * n)

    with django_assert_max_num_queries(8):
        page = client.get("/accounts/comments/").text

    assert "?before=" in page


def test_a_stranger_signs_in_first(client):
    assert client.get("/accounts/comments/").url.startswith("/accounts/login/")
