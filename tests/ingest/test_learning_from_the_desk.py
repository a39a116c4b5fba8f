"""What editors decide about channels is kept, and what is learned from it."""

import pytest

from jingui.accounts.models import User
from jingui.ingest import taste, world
from jingui.ingest.actions import claim_items, move, publish_held, teach_moved
from jingui.ingest.actions.judging import write
from jingui.ingest.draft import Scored, Verdict
from jingui.ingest.linear import LinearModel, site_folder
from jingui.ingest.models import Lesson
from jingui.ingest.queries import lessons
from jingui.ingest.shelves import shelved
from jingui.ingest.steps.classify import classify
from jingui.ingest.topics import TopicModel
from tests.factories import NOW, a_channel, an_item
from tests.ingest.drafts import judged
from tests.ingest.tellings import a_draft, a_newsroom

PACKAGE = TopicModel()
LITHIUM = "南枝锂业第{}座盐湖提锂项目投产，碳酸锂年产能增加两万吨。"  # this desk wants it under 未来科技
FUND = "北枝基金旗下第{}只宽基ETF获净申购，公募基金份额创新高。"


@pytest.fixture
def editor():
    return User.objects.create(username="zhang", display_name="张编辑")


def a_held_item():
    item = an_item()
    said = (Scored("futures", 0.6),)
    draft = judged(item, text=LITHIUM.format(1), verdict=Verdict.HOLD, channels=said)
    return write(item, draft, cover=None, now=NOW)


def taught(times):
    """As many decisions about each of two subjects, turn about."""
    pairs = ((LITHIUM, "tech"), (FUND, "funds"))
    return [taste.lesson(PACKAGE, "", text.format(n), shelf) for n in range(times) for text, shelf in pairs]


def first_shelf(text, lean):
    each = taste.lesson(PACKAGE, "", text, "tech")
    return shelved(each.topics, each.told, lean)[0].name


@pytest.mark.django_db
def test_moving_an_item_keeps_what_was_said_what_was_decided_and_by_whom(editor):
    item = a_held_item()

    move(item, a_channel("tech"), editor)

    kept = Lesson.objects.get()
    assert (kept.item, kept.said, kept.decided, kept.by) == (item, "futures", "tech", editor)
    assert kept.text == LITHIUM.format(1)


@pytest.mark.django_db
def test_the_latest_word_on_an_item_counts(editor):
    item = a_held_item()

    move(item, a_channel("tech"), editor)
    move(item, a_channel("funds"), editor)

    assert [kept.decided for kept in lessons()] == ["funds"]


@pytest.mark.django_db
def test_publishing_an_item_where_the_pipeline_put_it_is_a_lesson_too(editor):
    publish_held(a_held_item(), editor)

    assert [(kept.said, kept.decided) for kept in lessons()] == [("futures", "futures")]


@pytest.mark.django_db
def test_moving_a_published_article_is_a_lesson_about_its_item(editor):
    item = publish_held(a_held_item(), editor)

    teach_moved(item.article, a_channel("tech"), editor)

    assert [kept.decided for kept in lessons()] == ["tech"]


def published_again(item, editor, **changes):
    """The article of `item` after its form was filled in so and published."""
    article = item.article
    for name, value in changes.items():
        setattr(article, name, value)
    article.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


@pytest.mark.django_db
def test_another_channel_in_the_articles_form_is_a_lesson_when_it_is_published(editor):
    item = publish_held(a_held_item(), editor)
    item.article.channel = a_channel("tech")
    draft = item.article.save_revision(user=editor)
    assert [kept.decided for kept in lessons()] == ["futures"]

    draft.publish(user=editor, skip_permission_checks=True)

    kept = Lesson.objects.get()
    assert (kept.said, kept.decided, kept.by) == ("futures", "tech", editor)


@pytest.mark.django_db
def test_who_mends_a_sentence_says_nothing_about_the_channel(editor):
    draft = judged(an_item(), text=LITHIUM.format(1), channels=(Scored("futures", 0.9),))
    item = write(an_item(), draft, cover=None, now=NOW)

    published_again(item, editor, headline="改过的标题")

    assert lessons() == []


@pytest.mark.django_db
def test_moved_back_in_the_form_after_a_verb_the_form_has_the_last_word(editor):
    item = publish_held(a_held_item(), editor)
    teach_moved(item.article, a_channel("tech"), editor)

    published_again(item, editor, channel=a_channel("futures"))

    assert [kept.decided for kept in lessons()] == ["futures"]


def test_a_desk_is_followed_on_texts_it_has_not_seen_and_nothing_else_changes():
    model = taste.learn(taught(30), PACKAGE).model
    unseen, other = taste.reading("", LITHIUM.format(99)), "现货黄金日内跌近1%，金价创三个月新低。"

    assert first_shelf(LITHIUM.format(99), None) == "futures"
    assert first_shelf(LITHIUM.format(99), model.lean(unseen)) == "tech"
    assert first_shelf(other, model.lean(taste.reading("", other))) == "metals"


def test_the_outcome_counts_only_decisions_that_the_trial_did_not_learn_from():
    outcome = taste.learn(taught(40), PACKAGE)

    assert (outcome.asked, outcome.before, outcome.after) == (20, 10, 20)
    assert outcome.better


def test_a_model_that_does_no_better_is_not_called_better():
    agreed = [taste.lesson(PACKAGE, "", FUND.format(n), "funds") for n in range(60)]

    assert not taste.learn(agreed, PACKAGE).better


def test_too_few_decisions_teach_nothing():
    with pytest.raises(ValueError, match="40 are needed"):
        taste.learn(taught(10), PACKAGE)


def test_the_same_decisions_give_the_same_model():
    one, other = taste.fit(taught(20), PACKAGE.vocabulary), taste.fit(taught(20), PACKAGE.vocabulary)

    assert (one.weights == other.weights).all()
    assert (one.bias == other.bias).all()


def test_a_sites_own_model_is_used_instead_of_the_packages_and_the_trail_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("JINGUI_HOME", str(tmp_path))
    taste.learn(taught(30), PACKAGE).model.save(taste.NAME, site_folder())
    room = a_newsroom()
    room._topics = TopicModel()

    draft = classify(a_draft(LITHIUM.format(7)), room)

    assert draft.channels[0].name == "tech"
    assert any(line.startswith("编辑部此前的改投：") and "未来科技 +" in line for line in draft.trail)


@pytest.fixture
def worker_at(tmp_path, monkeypatch):
    """A worker's models, at a home that has none of its own."""
    monkeypatch.setenv("JINGUI_HOME", str(tmp_path))
    monkeypatch.setattr(world, "_loaded", world._Loaded())
    assert world.topic_model().taste is None
    return tmp_path


@pytest.mark.django_db
def test_a_running_worker_takes_up_what_was_trained_with_its_next_items(worker_at):
    before = world.topic_model()
    an_item()
    claim_items(now=NOW, size=1)
    assert world.topic_model() is before

    taste.learn(taught(30), PACKAGE).model.save(taste.NAME, site_folder())
    an_item()
    claim_items(now=NOW, size=1)

    assert world.topic_model().taste is not None
    assert not world.take_up_models()


def test_a_model_that_is_being_written_is_taken_up_when_it_is_whole(worker_at):
    path = taste.learn(taught(30), PACKAGE).model.save(taste.NAME, site_folder())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert not world.take_up_models()
    assert world.topic_model().taste is None

    path.write_bytes(whole)

    assert world.take_up_models()
    assert world.topic_model().taste is not None


def test_a_model_kept_at_home_comes_before_the_packages(tmp_path, monkeypatch):
    monkeypatch.setenv("JINGUI_HOME", str(tmp_path))
    LinearModel.load("finance").save("topics", site_folder())

    assert LinearModel.load("topics").labels == ("finance",)
