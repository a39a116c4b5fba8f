import json
import re

import pytest
from wagtail.images.models import Image

from jingui.news import actions
from jingui.news.models import Article, Mention
from tests.factories import NOW, a_channel, a_security, a_source, a_story_of, an_article
from tests.portal.edition import an_edition

pytestmark = pytest.mark.django_db


def test_a_wrong_slug_leads_to_the_right_one(client):
    article = an_article(slug="zhe-shi")

    moved = client.get(f"/a/{article.pk}/bie-de/")

    assert (moved.status_code, moved.url) == (301, f"/a/{article.pk}/zhe-shi/")
    assert client.get(f"/a/{article.pk}/").url == moved.url


def test_an_article_says_where_it_comes_from_and_what_changed(client):
    article, _gone, _story = an_edition()

    page = client.get(article.get_absolute_url()).text

    for words in (
        "来源",
        "东岸财讯",
        "程以宁",
        "首发",
        "2026-07-15 10:00",
        "更正（10:25）：",
        "不构成投资建议",
        "2 家媒体报道",
    ):
        assert words in page
    assert page.index("1,208万") < page.index("第1段")


def test_its_story_is_told_in_order(client):
    article, _gone, _story = an_edition()

    line = client.get(article.get_absolute_url()).text.split("story-line__list")[1].split("</ol>")[0]

    assert re.findall(r">(\d\d:\d\d)<", line) == ["10:00", "10:10", "10:25", "10:30"]


def test_a_retracted_article_is_gone_with_a_note(client):
    _article, gone, _story = an_edition()

    page = client.get(gone.get_absolute_url())

    assert page.status_code == 410
    assert "数据来自未经授权的材料" in page.text
    assert "正文" not in page.text.replace("不再展示正文", "").replace("跳到正文", "")


def test_a_draft_is_not_found(client):
    draft = an_article(live=False)

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_summary_shows_no_more_than_its_rights(client):
    article = an_article(
        rights="summary", lead="一句导语。", body="<p>全文不该出现。</p>", canonical_url="https://a.example/1"
    )

    page = client.get(article.get_absolute_url()).text

    assert "一句导语。" in page
    assert "全文不该出现" not in page
    assert 'href="https://a.example/1"' in page


def test_machines_read_the_facts_and_no_headline_can_end_them(client):
    headline = "</script><script>alert(1)</script>"
    article = an_article(headline, body="<p>正文。</p>", source=a_source("东岸财讯"), byline="程以宁")

    page = client.get(article.get_absolute_url()).text
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert "<script>alert" not in page
    told, _way = facts["@graph"]
    assert told["headline"] == article.headline
    assert told["datePublished"] == "2026-07-15T10:30:00+08:00"


def test_related_shares_a_security_and_never_the_channel_alone(client):
    article, other, _stranger = an_article("甲"), an_article("乙"), an_article("丙")
    for named in (article, other):
        Mention.objects.create(article=named, security=a_security("900001", name="南枝科技"))

    page = client.get(article.get_absolute_url()).text

    assert "相关报道" in page
    assert f'href="{other.get_absolute_url()}"' in page
    assert "丙" not in page


def test_a_photograph_in_the_text_is_not_shown_twice(client):
    drawn = an_article(body='<figure><img src="/media/a.webp" alt=""></figure>')
    photographed = an_article(
        body=drawn.body, cover=Image.objects.create(title="a", file="a.webp", width=9, height=9)
    )

    assert "article__picture" in client.get(drawn.get_absolute_url()).text
    assert "article__picture" not in client.get(photographed.get_absolute_url()).text


def test_a_corrected_article_carries_the_correction_at_once(client):
    article = an_article()
    actions.correct(article, note="标题中的“元”应为“万元”。", at=NOW)

    assert "标题中的“元”应为“万元”。" in client.get(article.get_absolute_url()).text


@pytest.mark.parametrize("others", [1, 40])
def test_an_article_costs_at_most_eight_queries_with_nothing_kept(
    client, others, django_assert_max_num_queries
):
    article, _gone, story = an_edition()
    for n in range(others):
        other = an_article(f"支付互通第{n}报", story=story, leads=False)
        Mention.objects.create(article=article, security=a_security(f"91{n:04}", name=f"证券{n}"))
        Mention.objects.create(article=other, security=a_security("900001"))

    with django_assert_max_num_queries(8):
        client.get(article.get_absolute_url())


def test_the_reader_goes_on_to_what_came_before_and_after_in_the_channel(client):
    for minutes, headline in ((30, "更早的一篇"), (20, "这一篇"), (10, "更晚的一篇")):
        an_article(headline, minutes_ago=minutes)
    an_article("别的频道", channel=a_channel("metals"), minutes_ago=15)

    page = client.get(Article.objects.get(headline="这一篇").get_absolute_url()).text
    nearby = re.findall(r'rel="(prev|next)" href="[^"]+">(.*?)</a>', page.replace("<wbr>", ""))

    assert nearby == [("prev", "更早的一篇"), ("next", "更晚的一篇")]


def test_it_is_passed_on_by_link_code_and_weibo_without_anybody_elses_script(client, settings):
    article = an_article("央行降准 <b>")

    page = client.get(article.get_absolute_url()).text
    code = client.get(f"/a/{article.pk}/qr.svg")

    assert f'src="/a/{article.pk}/qr.svg"' in page
    assert "service.weibo.com/share/share.php?url=http" in page
    assert "%3Cb%3E" in page
    assert (code["Content-Type"], code.content[:5]) == ("image/svg+xml", b"<?xml")
    assert client.get("/a/99999999999999999999999/qr.svg").status_code == 404


def test_a_story_says_which_figures_moved_who_came_up_and_how_many_copied(client):
    first = an_article("业绩", text="东岸银行公告，净利润同比增长12%。", minutes_ago=30)
    later = an_article("更正", text="东岸银行更正：净利润同比增长14%，行长沈砚秋表示歉意。", minutes_ago=10)
    story = a_story_of(first, later)
    paper = a_source("江城晚报")
    actions.add_copy(first, source=paper, url="https://b.example/1", published_at=NOW, likeness=1.0)

    page = client.get(story.get_absolute_url()).text

    assert "净利润同比增长 <del>12%</del> → <ins>14%</ins>" in page
    assert "首次提及" in page
    assert "另有 1 家转载" in page


def test_a_merged_story_is_found_where_it_went_until_that_is_undone(client):
    other, into = a_story_of(an_article("甲")), a_story_of(an_article("乙"))
    actions.merge_stories(into, other, at=NOW)

    answer = client.get(other.get_absolute_url())

    assert (answer.status_code, answer["Location"]) == (302, into.get_absolute_url())


def test_a_story_says_what_each_report_added(client):
    first = an_article("发债", text="东岸银行公告，拟发行30亿元永续债。", minutes_ago=30)
    later = an_article(
        "发债定价",
        text="东岸银行公告，拟发行30亿元永续债。票面利率定为2.85%，全场认购3.1倍。",
        minutes_ago=10,
    )
    story = a_story_of(first, later)

    page = client.get(story.get_absolute_url()).text

    assert "新增内容" in page
    assert page.count("票面利率定为2.85%，全场认购3.1倍。") == 1
    assert "<li>东岸银行公告，拟发行30亿元永续债。</li>" not in page
