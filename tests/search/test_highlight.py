"""Found words are marked, and nothing but the marks is markup."""

from hypothesis import given
from hypothesis import strategies as st

from jingui.search.highlight import EXCERPT_CHARACTERS, excerpt, marked
from jingui.search.terms import asked


def test_the_words_asked_for_are_marked():
    assert marked("现货黄金收涨", asked("黄金")) == "现货<mark>黄金</mark>收涨"


def test_neighbours_are_marked_as_one():
    assert marked("贵州茅台年报", asked("贵州茅台")) == "<mark>贵州茅台</mark>年报"


def test_markup_in_a_text_is_shown_not_run():
    assert marked("<b>黄金</b>&", asked("黄金")) == "&lt;b&gt;<mark>黄金</mark>&lt;/b&gt;&amp;"


def test_the_other_script_and_width_are_marked_as_they_stand():
    assert marked("貴州茅臺與ＡＩ", asked("贵州茅台 ai")) == "<mark>貴州茅臺</mark>與<mark>ＡＩ</mark>"


def test_a_latin_word_is_marked_only_as_a_whole():
    assert marked("AI与MAIN", asked("ai")) == "<mark>AI</mark>与MAIN"


def test_an_excerpt_shows_where_the_words_stand():
    text = "无关的话。" * 60 + "现货黄金突破新高。" + "后面的话。" * 60

    shown = excerpt(text, asked("黄金"))

    assert "<mark>黄金</mark>" in shown
    assert shown.startswith("…现货")
    assert shown.endswith("…")


def test_an_excerpt_shows_where_most_of_the_words_stand_together():
    text = "黄金走高。" * 40 + "别的消息。" * 40 + "黄金与白银同涨，白银更强。" + "后面的话。" * 40 + "白银。"

    shown = excerpt(text, asked("黄金 白银"))

    assert "<mark>黄金</mark>与<mark>白银</mark>同涨，<mark>白银</mark>更强" in shown


def test_a_found_run_longer_than_an_excerpt_is_shown_from_its_head():
    shown = excerpt("无关的话。" * 30 + "黄金" * EXCERPT_CHARACTERS, asked("黄金"))

    assert "<mark>黄金黄金" in shown


def test_an_excerpt_without_a_match_is_the_head_of_the_text():
    assert excerpt("沪铜收涨。", asked("黄金")) == "沪铜收涨。"


@given(st.text(max_size=300), st.text(max_size=20))
def test_without_the_marks_an_excerpt_is_escaped_text(text, typed):
    shown = excerpt(text, asked(typed)).replace("<mark>", "").replace("</mark>", "")

    assert "<" not in shown
    assert len(shown) <= 6 * EXCERPT_CHARACTERS + 2
