"""What follows from a verdict: articles, flashes, copies, stories; and what editors decide."""

from datetime import timedelta

import pytest

from jingui.accounts.models import User
from jingui.flash.models import Flash
from jingui.http import BadStatus, Response, TooSlow
from jingui.ingest import actions
from jingui.ingest.actions.judging import write
from jingui.ingest.draft import Form, Look, Named, Verdict
from jingui.ingest.keeping import draft_of, judged_draft, raw_of
from jingui.ingest.models import Item
from jingui.ingest.sources.polled import RawItem
from jingui.ingest.world import DatabaseWorld
from jingui.news import actions as news
from jingui.news.models import Article, Copy, Source, Story
from tests.factories import NOW, a_channel, a_feed, a_security, a_source, an_article, an_item
from tests.ingest.drafts import judged

pytestmark = pytest.mark.django_db


def settled(item, **facts):
    """`item` after the transaction that judged it so."""
    return write(item, judged(item, **facts), cover=None, now=NOW)


def copy_of(original, **facts):
    return settled(
        an_item(), verdict=Verdict.DROP, duplicate_of=f"item-{original.pk}", likeness=0.93, **facts
    )


@pytest.fixture
def editor():
    return User.objects.create(username="zhang", display_name="张编辑")


def nothing(url, **asked):
    raise AssertionError(f"nobody should ask for {url}")


def test_an_approved_item_becomes_an_article():
    item = settled(an_item(raw={"url": "https://a.example/1"}), byline="李记者", importance=4)

    article = Article.objects.get()
    assert (item.article, item.verdict, item.state) == (article, "publish", "judged")
    assert (article.headline, article.slug) == ("沪指早盘高开", "hu-zhi-zao-pan-gao-kai")
    assert (article.canonical_url, article.byline, article.importance) == ("https://a.example/1", "李记者", 4)
    assert (article.channel.slug, article.source, article.live) == ("stocks", item.feed.source, True)
    assert item.judged["verdict"] == "publish"


def test_securities_become_mentions_and_unknown_ones_are_passed_over():
    a_security("600519", name="贵州茅台")
    named = (Named("600519", "SSE", "贵州茅台", in_headline=True), Named("999999", "SSE", "无此股"))

    item = settled(an_item(), securities=named)

    mention = item.article.mentions.get()
    assert (mention.security.ticker, mention.in_headline) == ("600519", True)


def test_the_sources_tags_are_kept_as_far_as_they_are_words():
    tags = (
        "黄金",
        " 央行 购金 ",
        "要闻",
        "贵金属",
        "<b>粗</b>",
        "黄金",
        "一个长得不像标签而像句子的标签",
        "ETF",
        "锂",
        "a" * 40,
    )

    assert settled(an_item(), raw_tags=tags).article.tags == ["黄金", "央行 购金", "ETF"]


@pytest.mark.parametrize(("importance", "urgency"), [(5, 1), (4, 2), (3, 3), (1, 3)])
def test_a_wires_item_becomes_a_flash_as_urgent_as_it_is_important(importance, urgency):
    item = settled(an_item(a_feed(kind="wire", source=a_source(rights="full"))), importance=importance)

    assert Article.objects.count() == 0
    assert (item.flash.text, item.flash.urgency) == ("沪指早盘高开0.3%。两市成交放量。", urgency)
    assert [channel.slug for channel in item.flash.channels.all()] == ["stocks"]


def test_one_paragraph_from_a_newspaper_is_a_flash_too():
    assert settled(an_item(), form=Form.FLASH, channel=None).flash is not None


LONG = "第一句话说明发生了什么事情。" * 40


@pytest.mark.parametrize(
    ("rights", "shown"), [("full", len(LONG)), ("summary", 196), ("link", 0)], ids=["full", "summary", "link"]
)
def test_a_licence_limits_what_is_published(rights, shown):
    item = settled(an_item(a_feed(source=a_source(rights=rights))), text=LONG)

    assert (len(item.article.text), len(item.article.body) > 0) == (shown, shown > 0)
    assert (item.article.rights, item.article.headline) == (rights, "沪指早盘高开")


def test_a_summary_is_plain_text_of_whole_sentences():
    feed = a_feed(source=a_source(rights="summary"))
    item = settled(an_item(feed), text="<b>甲</b>涨。\n" + LONG, lead=LONG)

    assert item.article.body.startswith("<p>&lt;b&gt;甲&lt;/b&gt;涨。</p><p>第一句话")
    assert item.article.text.endswith("。")
    assert len(item.article.lead) <= 200


@pytest.mark.parametrize("verdict", [Verdict.HOLD, None])
def test_what_is_unsure_waits_for_the_desk(verdict):
    item = settled(an_item(), verdict=verdict, reason="频道拿不准")

    assert (item.verdict, item.article) == ("hold", None)
    assert list(Item.objects.held()) == [item]


def test_without_a_channel_the_desk_decides_and_reads_why():
    item = settled(an_item(), channel=None)

    assert (item.verdict, item.reason) == ("hold", "没有合适的频道")
    assert item.trail[-1] == "没有合适的频道，交编辑台决定"


def test_a_copy_becomes_another_source_of_the_same_article():
    original = settled(an_item())

    copy = copy_of(original)

    assert (Article.objects.count(), copy.article) == (1, original.article)
    assert Copy.objects.get().source == copy.feed.source
    assert copy.reason == "转载，并入《沪指早盘高开》"


def test_a_copy_on_a_wire_becomes_another_source_of_the_flash():
    original = settled(an_item(a_feed(kind="wire")))

    copy = copy_of(original)

    assert copy.flash == original.flash
    assert list(original.flash.also_from.all()) == [copy.feed.source]


def test_a_copy_of_what_the_pipeline_dropped_is_shown_to_the_desk():
    original = settled(an_item(), verdict=Verdict.DROP)

    assert copy_of(original).verdict == "hold"


def test_a_copy_of_what_an_editor_spiked_stays_spiked(editor):
    original = settled(an_item(), verdict=Verdict.HOLD)
    actions.spike(original, editor)

    assert copy_of(original).verdict == "drop"


def test_the_second_report_opens_the_story_and_the_third_joins_it():
    first = settled(an_item())
    assert Story.objects.count() == 0

    second = settled(an_item(), story=f"item-{first.pk}")
    third = settled(an_item(), story=f"story-{second.story_id}")

    story = Story.objects.get()
    assert {article.story for article in Article.objects.all()} == {story}
    assert (story.source_count, third.story) == (3, story)
    assert Item.objects.get(pk=first.pk).story == story


def test_a_late_second_report_of_the_first_item_joins_the_same_story():
    first = settled(an_item())
    for _ in range(2):
        settled(an_item(), story=f"item-{first.pk}")

    assert Story.objects.get().source_count == 3


def test_a_flash_and_an_article_share_a_story():
    first = settled(an_item(a_feed(kind="wire")))

    second = settled(an_item(), story=f"item-{first.pk}")

    story = Story.objects.get()
    assert (Flash.objects.get().story, second.article.story, story.lead_article) == (
        story,
        story,
        second.article,
    )


def test_what_an_editor_split_off_is_an_event_of_its_own_for_what_comes_later(editor):
    first = settled(an_item())
    second = settled(an_item(), story=f"item-{first.pk}", look=Look(exact=7))
    news.split_from_story(second.article, at=NOW, by=editor)

    known = DatabaseWorld(NOW).exact(7)
    third = settled(an_item(), story=known.story)

    assert known.story == f"item-{second.pk}"
    assert third.article.story == Article.objects.get(pk=second.article.pk).story
    assert third.article.story != Article.objects.get(pk=first.article.pk).story


def test_what_an_editor_merged_stays_merged_for_what_names_the_old_story(editor):
    into, other = [settled(an_item(), story=f"item-{settled(an_item()).pk}").story for _ in "ab"]
    news.merge_stories(into, other, at=NOW, by=editor)

    later = settled(an_item(), story=f"story-{other.pk}")

    assert later.article.story == into


def test_a_first_report_that_was_not_published_opens_nothing():
    first = settled(an_item(), verdict=Verdict.HOLD)

    assert settled(an_item(), story=f"item-{first.pk}").story is None


def test_an_editor_publishes_what_was_held_and_signs_it(editor):
    held = settled(an_item(), verdict=Verdict.HOLD, channel=None)

    item = actions.publish_held(held, editor, channel=a_channel("metals"))

    assert (item.article.channel.slug, item.settled_by, item.verdict) == ("metals", editor, "publish")
    assert item.trail[-1].endswith("张编辑：签发，频道：贵金属")
    assert list(Item.objects.held()) == []


def test_a_held_item_keeps_everything_it_needs_to_be_published(editor):
    a_security("600519")
    named = (Named("600519", "SSE", "贵州茅台", in_headline=True),)
    held = settled(an_item(), verdict=Verdict.HOLD, securities=named, byline="甲", dateline="北京7月15日电")

    article = actions.publish_held(held, editor).article

    assert (article.byline, article.dateline, article.published_at) == ("甲", "北京7月15日电", NOW)
    assert article.mentions.get().in_headline
    assert article.body == held.judged["body"]


def test_copies_that_came_meanwhile_join_what_an_editor_publishes(editor):
    held = settled(an_item(), verdict=Verdict.HOLD)
    copy = copy_of(held)

    item = actions.publish_held(held, editor)

    copy.refresh_from_db()
    assert copy.article == item.article
    assert Copy.objects.get().source == copy.feed.source


def test_an_article_needs_a_channel_also_from_an_editor(editor):
    held = settled(an_item(), verdict=Verdict.HOLD, channel=None)

    with pytest.raises(actions.NoChannel):
        actions.publish_held(held, editor)


@pytest.mark.parametrize("verb", [actions.publish_held, actions.spike])
def test_what_is_decided_is_not_decided_again(editor, verb):
    held = settled(an_item(), verdict=Verdict.HOLD)
    actions.spike(held, editor)

    with pytest.raises(actions.NotHeld):
        verb(held, editor)


def test_an_editor_merges_a_held_item_into_an_article(editor):
    article = an_article("沪指高开")
    held = settled(an_item(), verdict=Verdict.HOLD)

    item = actions.merge_into(held, article, editor)

    assert (item.article, item.verdict) == (article, "drop")
    assert article.copies.get().source == held.feed.source
    assert item.trail[-1].endswith("并入《沪指高开》")


def test_moving_a_published_item_moves_its_article(editor):
    item = settled(an_item())

    actions.move(item, a_channel("forex"), editor)

    assert Article.objects.get().channel.slug == "forex"


def test_judging_twice_publishes_once():
    item = an_item(text="")
    actions.judge(item, get=nothing, now=NOW)
    before = Item.objects.get().judged_at

    actions.judge(item, get=nothing, now=NOW + timedelta(minutes=1))

    assert Item.objects.get().judged_at == before


def test_a_page_that_cannot_be_had_is_tried_five_times_and_then_shown(settings):
    item = an_item(a_feed(kind="page"), raw={"url": "https://a.example/1"})

    def slow(url, **asked):
        raise TooSlow("20 秒内没有收完")

    for attempt in range(5):
        item = actions.judge(item, get=slow, now=NOW)
        assert (item.attempts, item.error) == (attempt + 1, "20 秒内没有收完")

    assert item.state == "failed"


def test_tries_are_further_and_further_apart():
    item = an_item(a_feed(kind="page"), raw={"url": "https://a.example/1"}, attempts=3)

    def missing(url, **asked):
        raise BadStatus(503)

    item = actions.judge(item, get=missing, now=NOW)

    assert item.next_at == NOW + timedelta(minutes=8)
    assert item.lease_until is None


def test_without_its_page_an_item_makes_do_with_what_the_feed_gave():
    item = an_item(a_feed(fetch_pages=True), text="正文在此。", raw={"url": "https://a.example/1"})

    def missing(url, **asked):
        raise BadStatus(404)

    item = actions.judge(item, get=missing, now=NOW)

    assert item.state == "judged"
    assert item.trail[0] == "原文页面未能读取（页面不存在（HTTP 404）），采用订阅源给出的内容"


def test_an_item_that_breaks_the_pipeline_says_so_and_stops_nobody(caplog):
    item = an_item(a_feed(rules={"channel_threshold": "not a number"}), text="正文。")
    item.raw["tags"] = 7

    item = actions.judge(item, get=nothing, now=NOW)

    assert (item.state, item.attempts) == ("new", 1)
    assert item.error.startswith("处理出错：TypeError")


def test_items_are_claimed_in_order_of_arrival_by_one_worker():
    first, second = an_item(), an_item()

    assert actions.claim_items(now=NOW, size=1) == [first]
    assert actions.claim_items(now=NOW, size=5) == [second]
    assert actions.claim_items(now=NOW, size=5) == []


def test_what_killed_a_worker_is_taken_alone_and_given_up_after_five_deaths():
    killer, innocent = an_item(), an_item()
    actions.claim_items(now=NOW, size=5)

    for death in range(1, 6):
        later = NOW + timedelta(minutes=death)
        assert actions.claim_items(now=later, size=5) == [killer]
        actions.release(items=[innocent.pk])
    actions.claim_items(now=NOW + timedelta(minutes=6), size=5)

    killer.refresh_from_db()
    assert (killer.state, killer.error) == ("failed", "处理时进程多次中断")


def test_a_worker_that_stops_gives_its_items_back_untouched():
    item = an_item()
    actions.claim_items(now=NOW, size=5)
    actions.release(items=[item.pk])

    item.refresh_from_db()
    assert (item.lease_until, item.attempts) == (None, 0)


def test_a_raw_item_survives_the_database_whole():
    raw = RawItem(
        guid="1", url="https://a.example/", title="标题\0\ud800", html="<p>", tags=("甲",), byline="乙"
    )
    item = an_item(raw=raw_of(raw), title="")
    item.refresh_from_db()

    draft = draft_of(item)

    assert (draft.url, draft.raw_title, draft.raw_html) == ("https://a.example/", "标题\ufffd", "<p>")
    assert (draft.raw_tags, draft.raw_byline, draft.raw_text) == (("甲",), "乙", None)


def test_a_judged_draft_survives_the_database_whole():
    item = settled(an_item(), verdict=Verdict.HOLD, securities=(Named("600519", "SSE", "贵州茅台", True),))
    item.refresh_from_db()

    again = judged_draft(item)

    assert again.but(trail=()) == judged(item, verdict=Verdict.HOLD, securities=again.securities).but(
        trail=()
    )


def test_the_editors_rules_for_a_source_reach_the_steps():
    rules = {"channels": ["metals"], "hold_all": True, "max_age_hours": 6}
    feed = a_feed(
        kind="wire", rules=rules, selectors={"body": "#c"}, source=a_source("甲报", slug="jia", trust=5)
    )

    facts = draft_of(an_item(feed)).source

    assert (facts.slug, facts.name, facts.trust, facts.wire) == ("jia", "甲报", 5, True)
    assert (facts.channels, facts.hold_all, facts.max_age_hours) == (("metals",), True, 6)
    assert facts.selectors == {"body": "#c"}


def test_a_rehearsal_writes_nothing():
    feed = a_feed()
    raws = [RawItem(guid=str(n), title=f"第{n}条", text="沪指上涨。") for n in range(3)]

    drafts = actions.rehearse(feed, raws, get=nothing, now=NOW)

    assert [draft.raw_title for draft in drafts] == ["第0条", "第1条", "第2条"]
    assert all(draft.verdict for draft in drafts)
    assert (Item.objects.count(), Source.objects.count()) == (0, 1)


def test_pages_are_asked_for_with_leave_of_robots():
    asked = []

    def get(url, **options):
        asked.append((url, options))
        return Response(url, 200, {"content-type": "text/html"}, b"<p>x</p>")

    actions.rehearse(
        a_feed(fetch_pages=True), [RawItem(guid="1", url="https://a.example/1")], get=get, now=NOW
    )

    assert asked == [("https://a.example/1", {"for_page": True})]
