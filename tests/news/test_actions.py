"""What the newsroom does, and who hears of it."""

import pytest
from django.db import IntegrityError
from wagtail.signals import unpublished

from jingui.news import actions, signals
from jingui.news.models import Article, Story
from tests.factories import NOW, a_channel, a_security, a_source, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What was announced while the test ran, as (word, headline)."""
    said = []

    def listener(word):
        def hear(article, **kwargs):
            said.append((word, article.headline))

        return hear

    ears = {word: listener(word) for word in ("published", "updated", "retracted")}
    for word, ear in ears.items():
        getattr(signals, word).connect(ear)
    yield said
    for word, ear in ears.items():
        getattr(signals, word).disconnect(ear)


def publish(headline="沪铝库存连降五周", **facts):
    facts = {
        "slug": "s",
        "body": "<p>正文</p>",
        "channel": a_channel("futures"),
        "source": a_source(),
    } | facts
    return actions.publish_article(headline=headline, published_at=NOW, now=NOW, **facts)


def test_publishing_goes_live_without_a_revision_and_is_announced(heard):
    article = publish()

    assert article.live
    assert article.latest_revision is None
    assert heard == [("published", "沪铝库存连降五周")]


def test_publishing_names_the_securities_once():
    security = a_security("600519")

    article = publish(securities=[(security, True), (security, False)])

    assert [(m.security, m.in_headline) for m in article.mentions.all()] == [(security, True)]


def test_a_copy_names_another_source_once(heard):
    article, other = an_article(), a_source("广衡期货")

    for _ in range(2):
        actions.add_copy(article, source=other, url="https://b.example/1", published_at=NOW, likeness=0.97)

    assert [copy.source for copy in article.copies.all()] == [other]
    assert heard == [("updated", article.headline)]


def test_its_own_address_is_no_copy():
    article = an_article(canonical_url="https://a.example/1")

    copy = actions.add_copy(
        article, source=article.source, url="https://a.example/1", published_at=NOW, likeness=1.0
    )

    assert copy is None


def test_the_most_trusted_source_leads_a_story():
    first, better = an_article("初报", minutes_ago=30), an_article("详报", source=a_source(trust=5))

    story = actions.open_story(first, headline="初报", at=first.published_at)
    actions.add_to_story(better, story=story)

    story.refresh_from_db()
    assert story.lead_article == better
    assert story.source_count == 2
    assert list(Article.objects.leading()) == [better]


def test_merged_stories_are_one():
    first, second = an_article("甲"), an_article("乙")
    into = actions.open_story(first, headline="甲", at=NOW)
    other = actions.open_story(second, headline="乙", at=NOW)

    actions.merge_stories(into, other)

    assert list(Story.objects.all()) == [into]
    assert set(into.articles.all()) == {first, second}


def test_a_split_article_stands_alone_and_leads_itself():
    first, second = an_article("甲"), an_article("乙")
    story = actions.open_story(first, headline="甲", at=NOW)
    actions.add_to_story(second, story=story)

    actions.split_from_story(second)

    second.refresh_from_db()
    assert (second.story, second.leads) == (None, True)
    assert list(story.articles.all()) == [first]


def test_an_empty_story_is_closed():
    article = an_article()
    actions.open_story(article, headline="甲", at=NOW)

    actions.split_from_story(article)

    assert not Story.objects.exists()


def test_moving_to_a_channel_is_announced(heard):
    article = an_article("沪金夜盘收涨", channel=a_channel("futures"))

    actions.move_to_channel([article], channel=a_channel("metals"))

    article.refresh_from_db()
    assert article.channel.slug == "metals"
    assert heard == [("updated", "沪金夜盘收涨")]


def test_a_correction_is_dated_and_shown(heard):
    article = an_article("新增用户")

    actions.correct(article, note="“1280万”应为“1208万”。", at=NOW)

    article.refresh_from_db()
    assert article.revised_at == NOW
    assert [c.note for c in article.corrections.all()] == ["“1280万”应为“1208万”。"]
    assert heard == [("updated", "新增用户")]


def test_a_retracted_article_is_not_live_and_its_story_goes_on(heard):
    first, second = an_article("甲", source=a_source(trust=5)), an_article("乙")
    story = actions.open_story(first, headline="甲", at=NOW)
    actions.add_to_story(second, story=story)

    actions.retract(first, note="消息不实，予以撤稿。", at=NOW)

    story.refresh_from_db()
    assert story.lead_article == second
    assert ("retracted", "甲") in heard
    assert list(Article.objects.live().leading()) == [second]


def test_a_story_whose_only_article_is_retracted_has_no_lead():
    article = an_article("甲")
    story = actions.open_story(article, headline="甲", at=NOW)

    actions.retract(article, note="撤稿。", at=NOW)

    story.refresh_from_db()
    assert story.lead_article is None


def test_what_an_editor_publishes_in_the_desk_is_announced(heard):
    article = an_article("早盘综述", live=False)

    article.save_revision().publish()

    assert ("published", "早盘综述") in heard


def test_what_an_editor_unpublishes_is_announced(heard):
    article = an_article("早盘综述")

    unpublished.send(Article, instance=article)

    assert heard == [("retracted", "早盘综述")]


def test_the_database_itself_refuses_an_early_release():
    with pytest.raises(IntegrityError, match="article_live_only_after_embargo"):
        an_article("财报", embargo_until=NOW.replace(hour=3))


@pytest.mark.parametrize("importance", [0, 6])
def test_the_database_itself_refuses_an_importance_off_the_scale(importance):
    with pytest.raises(IntegrityError, match="article_importance_1_to_5"):
        an_article(importance=importance)
