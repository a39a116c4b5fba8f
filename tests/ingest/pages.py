"""Pages of houses that do not exist, for tests of what is learned from them."""

SUBJECTS = ("远山科技", "江城铜业", "岭南乳业", "北岸航运", "青禾种业", "东岸证券", "云舟软件", "白塔水泥")
MENU = "".join(f'<li><a href="/c/{n}">频道{n}</a></li>' for n in range(12))
RELATED = "".join(f'<li><a href="/n/{n}.html">另一条与此无关的新闻标题之{n}</a></li>' for n in range(8))


def paragraphs(n):
    """Four paragraphs about the n-th company."""
    subject = SUBJECTS[n % len(SUBJECTS)]
    return [
        f"{subject}周三晚间公告，公司第{n + 1}季度实现营业收入{n + 11}亿元，同比增长{n + 3}%。",
        f"公告称，{subject}的主营产品价格上涨，销量同步增加，毛利率较上年同期提高两个百分点。",
        f"分析人士认为，{subject}的订单已经排到明年，产能利用率处于高位，业绩有望延续增长。",
        f"截至收盘，{subject}的股价上涨{n + 1}.5%，成交额较前一日放大，换手率为百分之三。",
    ]


def a_page(n, *, wrap="content", body=None, headline=None, meta=None):
    """The n-th page of 东岸财讯; `wrap` is the class of the element around the text."""
    headline = f"{SUBJECTS[n % len(SUBJECTS)]}业绩增长第{n + 1}季" if headline is None else headline
    meta = f"2026-07-{n + 1:02} 08:30 来源：江城晚报 作者：王小明" if meta is None else meta
    body = "".join(f"<p>{line}</p>" for line in paragraphs(n)) if body is None else body
    return f"""<html><head><title>{headline}_东岸财讯</title></head><body>
        <div id="top"><ul class="nav">{MENU}</ul></div>
        <div class="main main-{n}"><h1>{headline}</h1><div class="info">{meta}</div>
        <div class="{wrap}" id="article-{n}">{body}</div>
        <p class="editor">责任编辑：苏亮</p></div>
        <div class="related"><ul>{RELATED}</ul></div><div class="footer">版权所有</div></body></html>"""
