"""A source changes what we published: our article follows, or the desk is asked."""

import itertools
from datetime import timedelta

import pytest
from django.core.management import call_command

from jingui.accounts.models import User
from jingui.broadcast.models import Notice
from jingui.http import BadStatus, Response
from jingui.ingest import actions
from jingui.ingest.actions import revising
from jingui.ingest.models import Change, Item, Outcome
from jingui.news import actions as news
from jingui.news import signals
from jingui.news.actions import articles
from jingui.news.models import Article, Correction, Source
from jingui.search.models import Pending
from tests.factories import NOW, a_channel, a_feed, a_security, a_source

pytestmark = pytest.mark.django_db

RSS = '<rss version="2.0"><channel><title>站点</title>{}</channel></rss>'
ENTRY = """<item><guid>{guid}</guid><link>https://a.example/1?utm_source={campaign}</link><title>{title}</title>
<pubDate>Wed, 15 Jul 2026 10:00:00 +0800</pubDate><description><![CDATA[{html}]]></description></item>"""
HEADLINE = "贵州茅台上半年净利润同比增长12%"
FIRST = "<p>贵州茅台7月15日晚公告，上半年净利润同比增长12%，营业收入为893.6亿元。</p>"
SECOND = "<p>公司表示，下半年将继续控制投放节奏，渠道库存处于合理水平。</p>"
LATER = FIRST.replace("12%", "14%") + SECOND + "<p>董事会同日审议通过了每股派发现金红利二十元的预案。</p>"


def telling(title=HEADLINE, html=FIRST + SECOND, campaign="rss", guid="1"):
    """A canned `get` that answers with a feed of one item."""
    entry = ENTRY.format(title=title, html=html, campaign=campaign, guid=guid)
    return lambda url, **asked: Response(url, 200, {}, RSS.format(entry).encode())


def nothing(url, **asked):
    raise AssertionError(f"nobody should ask for {url}")


@pytest.fixture
def feed():
    a_security("600519", name="贵州茅台")
    source = a_source("甲报", rights="full")
    return a_feed(source=source, rules={"channels": ["stocks"]}, interval_seconds=60)


@pytest.fixture
def editor():
    return User.objects.create(username="zhang", display_name="张编辑")


def round_of(feed, now=NOW, get=nothing, **told):
    """One poll of the feed as it is told now, and all that is due judged."""
    actions.poll(feed, get=telling(**told), now=now)
    for item in actions.claim_items(now=now, size=9):
        actions.judge(item, get=get, now=now)
    return Item.objects.select_related("article__channel", "feed__source").get()


@pytest.fixture
def published(feed):
    item = round_of(feed)
    assert (item.verdict, item.article.headline) == ("publish", HEADLINE)
    return item


LATE = NOW + timedelta(hours=1)


def test_an_article_follows_its_source_visibly(feed, published):
    item = round_of(feed, LATE, title="贵州茅台上半年净利润同比增长14%", html=LATER)

    article = item.article
    assert article.pk == published.article.pk
    assert article.headline == "贵州茅台上半年净利润同比增长14%"
    assert "增长14%" in article.text
    assert "现金红利" in article.text
    assert (article.published_at, article.revised_at) == (published.article.published_at, LATE)
    assert article.slug == published.article.slug
    told = Correction.objects.get()
    assert (told.kind, told.by, told.at) == ("update", None, LATE)
    assert told.note == (
        f"来源更新了本文：标题原为《{HEADLINE}》；“上半年净利润同比增长12%”改为“14%”；"
        "新增“董事会同日审议通过了每股派发现金红利二十元的预案”。"
    )


def test_the_trail_and_the_list_of_changes_say_what_happened(feed, published):
    item = round_of(feed, LATE, html=LATER)

    assert f"07-15 11:30 {Correction.objects.get().note}" in item.trail
    assert item.trail[: len(published.trail)] == published.trail
    change = Change.objects.get()
    assert (change.outcome, change.reason, change.article) == (Outcome.FOLLOWED, "", item.article)
    assert "增长12%" in change.was["text"]
    assert "增长14%" in change.judged["text"]


def test_the_version_before_stays_as_a_revision(feed, published):
    article = round_of(feed, LATE, html=LATER).article

    before, after = article.revisions.order_by("pk")
    assert "增长12%" in before.content["body"]
    assert "增长14%" in after.content["body"]
    assert (article.live_revision, article.latest_revision, article.has_unpublished_changes) == (
        after,
        after,
        False,
    )


def test_securities_follow_the_text(feed, published):
    a_security("000858", exchange="SZSE", name="五粮液")
    assert [mention.security.ticker for mention in published.article.mentions.all()] == ["600519"]

    other = "<p>五粮液（000858.SZ）7月15日晚公告，上半年净利润同比增长12%，营业收入为893.6亿元。</p>"
    article = round_of(feed, LATE, title="五粮液上半年净利润同比增长12%", html=other + SECOND).article

    assert [mention.security.ticker for mention in article.mentions.all()] == ["000858"]


@pytest.mark.parametrize(
    "told",
    [
        {"campaign": "weibo"},
        {"html": FIRST.replace("，", ", ") + "\n\n  " + SECOND},
        {"html": "<div>" + FIRST + SECOND + "</div>"},
        {"html": FIRST + SECOND + "<p>扫码关注公众号，获取更多资讯</p>"},
        {"html": FIRST + "<p>广告</p>" + SECOND + "<p>责任编辑：李四</p>"},
        {"title": " 贵州茅台：上半年净利润同比增长12% "},
    ],
    ids=["tracking", "spaces", "markup", "advertisement", "credits", "punctuation"],
)
def test_what_is_no_change_for_a_reader_changes_nothing(feed, published, told):
    item = round_of(feed, LATE, **told)

    assert (item.article.body, item.article.revised_at) == (published.article.body, None)
    assert not Correction.objects.exists()
    assert not Change.objects.exists()
    assert not item.article.revisions.exists()
    assert (item.state, item.looks) == ("judged", 0)


def test_a_figure_is_a_change_however_small(feed, published):
    assert "893.5亿元" in round_of(feed, LATE, html=(FIRST + SECOND).replace("893.6", "893.5")).article.text


@pytest.mark.parametrize("rights", ["summary", "link"])
def test_the_rights_of_the_source_hold_for_the_change_too(feed, published, rights):
    Source.objects.filter(pk=feed.source.pk).update(rights=rights)
    feed.source.refresh_from_db()

    article = round_of(feed, LATE, title="贵州茅台净利润增长14%", html=LATER + "<p>长。</p>" * 200).article

    assert (article.headline, article.rights) == ("贵州茅台净利润增长14%", rights)
    assert len(article.text) <= (200 if rights == "summary" else 0)
    if rights == "link":
        assert Correction.objects.get().note == f"来源更新了本文：标题原为《{HEADLINE}》。"


def test_what_a_link_may_not_show_is_no_change(feed):
    Source.objects.filter(pk=feed.source.pk).update(rights="link")
    feed.source.refresh_from_db()
    round_of(feed)

    assert round_of(feed, LATE, html=LATER).article.revised_at is None


def edit(article, editor):
    """An editor changes the headline by hand and publishes."""
    news.keep_what_is_live(article)
    article.headline = "编辑改过的标题"
    article.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


def test_what_an_editor_changed_is_put_to_the_desk_and_not_overwritten(feed, published, editor):
    edit(published.article, editor)

    item = round_of(feed, LATE, html=LATER)

    change = Change.objects.waiting().get()
    assert (change.reason, item.article.headline) == ("编辑改过这篇稿件", "编辑改过的标题")
    assert "增长12%" in item.article.text
    was, now = actions.versions(change)
    assert ("增长12%" in was.text, "增长14%" in now.text) == (True, True)
    assert "07-15 11:30 来源已修改，编辑改过这篇稿件，交编辑台决定" in item.trail


def lock(article, editor):
    Article.objects.filter(pk=article.pk).update(locked=True)


def print_a_correction(article, editor):
    news.correct(article, note="更正。", at=NOW, by=editor)


@pytest.mark.parametrize(
    ("touch", "reason"),
    [(lock, "稿件已锁定"), (print_a_correction, "编辑刊登过更正")],
    ids=["lock", "correction"],
)
def test_an_editors_hand_is_also_a_lock_or_a_correction(feed, published, editor, touch, reason):
    touch(published.article, editor)

    assert "增长12%" in round_of(feed, LATE, html=LATER).article.text
    assert Change.objects.waiting().get().reason == reason


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<p>本文已被作者删除，如需了解更多内容请访问本站其他页面，感谢您的理解与支持。</p>", "原文只保留"),
        (LATER.replace("董事会", "\ufffd事会"), "原文有缺损的字"),
    ],
    ids=["another text", "damage"],
)
def test_what_the_gate_doubts_is_put_to_the_desk(feed, published, html, reason):
    assert "增长12%" in round_of(feed, LATE, html=html).article.text
    assert Change.objects.waiting().get().reason.startswith(reason)


def test_the_editor_takes_the_sources_version_and_signs_it(feed, published, editor):
    edit(published.article, editor)
    round_of(feed, LATE, html=LATER)

    actions.take_change(Change.objects.get(), editor)

    item = Item.objects.select_related("article").get()
    assert (item.article.headline, "增长14%" in item.article.text) == (HEADLINE, True)
    assert item.article.revisions.filter(content__headline="编辑改过的标题").exists()
    assert (Correction.objects.get().by, Change.objects.get().outcome) == (editor, Outcome.TAKEN)
    assert item.trail[-1].endswith("张编辑：采用来源的新版")
    assert "增长14%" in item.judged["text"]


def test_ours_is_kept_and_what_the_source_does_next_is_asked_again(feed, published, editor):
    lock(published.article, editor)
    round_of(feed, LATE, html=LATER)
    actions.keep_ours(Change.objects.get(), editor)
    Article.objects.update(locked=False)

    later = LATE + timedelta(hours=3)
    assert round_of(feed, LATE + timedelta(hours=2), html=LATER).state == "judged"
    assert not Change.objects.waiting().exists()
    round_of(feed, later, html=LATER.replace("14%", "15%"))

    assert Change.objects.waiting().get().reason == "编辑保留过本站版本"


@pytest.mark.parametrize("verb", [actions.take_change, actions.keep_ours])
def test_what_is_decided_is_not_decided_again(feed, published, editor, verb):
    lock(published.article, editor)
    round_of(feed, LATE, html=LATER)
    change = Change.objects.get()
    actions.keep_ours(change, editor)

    with pytest.raises(actions.NotWaiting):
        verb(change, editor)


def test_one_change_waits_an_item_and_is_the_newest(feed, published, editor):
    lock(published.article, editor)
    round_of(feed, LATE, html=LATER)

    round_of(feed, LATE + timedelta(hours=1), html=LATER.replace("14%", "15%"))

    assert "增长15%" in Change.objects.get().judged["text"]


def test_a_source_that_takes_its_change_back_leaves_no_question(feed, published, editor):
    lock(published.article, editor)
    round_of(feed, LATE, html=LATER)

    round_of(feed, LATE + timedelta(hours=1))

    assert Change.objects.get().outcome == Outcome.LAPSED


def test_a_retracted_article_stays_retracted(feed, published, editor):
    news.retract(published.article, note="撤稿。", at=NOW, by=editor)

    item = round_of(feed, LATE, html=LATER)

    assert (item.article.live, "增长12%" in item.article.text) == (False, True)
    assert item.trail[-1] == "07-15 11:30 来源有改动，稿件已不在线，不再更新"
    assert not Change.objects.exists()


def test_the_editors_channel_stands(feed, published, editor):
    feed.rules = {}
    feed.save()
    actions.move(published, a_channel("funds"), editor)

    assert round_of(feed, LATE, html=LATER).article.channel.slug == "funds"


def test_moved_after_it_was_followed_it_stays_there_in_its_form_too(feed, published, editor):
    item = round_of(feed, LATE, html=LATER)

    actions.move(item, a_channel("funds"), editor)

    article = Article.objects.get()
    assert article.get_latest_revision_as_object().channel.slug == "funds"


def test_without_an_editors_word_the_shelf_is_judged_anew(feed, published):
    feed.rules = {"channels": ["metals"]}
    feed.save()

    assert round_of(feed, LATE, html=LATER).article.channel.slug == "metals"


def test_a_source_that_changes_at_every_poll_is_followed_ten_times_further_and_further_apart(feed, published):
    looked, before = [], 0
    for minute in range(0, 7 * 24 * 60, 10):
        item = round_of(feed, NOW + timedelta(minutes=minute), html=LATER.replace("14%", f"{minute}%"))
        if item.looks != before and item.state == "judged":
            looked.append(minute)
            before = item.looks

    assert len(looked) == item.looks == revising.MOST_LOOKS
    assert Correction.objects.count() == Change.objects.count() == revising.MOST_LOOKS
    assert all(later - earlier >= 5 * 2**n for n, (earlier, later) in enumerate(itertools.pairwise(looked)))
    assert item.article.revisions.count() == revising.MOST_LOOKS + 1


def test_what_changes_while_it_waits_for_its_turn_is_read_as_it_is_then(feed, published):
    for minutes, figure in ((1, "13%"), (2, "14%"), (3, "15%")):
        round_of(feed, NOW + timedelta(minutes=minutes), html=LATER.replace("14%", figure))

    item = round_of(feed, NOW + timedelta(minutes=20), html=LATER.replace("14%", "15%"))

    assert "增长15%" in item.article.text
    assert [told.at for told in Correction.objects.order_by("at")] == [
        NOW + timedelta(minutes=1),
        NOW + timedelta(minutes=20),
    ]


def test_the_same_address_under_a_new_name_is_the_same_item(feed, published):
    item = round_of(feed, LATE, html=LATER, guid="1-v2")

    assert (item.pk, item.guid, "增长14%" in item.article.text) == (published.pk, "1-v2", True)


def test_another_text_at_the_same_address_is_another_item(feed, published):
    other = "<p>国家统计局今日公布，上半年国内生产总值同比增长百分之五，符合市场此前的普遍预期。</p>"
    actions.poll(feed, get=telling(title="上半年国内生产总值公布", html=other, guid="2"), now=LATE)

    assert Item.objects.count() == 2


def test_after_a_week_a_source_is_not_followed(feed, published):
    assert round_of(feed, NOW + timedelta(days=8), html=LATER).article.revised_at is None


def test_a_change_that_came_while_the_last_was_read_is_not_lost(feed, published):
    actions.poll(feed, get=telling(html=LATER), now=LATE)
    (claimed,) = actions.claim_items(now=LATE, size=9)
    prepared = actions.prepare(claimed, get=nothing)
    actions.poll(feed, get=telling(html=LATER.replace("14%", "15%")), now=LATE)

    actions.settle(claimed, prepared, now=LATE)
    round_of(feed, LATE, html=LATER.replace("14%", "15%"))

    assert "增长15%" in Article.objects.get().text
    assert Correction.objects.count() == 1


STEPS = ("keep_what_is_live", "_mention", "_keep_as_live", "announce_updated")


@pytest.mark.parametrize("step", [*STEPS, "remember"])
def test_killed_at_any_step_it_loses_nothing_and_doubles_nothing(feed, published, monkeypatch, step):
    class Killed(BaseException):
        pass

    def kill(*args, **kwargs):
        raise Killed

    place = revising if step == "remember" else articles
    with monkeypatch.context() as patched:
        patched.setattr(place, step, kill)
        with pytest.raises(Killed):
            round_of(feed, LATE, html=LATER)
    assert "增长12%" in Article.objects.get().text
    assert not Correction.objects.exists()
    assert not Change.objects.exists()

    item = round_of(feed, LATE + timedelta(minutes=1), html=LATER)

    assert "增长14%" in item.article.text
    assert (Correction.objects.count(), Change.objects.count(), item.article.revisions.count()) == (1, 1, 2)


def test_those_who_follow_the_news_hear_of_it_once(feed, published):
    heard = []
    Pending.objects.all().delete()
    listener = lambda article, **kwargs: heard.append(article.pk)  # noqa: E731
    signals.updated.connect(listener)

    article = round_of(feed, LATE, html=LATER).article
    signals.updated.disconnect(listener)

    assert heard == [article.pk]
    assert Pending.objects.filter(key=f"article-{article.pk}").exists()


@pytest.mark.parametrize("problem", [BadStatus(404), BadStatus(503)])
def test_a_page_that_is_gone_changes_nothing_and_the_trail_says_so(feed, published, problem):
    feed.fetch_pages = True
    feed.save()

    def missing(url, **asked):
        raise problem

    for minute in (0, 2, 10, 30, 90):
        item = round_of(feed, LATE + timedelta(minutes=minute), get=missing, html=LATER)

    assert (item.state, "增长12%" in item.article.text) == ("judged", True)
    assert "来源有改动，未能读取" in item.trail[-1]


def test_an_update_is_kept_through_the_scheduled_sweeps(feed, published):
    round_of(feed, LATE, html=LATER)

    call_command("publish_scheduled")

    assert "增长14%" in Article.objects.get().text


@pytest.mark.parametrize(
    ("outcome", "left"),
    [("followed", False), ("lapsed", False), ("waiting", True), ("taken", True), ("kept", True)],
)
def test_after_ninety_days_only_what_an_editor_decides_is_kept(feed, published, outcome, left):
    round_of(feed, LATE, html=LATER)
    Change.objects.update(outcome=outcome)
    actions.sweep(now=LATE + timedelta(days=89))
    assert Change.objects.count() == 1

    actions.sweep(now=LATE + timedelta(days=91))

    assert Change.objects.exists() == left
    assert "增长14%" in Article.objects.get().text


def test_readers_feeds_sitemaps_and_caches_follow(feed, published, client):
    Article.objects.update(canonical_url="")  # only what is ours stands in a sitemap
    Notice.objects.all().delete()
    round_of(feed, LATE, html=LATER)
    article = Article.objects.get()

    page = client.get(article.get_absolute_url()).text
    assert "更新于" in page
    assert "“上半年净利润同比增长12%”改为“14%”" in page
    assert "<updated>2026-07-15T11:30:00+08:00</updated>" in client.get("/feed.xml").text
    assert "<lastmod>2026-07-15T11:30:00+08:00</lastmod>" in client.get("/sitemap/articles-1.xml").text
    purged = {key for notice in Notice.objects.filter(kind="purge") for key in notice.payload["keys"]}
    assert purged >= {f"article-{article.pk}", "home", "feed", "channel-stocks"}
