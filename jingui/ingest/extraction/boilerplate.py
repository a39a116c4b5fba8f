"""What a newsroom prints under an article and no reader came for."""

import re

LONG_CHARACTERS = 160  # a paragraph this long is never furniture as a whole, whatever it begins with
FURNITURE = re.compile(
    r"^[【（(\[「\s>#*—\-·•]*(?:"
    r"(?:责任|本文|本期|值班|执行|实习|网络|文字|美术|视觉)?(?:编辑|校对|编审|审校|审核|监制|终审|排版|责编|主编)[:：丨|/]"
    r"|责任编辑|责编|反侵权公告|免责声明|风险提示及免责|特别声明|版权声明|版权所有|版权说明|郑重声明|特此声明|本站声明|转载声明|转载请|未经授权"
    r"|未经.{0,12}(?:授权|许可).{0,12}(?:转载|使用|复制|摘编|严禁|不得|禁止|谢绝)|以上内容为|本文为.{0,20}(?:原创|作品)|本文(?:来源|来自|转自|由.{0,20}授权)|本文仅代表|文章仅代表"
    r"|相关(?:阅读|新闻|文章|链接|报道|推荐|专题|资讯|稿件|内容)|延伸阅读|推荐(?:阅读|文章|新闻)|猜你喜欢|[您你]可能(?:也|还)?(?:会?感兴趣|喜欢|想看)|更多(?:精彩|内容|新闻|相关)"
    r"|点击(?:下载|查看|进入|关注|阅读原文)|(?:微信)?扫(?:码|描|一扫).{0,14}(?:关注|下载|二维码|加入|添加|进群|查看|阅读|打开|分享|$)|长按.{0,6}(?:识别|二维码)|关注(?:我们|公众号|微信公众号|官方)|微信(?:公众号[:：]|扫)"
    r"|下载.{0,8}(?:客户端|APP)|打开.{0,8}(?:客户端|APP)|(?:返回|回到).{0,6}(?:首页|搜狐|顶部|列表|上一页)|上一(?:篇|页|条)|下一(?:篇|页|条)"
    r"|分享(?:到|至|给)|分享[:：]|收藏$|打印(?:$|本|此|页|[】\s/|｜])|关闭窗口|字(?:号|体)[:：]|大中小|我要(?:评论|纠错|发言)|发表评论|网友评论|评论\(|查看(?:更多|全部|评论)"
    r"|(?:海量资讯|新浪财经APP|股市回暖|炒股就看|举报(?:$|[:：/|]|电话|邮箱)|责任人[:：]|纠错|广告(?:$|[:：/|]|位|合作|热线|投放[:：])|AD$|Copyright|All[Rr]ights)|（?声明[:：]|标签[:：]|关键[词字][:：]|Tags?[:：]"
    r"|投诉或建议|本文禁止转载|支付宝(?:$|[:：]|打赏|扫)|(?:赞赏|打赏)(?:$|作者|支持)|喜欢作者|阅读\d+$|浏览(?:次数|量)?[:：]?\d*$"
    r"|(?:.{0,8}ICP[备证]|.{0,10}公网安备|互联网新闻信息服务许可证)"
    r")",
    re.IGNORECASE,
)  # fmt: skip
# From these on nothing more belongs to the article.
ENDING = re.compile(
    r"^[【（(\[\s>#*—\-·•]*(?:相关(?:阅读|新闻|文章|链接|报道|推荐|资讯|稿件)|延伸阅读|推荐阅读|推荐文章|猜你喜欢|热门(?:评论|推荐|文章)|网友评论|发表评论|最新评论|反侵权公告|版权声明|免责声明)"
)
REFERS_TO_FIGURE = re.compile(
    r"如[上下右左]?图(?:所示|表|\d|[，。、：:（(\s]|$)|(?:见|参见|详见)(?:[上下左右]图|图\s?[\d一二三])|[上下左右]图(?:中|为|显示|是|可见|所示|[：:])"
    r"|如图(?:\d|所示|[：:，,。])|[（(]图\s?\d{1,2}[)）]"
)


def is_furniture(text: str) -> bool:
    """Whether a whole block is a credit line, a disclaimer, a call to scan or share, or a way back."""
    return len(text) <= LONG_CHARACTERS and FURNITURE.match(text) is not None


def ends_article(text: str) -> bool:
    """Whether this block begins what stands below an article."""
    return len(text) <= 30 and ENDING.match(text) is not None


def refers_to_figure(text: str) -> bool:
    """Whether the text speaks of a picture that should be beside it (如下图, 上图中)."""
    return REFERS_TO_FIGURE.search(text) is not None
