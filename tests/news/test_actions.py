"""What the newsroom does, and who hears of it."""

import pytest
from django.db import IntegrityError
from wagtail.signals import unpublished

from jingui.accounts.models import User
from jingui.flash.actions import add_source, join_story
from jingui.news import actions, signals
from jingui.news.models import Article, Regrouping, Story
from tests.factories import NOW, a_channel, a_flash, a_security, a_source, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create(username="沈砚秋")


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


def two_stories():
    """(一件事 told by 甲 and a flash, another told by 乙)."""
    first, second = an_article("甲", minutes_ago=30), an_article("乙", minutes_ago=10)
    one = actions.open_story(first, headline="甲", at=first.published_at)
    join_story(a_flash("甲的快讯", minutes_ago=40), story=one)
    return one, actions.open_story(second, headline="乙", at=second.published_at)


def test_merged_stories_are_one_and_the_empty_one_points_there():
    other, into = two_stories()

    merged = actions.merge_stories(into, other, at=NOW)

    other.refresh_from_db()
    assert list(Story.objects.standing()) == [into]
    assert (merged.articles.count(), merged.flashes.count(), merged.source_count) == (2, 1, 3)
    assert actions.standing(other) == into


def test_a_merge_is_undone_with_who_and_when(editor):
    other, into = two_stories()
    actions.merge_stories(into, other, at=NOW, by=editor)
    record = Regrouping.objects.get()

    actions.undo_regrouping(record, at=NOW, by=editor)

    for story in (other, into, record):
        story.refresh_from_db()
    assert (other.articles.count(), other.flashes.count(), other.merged_into) == (1, 1, None)
    assert (other.source_count, into.source_count) == (2, 1)
    assert (record.by, record.undone_by, record.undone_at) == (editor, editor, NOW)


def test_what_was_undone_or_has_moved_on_is_not_undone_again(editor):
    first, second = two_stories()
    third = actions.open_story(an_article("丙"), headline="丙", at=NOW)
    actions.merge_stories(second, first, at=NOW)
    actions.merge_stories(third, second, at=NOW)
    earlier, later = Regrouping.objects.order_by("pk")

    with pytest.raises(actions.CannotUndo):
        actions.undo_regrouping(earlier, at=NOW)
    actions.undo_regrouping(later, at=NOW)
    actions.undo_regrouping(earlier, at=NOW)
    with pytest.raises(actions.CannotUndo):
        actions.undo_regrouping(earlier, at=NOW)

    assert Story.objects.standing().count() == 3


def test_a_story_merged_into_a_merged_one_goes_where_that_one_went():
    first, second = two_stories()
    third = actions.open_story(an_article("丙"), headline="丙", at=NOW)
    actions.merge_stories(second, first, at=NOW)

    actions.merge_stories(first, third, at=NOW)

    assert list(Story.objects.standing()) == [second]
    assert second.articles.count() == 3


def test_a_split_article_stands_alone_and_leads_itself_until_that_is_undone():
    first, second = an_article("甲"), an_article("乙")
    story = actions.open_story(first, headline="甲", at=NOW)
    actions.add_to_story(second, story=story)

    record = actions.split_from_story(second, at=NOW)

    assert (second.story, second.leads) == (None, True)
    assert list(story.articles.all()) == [first]

    actions.undo_regrouping(record, at=NOW)

    assert set(story.articles.all()) == {first, second}
    assert Article.objects.leading().count() == 1


def test_a_split_flash_stands_alone():
    story, _ = two_stories()
    flash = story.flashes.get()

    actions.split_from_story(flash, at=NOW)

    story.refresh_from_db()
    assert (flash.story, story.source_count) == (None, 1)


def test_a_story_left_by_all_its_reports_is_no_longer_told():
    article = an_article()
    actions.open_story(article, headline="甲", at=NOW)

    actions.split_from_story(article, at=NOW)

    assert not Story.objects.standing().exists()


def test_a_story_counts_who_told_it_and_apart_from_them_who_only_copied():
    article, agency, paper = an_article("甲", minutes_ago=30), a_source("东岸社"), a_source("江城晚报")
    story = actions.open_story(article, headline="甲", at=article.published_at)
    for source in (article.source, agency, paper, paper):
        url = f"https://{source.slug}.example/{source.copies.count()}"
        actions.add_copy(article, source=source, url=url, published_at=NOW, likeness=1.0)
    flash = a_flash("甲", source=agency, minutes_ago=50)
    join_story(flash, story=story)
    add_source(flash, source=paper)

    story.refresh_from_db()
    assert (story.source_count, story.copy_count) == (2, 1)
    assert story.first_reported_at == flash.published_at


def test_a_copy_heats_a_story_less_than_a_report_and_the_hundredth_hardly_at_all():
    told_by_two, copied, copied_by_all = (
        Story(source_count=2), Story(source_count=1, copy_count=1), Story(source_count=1, copy_count=100)
    )  # fmt: skip

    assert 1 < copied.heat < told_by_two.heat
    assert copied_by_all.heat < Story(source_count=6).heat


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
