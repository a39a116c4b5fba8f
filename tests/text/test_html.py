import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text import html
from jingui.text.flow import flow

HOSTILE = {
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">正文</p>",
    "nested": "<div>" * 100_000 + "正文",
    "misnested": "".join(f"<p><b id={n}>x</p>" for n in range(20_000)),
    "tables": "<table><tr><td>" * 20_000,
    "scripts": "<script>" * 200_000,
    "quotes": '<a "' * 200_000,
    "less than": "<" * 1_000_000,
    "one character": "金" * 10_000_000,
    "comments": "<!--" * 300_000,
}


def blocks(markup, base="https://a.example/x/"):
    return flow([html.parse(html.bounded(markup))], base=base)


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_sanitised_quickly(markup):
    assert len(html.sanitise(markup)) < 3_000_000


def test_a_tag_with_too_many_attributes_keeps_its_text():
    assert html.to_text(HOSTILE["attributes"]) == "正文"


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("<p onclick=x()>甲<script>y()</script></p>", "<p>甲</p>"),
        ("<p style='color:red'>甲</p>", "<p>甲</p>"),
        ("<a href='javascript:x()'>甲</a>", '<a rel="noopener nofollow">甲</a>'),
        ("<img src=https://a.example/b.png srcset=x>", '<img src="https://a.example/b.png">'),
        ("<iframe src=https://a.example></iframe>甲", "甲"),
        ("<p>甲<svg><script>x</script></svg></p>", "<p>甲</p>"),
    ],
)
def test_only_what_an_article_may_hold_is_kept(came, kept):
    assert html.sanitise(came) == kept


def test_text_has_one_paragraph_a_line_and_cells_parted_by_a_space():
    markup = "<h2>题</h2><p>一　　段\n话<br>二</p><table><tr><td>名</td><td>值</td></tr></table>"
    markup += "<ul><li>项</li></ul>"

    assert html.to_text(markup) == "题\n一 段\n话\n二\n名 值\n项"


def test_the_quick_reading_of_sane_markup_is_the_same():
    markup = html.sanitise(
        "<p>甲 &amp; 乙</p><ul><li>一</li><li><a href='https://a.example/?a>b'>二</a></li></ul>"
    )

    assert html.to_text_of_sane(markup) == html.to_text(markup) == "甲 & 乙\n一\n二"


def test_plain_text_becomes_paragraphs_and_is_escaped():
    assert html.from_text("　　第一段\n\n<第二段>") == "<p>第一段</p><p>&lt;第二段&gt;</p>"


def test_figures_are_found_with_their_captions():
    markup = "<figure><img src='https://a.example/1.png'><figcaption>走势</figcaption></figure>"
    markup += "<img src='https://a.example/2.png' alt='二'>"

    assert html.figures(markup) == [("https://a.example/1.png", "走势"), ("https://a.example/2.png", "二")]


@given(st.text(max_size=200))
def test_any_text_is_sanitised_and_read(text):
    assert isinstance(html.to_text(html.sanitise(text)), str)


@pytest.mark.parametrize(
    ("came", "written"),
    [
        ("<div>　　第一段<br>　　第二段</div>", "<p>第一段</p><p>第二段</p>"),
        ("<p><b>重点<br>再说</b>尾</p>", "<p><strong>重点</strong></p><p><strong>再说</strong>尾</p>"),
        ("<h1>题</h1><section>文</section>", "<h2>题</h2><p>文</p>"),
        ("<table><tr><td>整页<br>文字</td></tr></table>", "<p>整页</p><p>文字</p>"),
        (
            "<table><tr><th>名<th colspan=2>值<tr><td>甲<td>1<td>2</table>",
            '<table><tr><th>名</th><th colspan="2">值</th></tr>'
            "<tr><td>甲</td><td>1</td><td>2</td></tr></table>",
        ),
        ("<ul><li><p>一</p><li>二</ul>", "<ul><li>一</li><li>二</li></ul>"),
        ("<p>见<a href='../b.html'>此</a></p>", '<p>见<a href="https://a.example/b.html">此</a></p>'),
        ("<p>见<a href='javascript:x'>此</a></p>", "<p>见此</p>"),
        (
            "<p>文<img data-src='//b.example/1.png' src='blank.gif'>字</p>",
            '<p>文</p><figure><img src="https://b.example/1.png" alt=""></figure><p>字</p>',
        ),
        ("<img src=1.gif width=1 height=1>文", "<p>文</p>"),
        ("<p>本报\n记者</p>", "<p>本报记者</p>"),
        ("<p> </p><div></div><ul><li></li></ul>文", "<p>文</p>"),
        ("<form>文<input value=x><button>点</button></form>", "<p>文</p>"),
    ],
)
def test_any_markup_is_written_again_as_blocks(came, written):
    assert blocks(came) == written
