"""The demo's readers comment: shown, waiting and reported, and gone with the demo."""

from datetime import timedelta

import pytest

from jingui.accounts.actions import remove_demo_staff
from jingui.accounts.models import User
from jingui.ops.demo import opinions
from jingui.ops.demo.manuscripts import all_manuscripts
from jingui.readers import queries
from jingui.readers.models import Comment
from tests.factories import NOW, a_source, an_article

pytestmark = pytest.mark.django_db


WISHES = {
    "shown": "approved",
    "waiting": "pending",
    "hidden": "hidden",
    "removed": "removed",
    "rejected": "rejected",
}


def told():
    return [op for top in opinions.opinions() for op in (top, *top.get("replies", ()))]


@pytest.fixture
def articles():
    """The articles that are commented on, as the pipeline publishes them."""
    source = a_source(is_demo=True)
    named = {op["article"] for op in opinions.opinions()}
    return {
        name: an_article(name, source=source, canonical_url=f"https://a.example/{name}", minutes_ago=300 + n)
        for n, name in enumerate(sorted(named))
    }


def test_every_comment_is_on_an_article_of_the_demo():
    assert {op["article"] for op in opinions.opinions()} <= {m.id for m in all_manuscripts()}


def test_some_are_shown_and_counted_and_some_wait_for_an_editor(articles):
    opinions.voice(NOW)

    wanted = [op.get("state", "shown") for op in told()]
    states = list(Comment.objects.values_list("state", flat=True))
    for wish, state in WISHES.items():
        assert (wish, states.count(state)) == (wish, wanted.count(wish))
    assert min(states.count(state) for state in WISHES.values()) >= 1
    for article in articles.values():
        shown = Comment.objects.approved().filter(article=article).count()
        assert queries.comment_count(article) == shown
    assert Comment.objects.reported().count() == 2
    assert Comment.objects.filter(at__gt=NOW).count() == 0


def test_right_after_midnight_nobody_speaks_from_the_future_and_nothing_breaks():
    source = a_source(is_demo=True)
    for n, op in enumerate(opinions.opinions()):
        address = f"https://a.example/{op['article']}"
        an_article(source=source, canonical_url=address, published_at=NOW - timedelta(seconds=n))

    assert opinions.voice(NOW) > 0
    assert Comment.objects.filter(at__gt=NOW).count() == 0


def test_saying_it_twice_says_it_once(articles):
    assert opinions.voice(NOW) == opinions.voice(NOW)


def test_nobody_can_sign_in_as_one_of_them_and_they_go_with_the_demo(articles):
    opinions.voice(NOW)

    assert not any(reader.has_usable_password() for reader in User.objects.all())
    remove_demo_staff()
    assert not User.objects.exists()
