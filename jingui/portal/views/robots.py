"""What machines may read, and where they find it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from jingui.heralds import queries as heralds
from jingui.news import queries as news
from jingui.portal.languages import LANGUAGES, absolute
from jingui.portal.public import public

DAY_SECONDS = 24 * 3600
CLOSED = ("/accounts/", "/search/suggest/", "/live/")  # in every language
RULES = """\
User-agent: *
Disallow: /admin/
Disallow: /api/
{closed}
Allow: /

Sitemap: {sitemap}
Sitemap: {news}
"""
GUIDE = """\
# {name}

> 中文财经新闻：每一件事只登一次，写明是谁最先报道、谁作了跟进、内容后来改过什么。北京时间，全天更新。

内容来自多家媒体与机构，版权属于各自的来源。引用时请写明来源并链接到文章页；只获授权刊登摘要或链接的，订阅源里也只有摘要或链接。
本站内容不构成任何投资建议。

## 订阅

- [最新文章]({feed}): Atom；同一地址换成 .rss 或 .json，就是 RSS 2.0 或 JSON Feed 1.1
- [24 小时快讯]({wire}): 一段一条，带时间与来源
- 每个频道、来源、证券和搜索结果的网址后面加上 feed.xml、feed.rss 或 feed.json，就是它的订阅源

## 频道

{channels}

## 其他

- [往期]({archive}): 按日期查阅
- [站点地图]({sitemap}): 本站自有文章的全部网址
- [新闻站点地图]({news}): 最近 48 小时
- 每个网址前面加上 /hant，就是繁体版；文章页里有 schema.org 的 NewsArticle 数据
"""


def robots(request):
    """Everything that is news; not the desk, accounts or endless searches."""
    closed = "\n".join(f"Disallow: {each.prefix}{path}" for each in LANGUAGES for path in CLOSED)
    return _plain(RULES.format(closed=closed, **_sitemaps()), "text/plain")


def llms(request):
    """The site in a page for language models (https://llmstxt.org)."""
    channels = "\n".join(
        f"- [{channel.name}]({absolute(channel.get_absolute_url())}): {channel.description}"
        for channel in news.channels()
    )
    places = {"feed": reverse("feed", args=["xml"]), "wire": reverse("wire_feed", args=["xml"])}
    places |= {"archive": reverse("archive")}
    whole = {name: absolute(path) for name, path in places.items()}
    return _plain(
        GUIDE.format(name=settings.SITE_NAME, channels=channels, **whole, **_sitemaps()), "text/markdown"
    )


def key(request, key):
    """Shows IndexNow that the key is ours (https://www.indexnow.org/documentation)."""
    if not key or key != heralds.indexnow_key():
        raise Http404
    return _plain(key, "text/plain")


def _sitemaps():
    return {"sitemap": absolute(reverse("sitemap")), "news": absolute(reverse("sitemap_news"))}


def _plain(text, kind):
    return public(HttpResponse(text, content_type=f"{kind}; charset=utf-8"), seconds=DAY_SECONDS)
