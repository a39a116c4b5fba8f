"""The outbox and the worker's part: nothing is lost, nothing is doubled, what is broken is built anew."""

import shutil

import pytest
from django.db import transaction

from jingui.flash import actions as wire
from jingui.news import actions as news
from jingui.search import actions, queries
from jingui.search.models import Pending
from tests.factories import NOW, a_channel, a_flash, a_security, a_source, an_article

pytestmark = pytest.mark.django_db


def publish(headline, **facts):
    return news.publish_article(
        headline=headline, slug="s", body="<p>正文</p>", text=headline, channel=a_channel(),
        source=a_source(), published_at=NOW, now=NOW, **facts,
    )  # fmt: skip


def found(index, text):
    index.is_whole()  # as a reader a second later
    return [(hit.article or hit.flash) for hit in queries.find(text).hits]


def test_what_is_published_waits_in_the_outbox_and_is_then_found(site_index):
    article = publish("沪铝库存连降五周")

    assert [change.key for change in Pending.objects.all()] == [f"article-{article.pk}"]
    assert actions.index_pending() == 1
    assert found(site_index, "沪铝") == [article]
    assert not Pending.objects.exists()


def test_a_flash_is_found_by_the_pinyin_of_its_security(site_index):
    security = a_security("600519", name="贵州茅台")
    flash = wire.report_flash(
        text="公司公告分红。", source=a_source(), published_at=NOW, securities=[security]
    )

    actions.index_pending()

    assert found(site_index, "gzmt") == [flash]


def test_many_changes_of_one_article_are_taken_in_once(site_index):
    article = publish("沪铝库存")
    for _ in range(3):
        news.announce_updated(article)

    assert actions.index_pending() == 4
    assert found(site_index, "沪铝") == [article]


def test_what_is_retracted_is_no_longer_found(site_index):
    article = publish("沪铝库存")
    actions.index_pending()

    news.retract(article, note="不实。", at=NOW)
    actions.index_pending()

    assert found(site_index, "沪铝") == []


def test_a_worker_killed_after_the_commit_does_it_again_to_the_same_effect(site_index):
    article = publish("沪铝库存")
    waiting = Pending.objects.get()
    actions.index_pending()
    waiting.save(force_insert=True)  # the rows were never deleted

    actions.index_pending()

    assert found(site_index, "沪铝") == [article]


def test_an_announcement_rolled_back_leaves_nothing(site_index):
    with transaction.atomic():
        publish("沪铝库存")
        transaction.set_rollback(True)

    assert not Pending.objects.exists()


def test_while_another_process_writes_the_changes_wait(site_index):
    publish("沪铝库存")

    with site_index.writing():
        assert actions.index_pending() == 0

    assert Pending.objects.count() == 1


def test_a_missing_index_finds_nothing_and_is_built_by_the_worker(site_index, caplog):
    article = an_article("沪铝库存")
    shutil.rmtree(site_index.folder)

    assert found(site_index, "沪铝") == []
    actions.index_pending()

    assert found(site_index, "沪铝") == [article]
    assert "building it anew" in caplog.text


@pytest.mark.parametrize("suffix", ["meta.json", ".store", ".term", ".idx"])
def test_a_damaged_index_finds_nothing_and_is_built_by_the_worker(site_index, suffix):
    article = an_article("沪铝库存")
    actions.rebuild()
    for path in (site_index.folder / "current").glob(f"*{suffix}"):
        path.write_bytes(b"\x07" * 64)

    assert found(site_index, "沪铝") == []
    actions.index_pending()

    assert found(site_index, "沪铝") == [article]


def test_a_rebuild_tells_how_far_it_is(site_index):
    an_article("沪铝库存")
    a_flash("沪铜收涨")
    told = []

    actions.rebuild(lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


def test_a_rebuild_refuses_to_write_beside_another(site_index):
    with site_index.writing(), pytest.raises(actions.IndexBusy):
        actions.rebuild()
