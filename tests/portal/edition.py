"""A small edition with one of everything, and the addresses of its pages."""

from datetime import timedelta

from jingui.news.models import Copy, Correction, Mention, Retraction, Story
from tests.factories import NOW, a_channel, a_flash, a_security, a_source, an_article

BODY = "".join(f"<p>第{n}段：南枝科技与临港数据的合作进入第{n}个月。</p>" for n in range(1, 8))


def an_edition():
    """Articles in every channel, a story with a copy and a correction, flashes, and one retracted article."""
    ours, theirs = a_source("东岸财讯", slug="dongan"), a_source("澜江证券报", slug="lanjiang")
    security = a_security("900001", name="南枝科技")
    for n, slug in enumerate(("global", "stocks", "funds", "insight", "futures", "forex", "metals", "tech")):
        an_article(
            f"第{n}条：市场一日", channel=a_channel(slug), source=ours, minutes_ago=60 + n, lead="导语一句。"
        )
    story = Story.objects.create(
        headline="支付互通一年", first_reported_at=NOW, last_reported_at=NOW, source_count=2
    )
    told = {
        "channel": a_channel("insight"),
        "story": story,
        "body": BODY,
        "text": "正文" * 400,
        "tags": ["支付"],
    }
    article = an_article("支付互通一年，谁在增长", source=ours, minutes_ago=30, byline="程以宁", **told)
    an_article("支付互通，另一种说法", source=theirs, minutes_ago=20, leads=False, **told)
    Mention.objects.create(article=article, security=security, in_headline=True)
    Copy.objects.create(article=article, source=theirs, url="https://lanjiang.example/1", published_at=NOW)
    Correction.objects.create(article=article, note="“1,280万”应为“1,208万”。", at=NOW - timedelta(minutes=5))
    gone = an_article("撤回的稿子", source=ours, live=False, leads=False)
    Retraction.objects.create(article=gone, note="数据来自未经授权的材料。", at=NOW)
    flash = a_flash(
        "南枝科技公告回购。", source=ours, urgency=2, headline="南枝科技：拟回购股份", story=story
    )
    flash.securities.add(security)
    a_flash("临港数据二期投运。", source=theirs, minutes_ago=3)
    return article, gone, story


def addresses():
    """Every public page of the edition: address -> the status it should have."""
    article, gone, story = an_edition()
    return {
        "/": 200,
        **{
            f"/?tab={tab}": 200
            for tab in ("hot", "all", "forex", "24h", "futures", "funds", "metals", "stocks")
        },
        "/c/stocks/": 200,
        "/24h/": 200,
        "/24h/?urgent=1": 200,
        article.get_absolute_url(): 200,
        gone.get_absolute_url(): 410,
        story.get_absolute_url(): 200,
        "/source/dongan/": 200,
        "/q/900001.SH/": 200,
        "/archive/": 200,
        "/archive/2026/06/": 200,
        "/archive/2026-07-15/": 200,
        "/search/": 200,
        "/search/?q=市场": 200,
        "/about/": 200,
        "/contact/": 200,
        "/cooperation/": 200,
        "/privacy/": 200,
        "/nothing/here/": 404,
    }
