import pytest

from jingui.ingest.draft import SourceFacts
from jingui.ingest.steps.extract import extract
from jingui.text.html import to_text
from tests.drafts import a_draft

PARAGRAPHS = [
    "国际金价周三上涨，盘中一度突破每盎司三千五百美元，再创历史新高。",
    "分析人士认为，避险情绪升温，央行购金与降息预期共同推动金价走强。",
    "市场接下来关注美国就业数据，短线波动或将加大，投资者宜控制仓位。",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = "".join(f'<li><a href="/c/{n}">频道{n}</a></li>' for n in range(12))


def a_page(
    body=BODY, *, meta="2026年7月1日 10:30 来源：某报 作者：李四", title="金价再创新高_财经_某网", below=""
):
    return f"""<html><head><title>{title}</title></head><body><ul class="nav">{MENU}</ul>
        <h1>金价再创新高</h1><div class="info">{meta}</div><div class="content">{body}</div>{below}
        <div class="related"><ul>{MENU}</ul></div>
        <div class="footer">版权所有 ICP备000号</div></body></html>"""


def read(markup, **raw):
    return extract(a_draft(**raw).but(page=markup), None)


def test_the_article_of_a_page_is_found_without_its_furniture():
    draft = read(a_page())

    assert to_text(draft.body).split("\n") == PARAGRAPHS
    assert (draft.headline, draft.byline, draft.origin) == ("金价再创新高", "李四", "某报")
    assert f"{draft.published_at:%Y-%m-%d %H:%M %z}" == "2026-07-01 10:30 +0800"


@pytest.mark.parametrize(
    "lines", ["<br><br>".join, "\n<br>　　".join, lambda ps: "".join(f"<div>{p}</div>" for p in ps)]
)
def test_paragraphs_are_found_however_they_are_parted(lines):
    assert to_text(read(a_page(lines(PARAGRAPHS))).body).split("\n") == PARAGRAPHS


def test_a_page_set_in_tables_is_read():
    cell = f"<b>金价再创新高</b><br>{'<br>'.join(PARAGRAPHS)}"
    page = f"<table><tr><td><ul>{MENU}</ul></td><td>{cell}</td></tr></table>"

    assert PARAGRAPHS[0] in to_text(read(page).body)
    assert "频道1" not in to_text(read(page).body)


@pytest.mark.parametrize(
    "furniture",
    [
        "<p>责任编辑：张三</p>",
        "<p>免责声明：本文仅供参考，不构成投资建议。</p>",
        "<p>相关阅读：</p><p><a href='/1'>另一条新闻的标题</a></p>",
        "<p>扫码关注公众号</p>",
        "<p>（编辑：李四）</p>",
        "<p><a href='//sohu.example'>返回搜狐，查看更多</a></p>",
        "<p>点击下载客户端</p>",
        "<p>未经授权，不得转载。</p>",
        "<p>微信扫一扫分享</p>",
        "<p>广告</p>",
        "<p>您可能感兴趣的内容</p>",
        "<p>打赏作者</p>",
        "<p>举报/纠错</p>",
        "<p>【打印】【关闭窗口】</p>",
    ],
)
def test_what_hangs_below_an_article_goes(furniture):
    from_page, from_feed = read(a_page(BODY + furniture)), extract(a_draft(raw_html=BODY + furniture), None)

    assert to_text(from_page.body).split("\n") == PARAGRAPHS
    assert to_text(from_feed.body).split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "sentence",
    [
        "广告收入同比增长一成，占总收入的三分之一，毛利率保持稳定。",
        "支付宝宣布升级到账服务，覆盖更多境外商户。",
        "打印机的出口额连续三个月回升，耗材价格平稳。",
        "举报人称，公司曾虚增收入，交易所已发函问询。",
        "未经许可从事期货业务的两家公司被处以罚款。",
        "扫描电镜的国产化率仍然偏低，进口替代空间较大。",
        "微信公众号“江城发布”消息，当地出台购房新政。",
        "你可能不知道，这家公司的分红已连续增长十年。",
        "关注微信生态的投资者认为，小程序仍有空间。",
    ],
)
def test_news_that_begins_like_furniture_stays(sentence):
    body = BODY + f"<p>{sentence}</p>" + BODY

    assert sentence in to_text(extract(a_draft(raw_html=body), None).body)
    assert sentence in to_text(read(a_page(body)).body)


def test_headings_lists_tables_links_and_figures_stay():
    body = (
        f"<h2>走势</h2><p>{PARAGRAPHS[0]}见<a href='/a/1'>公告</a>。</p>"
        f"<ul><li>避险升温，资金流入。</li><li>央行购金，储备增加。</li></ul>"
        f"<table><tr><th>品种</th><th>涨幅</th></tr><tr><td>沪金</td><td>1.2%</td></tr></table>"
        f"<p>{PARAGRAPHS[1]}</p><img src='/img/1.png' alt='金价走势'><p>{PARAGRAPHS[2]}</p>"
    )

    kept = read(a_page(body), url="https://a.example/n/1.html").body

    for markup in (
        "<h2>走势</h2>",
        '<a href="https://a.example/a/1">公告</a>',
        "<li>央行购金，储备增加。</li>",
    ):
        assert markup in kept
    assert "<td>沪金</td><td>1.2%</td>" in kept
    assert '<img src="https://a.example/img/1.png" alt="金价走势">' in kept


def test_a_thread_of_postings_gives_its_first_one():
    posting = "<p>{}</p><div><a href='/reply/{n}'>回复</a> <a href='/report/{n}'>举报</a></div>"
    later = "这是第{n}条跟帖，说了很多很多的话，比原帖还要长得多，语气也颇为激动。" * 12
    page = posting.format("".join(PARAGRAPHS) * 5, n=0) + "".join(
        posting.format(later.format(n=n), n=n) for n in range(1, 6)
    )

    text = to_text(read(f"<body>{page}</body>").body)

    assert PARAGRAPHS[2] in text
    assert "跟帖" not in text


def test_the_editors_selectors_win():
    facts = SourceFacts(
        selectors={"body": ".summary", "headline": ".kicker", "byline": ".who", "date": ".when"}
    )
    page = a_page(
        below='<div class="summary"><p>摘要一句。</p></div><i class="kicker">短题</i>'
        '<i class="who">王五</i><i class="when">2026-07-02 08:00</i>'
    )

    draft = read(page, source=facts)

    assert (draft.body, draft.headline, draft.byline) == ("<p>摘要一句。</p>", "短题", "王五")
    assert f"{draft.published_at:%m-%d %H:%M}" == "07-02 08:00"


def test_a_selector_that_matches_nothing_or_is_none_falls_back():
    for selector in (".gone", "::::"):
        draft = read(a_page(), source=SourceFacts(selectors={"body": selector}))

        assert to_text(draft.body).split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("文|思辨财经", "思辨财经"),
        ("文 | 王小明", "王小明"),
        ("作者：王小明", "王小明"),
        ("作者：王小明 李四 来源：某报", "王小明 李四"),
        ("作者：王小明、李思", "王小明、李思"),
        ("来源：某报 作者：王 明 时间：2026-07-01", "王明"),
        ("本报记者 王小明 北京报道", "王小明"),
        ("某某财经记者 王小明 张文攀", "王小明 张文攀"),
        ("王小明/文", "王小明"),
        ("撰文｜王小明", "王小明"),
        ("作者：佚名", ""),
        ("来源：某报", ""),
        ("关闭", ""),
        ("北京时间7月1日", ""),
    ],
)
def test_the_byline_is_read_above_the_text(line, byline):
    assert read(a_page(meta=line)).byline == byline


@pytest.mark.parametrize(
    ("last", "byline"),
    [
        ("降息预期升温。（记者 王小明）", "王小明"),
        ("降息预期升温。（总台记者王小明）", "王小明"),
        ("降息预期升温。（姚峰 上海报道）", "姚峰"),
        ("降息预期升温。（截至收盘）", ""),
        ("记者从交易所获悉，降息预期升温，资金流入黄金市场，成交量较前一日明显放大，投资者情绪回暖。", ""),
    ],
)
def test_the_byline_is_read_inside_the_text(last, byline):
    assert read(a_page(f"{BODY}<p>{last}</p>", meta="2026-07-01")).byline == byline


def test_the_editor_signs_only_when_nobody_else_does():
    assert read(a_page(meta="", below="<p>责任编辑：苏亮</p>")).byline == "苏亮"
    assert read(a_page(below="<p>责任编辑：苏亮</p>")).byline == "李四"


@pytest.mark.parametrize(
    ("came", "byline"), [("王小明", "王小明"), ("news@a.example (王小明)", "王小明"), ("admin", ""), ("", "")]
)
def test_the_byline_of_a_feed_is_cleaned(came, byline):
    assert extract(a_draft(raw_html=BODY, raw_byline=came), None).byline == byline


@pytest.mark.parametrize(
    ("came", "headline"),
    [
        ("金价再创新高_财经_某网", "金价再创新高"),
        ("金价再创新高 - 某某财经", "金价再创新高"),
        ("金价再创新高|某某网", "金价再创新高"),
        ("S&amp;P 500指数创新高", "S&P 500指数创新高"),
        ("【金价再创新高】", "金价再创新高"),
        ("中美-欧盟三方会谈", "中美-欧盟三方会谈"),
        ("图片上传工具-图传", "图片上传工具-图传"),
        ("  金价\n再创新高 ", "金价 再创新高"),
    ],
)
def test_the_headline_loses_the_name_of_the_site(came, headline):
    assert extract(a_draft(raw_title=came, raw_html=BODY), None).headline == headline


@pytest.mark.parametrize("secret", ['<p style="display:none">口令</p>', "<p hidden>口令</p>"])
@pytest.mark.parametrize(
    "table", ["", "<table><tr><td>一</td><td>二</td></tr></table>"], ids=["lines", "table"]
)
def test_what_a_feed_hides_is_never_shown(secret, table):
    body = extract(a_draft(raw_html=BODY + table + secret), None).body

    assert PARAGRAPHS[2] in body
    assert "口令" not in body


NOTICE = "关于禁止在云河治理工程用地范围内新增建设项目的通告"
ABOVE = {
    "a ministry's table of facts": (
        f'<meta name="ArticleTitle" content="{NOTICE}">',
        "<table><tr><td>索 引 号：</td><td>1122/26</td></tr><tr><td>机关：</td><td>云河省</td></tr></table>",
        NOTICE,
    ),
    "printed twice, above a subhead and a byline": (
        "",
        "<p>无序拆房谁埋单</p><p>拆房屡出事故，管理形同虚设</p><p>无序拆房谁埋单</p><p>本报实习生王小明</p>",
        "无序拆房谁埋单",
    ),
    "a page without a name, under a link to itself": (
        "",
        '<p><a href="/1">央行下调存款准备金率</a></p>',
        "央行下调存款准备金率",
    ),
    "the metadata's when nothing above reads like one": (
        '<meta property="og:title" content="云河股份拟收购白鹭食品_某某财经">',
        "<p>广告</p>",
        "云河股份拟收购白鹭食品",
    ),
}


@pytest.mark.parametrize(("head", "above", "headline"), ABOVE.values(), ids=ABOVE)
def test_the_headline_is_found_among_what_stands_above_the_body(head, above, headline):
    page = f"<html><head>{head}</head><body><div>{above}</div><div class=content>{BODY}</div></body></html>"

    assert read(page).headline == headline


def test_a_flash_has_its_headline_in_brackets():
    draft = extract(
        a_draft(
            raw_text="【央行开展逆回购】财联社7月1日电，央行今日开展操作。", source=SourceFacts(wire=True)
        ),
        None,
    )

    assert (draft.headline, to_text(draft.body)) == ("央行开展逆回购", "财联社7月1日电，央行今日开展操作。")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("财联社7月1日电，央行今日开展操作。", "财联社7月1日电"),
        ("新华社北京11月22日电（记者 王小明）央行今日开展操作。", "新华社北京11月22日电"),
        ("新华社北京11月22日电 央行今日开展操作。", "新华社北京11月22日电"),
        ("7月1日电，央行今日开展操作。", ""),
        ("央行7月1日开展操作，市场消息面平静。", ""),
    ],
)
def test_a_dateline_is_recognised(text, dateline):
    assert extract(a_draft(raw_title="题", raw_text=text), None).dateline == dateline


def test_a_title_without_a_body_is_said():
    draft = extract(a_draft(raw_title="金价再创新高"), None)

    assert (draft.headline, draft.body) == ("金价再创新高", "")
    assert draft.trail == ("正文提取：来稿只有标题，没有正文",)


def test_a_body_without_a_title_gets_its_first_sentence_and_this_is_said():
    draft = extract(a_draft(raw_text="金价再创新高。市场关注数据。"), None)

    assert (draft.headline, draft.trail[-1]) == ("金价再创新高", "来稿没有标题，暂以首句代替")


@pytest.mark.parametrize(
    "words",
    ["走势如下图所示。", "上图中，红线为金价。", "见下图：", "如图1所示", "详见图2。", "金价创新高（图3）。"],
)
def test_a_text_that_speaks_of_a_figure_it_lacks_is_doubted(words):
    without = extract(a_draft(raw_html=f"<p>{words}</p>"), None)
    within = extract(a_draft(raw_html=f"<p>{words}</p><img src='https://a.example/1.png'>"), None)

    assert without.doubts == ("正文提到图，稿中却没有图",)
    assert within.doubts == ()


def test_a_text_about_plans_is_not_about_pictures():
    assert extract(a_draft(raw_html="<p>公司的蓝图宏大，意图明显，如图书出版。</p>"), None).doubts == ()


def test_what_was_read_elsewhere_is_not_read_again():
    draft = a_draft(raw_title="题").but(body="<p>文</p>")

    assert extract(draft, None) is draft


@pytest.mark.parametrize(
    "markup", ["", "   ", "<html></html>", "<!-- -->", "\x00\x01", "<script>x</script>", "🚀" * 1000]
)
def test_a_page_with_nothing_on_it_gives_nothing_and_no_error(markup):
    assert read(markup, raw_title="题").headline == "题"


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("<p>远山客：金价再创新高</p><p>远山客</p>", "远山客"),
        ("<p>作者︱春春</p>", "春春"),
        ("<p>发文机关：</p><p>江城市人民政府</p>", "江城市人民政府"),
        ("<p>作者：责任编辑：苏亮</p>", "苏亮"),
        ('<meta name="author" content="105092">', ""),
    ],
)
def test_a_byline_is_read_in_its_rarer_forms(head, byline):
    page = a_page(meta="2026-07-01").replace("<h1>", f"{head}<h1>")

    assert read(page).byline == byline


def test_a_date_with_its_year_counts_more_than_a_nearer_one_without():
    draft = read(a_page(meta="2021年10月14日 07:17</div><div>某报10月14日报道</div><div>"))

    assert f"{draft.published_at:%Y-%m-%d %H:%M}" == "2021-10-14 07:17"
