"""What a later report adds to an earlier one."""

from hypothesis import given
from hypothesis import strategies as st

from jingui.text.novelty import added

FIRST = "东岸银行公告，拟发行30亿元永续债。发行对象为专业投资者。"
LATER = "东岸银行公告，拟发行30亿元永续债。票面利率确定为2.85%，全场认购3.1倍。监管部门已批复。"


def test_a_new_figure_is_what_changed():
    assert added([FIRST, LATER], most=1) == [[], ["票面利率确定为2.85%，全场认购3.1倍。"]]


def test_what_was_said_before_is_not_new():
    assert added([FIRST, FIRST, FIRST]) == [[], [], []]


def test_sentences_keep_their_order():
    sentences = added([FIRST, LATER + "公司同日任命沈砚秋为首席风险官。"], most=3)[1]

    assert sentences == ["票面利率确定为2.85%，全场认购3.1倍。", "公司同日任命沈砚秋为首席风险官。"]


def test_a_sentence_too_long_to_show_is_left_out():
    assert added([FIRST, "新" * 300 + "。"]) == [[], []]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_whatever_is_told_every_text_has_its_list_of_its_own_sentences(texts):
    found = added(texts)

    assert len(found) == len(texts)
    assert all(
        sentence in text for text, sentences in zip(texts, found, strict=True) for sentence in sentences
    )
