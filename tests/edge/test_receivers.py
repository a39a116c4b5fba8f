"""When the news changes, every edge hears of it in the same transaction."""

import pytest
from django.db import transaction

from jingui.ads.models import Slot
from jingui.broadcast.models import Notice
from jingui.flash import actions as wire
from jingui.news import actions as news
from jingui.readers import actions as readers
from tests.factories import NOW, a_channel, a_source, an_article
from tests.readers.talking import a_comment

pytestmark = pytest.mark.django_db


def purged():
    return [set(notice.payload["keys"]) for notice in Notice.objects.filter(kind="purge").order_by("pk")]


def published(**facts):
    facts = {"headline": "沪指高开", "slug": "a", "body": "<p>b</p>", "channel": a_channel("stocks")} | facts
    return news.publish_article(source=a_source(slug="she"), published_at=NOW, now=NOW, **facts)


def test_a_publication_drops_every_page_it_appears_on():
    article = published()

    assert purged()[-1] == {
        "home",
        "feed",
        f"article-{article.pk}",
        "channel-stocks",
        "source-she",
        "day-2026-07-15",
    }


def test_the_day_of_an_article_is_beijings():
    assert "day-2026-07-15" in purged_by(an_article(published_at=NOW.replace(day=14, hour=17)))


def purged_by(article):
    news.announce_updated(article)
    return purged()[-1]


def test_a_story_drops_with_its_reports():
    article = an_article()
    story = news.open_story(article, headline="事件", at=NOW)

    assert any(f"story-{story.pk}" in keys for keys in purged())


def test_an_edited_ad_drops_every_page_with_ads():
    Slot.objects.get(slug="top").save()

    assert purged()[-1] == {"ads"}


def test_a_publication_that_is_rolled_back_is_never_heard_of():
    with transaction.atomic():
        published()
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_a_flash_drops_the_wire_and_is_told_to_those_who_listen():
    flash = wire.report_flash(
        text="金价走高", source=a_source(slug="lian"), published_at=NOW, channels=[a_channel("metals")]
    )

    assert {"wire", f"flash-{flash.pk}", "source-lian"} <= purged()[-1]
    assert Notice.objects.get(kind="flash").payload == {"pk": flash.pk, "event": "flash"}


def test_a_retracted_flash_is_told_as_such():
    flash = wire.report_flash(text="金价走高", source=a_source(), published_at=NOW)
    wire.retract(flash)

    assert Notice.objects.filter(kind="flash").last().payload["event"] == "retracted"


def test_a_comment_drops_its_article_when_it_is_shown_and_when_it_is_not():
    comment = a_comment(an_article(), shown=False)
    assert purged() == []

    readers.approve([comment], by=comment.author, at=NOW)
    readers.remove_comment(comment, by=comment.author, at=NOW)

    assert purged() == [{f"article-{comment.article_id}"}] * 2
