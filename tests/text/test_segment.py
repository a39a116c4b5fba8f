import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text import segment


def test_words_come_in_order_without_punctuation():
    assert segment.words("美联储宣布降息25个基点，黄金收涨。") == [
        "美联储", "宣布", "降息", "25", "个", "基点", "黄金", "收涨",
    ]  # fmt: skip


def test_latin_words_are_lower_case():
    assert segment.words("QFII 增持") == ["qfii", "增持"]


def test_search_sees_the_short_words_inside_a_long_one():
    found = segment.words_for_search("中国石油化工集团公司")

    assert {"中国", "石油", "化工", "公司"} <= set(found)


def test_a_headline_breaks_between_words_and_never_before_a_closing_mark():
    assert segment.pieces("证监会：“减持新规”下月起施行，中小股东的权益更有保障") == [
        "证监会：", "“减持", "新规”", "下", "月", "起", "施行，",
        "中小", "股东的", "权益", "更", "有", "保障",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["600519.SH", "3.5%", "GDP-2026", "AI+"])
def test_a_code_is_never_broken(code):
    assert code in segment.pieces(f"关注{code}走势")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_the_pieces_joined_are_the_headline(headline):
    assert "".join(segment.pieces(headline)) == headline


@pytest.mark.parametrize("odd", ["", "\ud800金\udfff", "\x00\x01", "🚀" * 50])
def test_odd_text_is_cut_without_complaint(odd):
    assert isinstance(segment.words(odd), list)
    assert isinstance(segment.words_for_search(odd), list)
