"""What machines read: lists that go on, one thing at a time, at a fixed price."""

import pytest

from jingui.news import actions as news
from tests.factories import NOW, a_channel, a_flash, a_security, a_source, an_article

pytestmark = pytest.mark.django_db


def test_articles_go_on_where_they_stopped(ask):
    articles = [an_article(f"第{n}条", minutes_ago=n) for n in range(5)]

    _, first = ask("/articles", size=3)
    _, rest = ask("/articles", size=3, before=first["next"])

    assert [a["id"] for a in first["articles"] + rest["articles"]] == [a.pk for a in articles]
    assert rest["next"] is None


def test_an_article_of_a_list_says_what_a_card_shows(ask, settings):
    settings.BASE_URL = "https://news.example"
    article = an_article("沪指高开", lead="导语", source=a_source("东岸财讯", slug="dongan"))

    assert ask("/articles")[1]["articles"] == [
        {
            "id": article.pk,
            "headline": "沪指高开",
            "lead": "导语",
            "url": f"https://news.example{article.get_absolute_url()}",
            "channel": {"slug": "stocks", "name": "股市风云"},
            "source": {"slug": "dongan", "name": "东岸财讯"},
            "story": None,
            "importance": 3,
            "rights": "full",
            "published_at": "2026-07-15T10:30:00+08:00",
        }
    ]


def test_articles_of_a_channel_and_of_a_source(ask):
    metals = an_article("沪金", channel=a_channel("metals"))
    an_article("沪指")

    assert [a["id"] for a in ask("/articles", channel="metals")[1]["articles"]] == [metals.pk]
    assert [a["id"] for a in ask("/articles", source=metals.source.slug)[1]["articles"]] == [metals.pk]


def test_one_article_has_its_body_securities_and_corrections(ask):
    article = an_article(body="<p>正文</p>", tags=["白酒"])
    article.mentions.create(security=a_security("600519", name="贵州茅台"))
    news.correct(article, note="应为12。", at=NOW)

    _, found = ask(f"/articles/{article.pk}")

    assert found["body"] == "<p>正文</p>"
    assert found["securities"] == [{"symbol": "600519.SH", "name": "贵州茅台", "kind": "stock"}]
    assert found["corrections"] == [
        {"at": "2026-07-15T10:30:00+08:00", "kind": "correction", "note": "应为12。"}
    ]


def test_the_body_of_a_source_with_lesser_rights_is_not_given(ask):
    article = an_article(body="<p>全文</p>", rights="summary")

    assert ask(f"/articles/{article.pk}")[1]["body"] == ""


def test_a_retracted_article_is_gone_and_says_why(ask):
    article = an_article()
    news.retract(article, note="消息不实。", at=NOW)

    assert ask(f"/articles/{article.pk}") == (410, {"error": "retracted", "note": "消息不实。"})


def test_the_wire_and_one_flash(ask):
    normal, urgent = a_flash("普通", minutes_ago=1), a_flash("重要", urgency=1)

    assert [f["id"] for f in ask("/flashes")[1]["flashes"]] == [urgent.pk, normal.pk]
    assert [f["id"] for f in ask("/flashes", urgent="true")[1]["flashes"]] == [urgent.pk]
    assert ask(f"/flashes/{normal.pk}")[1]["text"] == "普通"


def test_the_ten_channels_in_order(ask):
    _, channels = ask("/channels")

    assert [channel["slug"] for channel in channels][:3] == ["24h", "global", "stocks"]
    assert len(channels) == 10


def test_a_story_says_who_reported(ask):
    article = an_article("主稿")
    story = news.open_story(article, headline="主稿", at=NOW)
    news.add_copy(
        article, source=a_source("广衡期货"), url="https://b.example/", published_at=NOW, likeness=0.9
    )

    _, found = ask(f"/stories/{story.pk}")

    assert [report["id"] for report in found["reports"]] == [article.pk]
    assert [copy["source"]["name"] for copy in found["copies"]] == ["广衡期货"]
    assert (found["source_count"], found["copy_count"], found["heat"]) == (1, 1, 1.69)


def test_a_story_says_what_changed_from_one_report_to_the_next(ask):
    first = an_article("业绩", text="东岸银行公告，净利润同比增长12%。", minutes_ago=30)
    later = an_article("更正", text="东岸银行更正：净利润同比增长14%，行长沈砚秋表示歉意。")
    story = news.open_story(first, headline="业绩", at=NOW)
    news.add_to_story(later, story=story)

    _, found = ask(f"/stories/{story.pk}")

    assert [(change["kind"], change["report"]) for change in found["changes"]] == [("article", later.pk)]
    assert found["changes"][0]["figures"] == [{"label": "净利润同比增长", "was": "12%", "now": "14%"}]
    assert found["changes"][0]["names"] == ["沈砚秋"]


def test_a_flash_of_a_story_changes_something_too_and_takes_the_news_from_what_comes_after(ask):
    first = an_article("业绩", text="东岸银行公告，净利润同比增长12%。", minutes_ago=30)
    story = news.open_story(first, headline="业绩", at=NOW)
    flash = a_flash("东岸银行更正：净利润同比增长14%。", minutes_ago=20, story=story)
    flash.securities.add(a_security("600519", name="东岸银行"))
    later = an_article("详情", text="东岸银行更正，净利润同比增长14%，其他不变。", minutes_ago=5)
    news.add_to_story(later, story=story)

    _, found = ask(f"/stories/{story.pk}")

    by_flash, by_article = found["changes"]
    assert (by_flash["kind"], by_flash["report"]) == ("flash", flash.pk)
    assert by_flash["figures"] == [{"label": "净利润同比增长", "was": "12%", "now": "14%"}]
    assert by_flash["names"] == ["东岸银行"]
    assert (by_article["figures"], [report["id"] for report in found["reports"]]) == (
        [],
        [first.pk, later.pk],
    )


def test_a_security_and_what_names_it(ask):
    article = an_article()
    article.mentions.create(security=a_security("600519", name="贵州茅台"))

    _, found = ask("/securities/600519.SH")

    assert found["security"]["name"] == "贵州茅台"
    assert [a["id"] for a in found["articles"]] == [article.pk]


@pytest.mark.parametrize(
    "address",
    [
        "/articles/999999",
        "/flashes/999999",
        "/stories/999999",
        "/securities/XX",
        "/articles?channel=no",
        "/no/such",
    ],
)
def test_what_is_not_there_is_said_in_json(ask, address):
    status, said = ask(address)

    assert status == 404
    assert set(said) == {"error"}


@pytest.mark.parametrize("query", [{"size": 0}, {"size": 101}, {"size": "x"}])
def test_a_wrong_question_is_said_in_words(ask, query):
    status, said = ask("/articles", **query)

    assert status == 422
    assert said["error"].startswith("size: ")


def test_a_cursor_that_is_not_ours_is_refused(ask):
    assert ask("/articles", before="nonsense")[0] == 400


@pytest.mark.parametrize(
    ("address", "queries"), [("/articles", 1), ("/articles?channel=stocks", 2), ("/flashes", 2)]
)
@pytest.mark.parametrize("things", [1, 15])
def test_lists_cost_the_same_however_long(client, django_assert_num_queries, address, queries, things):
    for n in range(things):
        an_article(f"第{n}条", minutes_ago=n)
        a_flash(f"第{n}条", minutes_ago=n)

    with django_assert_num_queries(queries):
        assert client.get(f"/api{address}").status_code == 200


@pytest.mark.parametrize("things", [1, 6])
def test_one_article_costs_four_queries(client, django_assert_num_queries, things):
    article = an_article()
    for n in range(things):
        article.mentions.create(security=a_security(f"60000{n}"))
        news.add_copy(
            article, source=a_source(), url=f"https://b.example/{n}", published_at=NOW, likeness=0.9
        )

    with django_assert_num_queries(4):
        assert client.get(f"/api/articles/{article.pk}").status_code == 200


@pytest.mark.parametrize(
    ("address", "key"),
    [("/articles", "home"), ("/articles?channel=stocks", "channel-stocks"), ("/flashes", "wire")],
)
def test_caches_may_keep_it_and_know_what_drops_it(client, address, key):
    response = client.get(f"/api{address}")

    assert response["Cache-Control"].startswith("public, max-age=")
    assert response["Surrogate-Key"] == key
    assert "Set-Cookie" not in response


def test_a_refusal_is_not_kept(client):
    assert "Cache-Control" not in client.get("/api/articles/999999")
