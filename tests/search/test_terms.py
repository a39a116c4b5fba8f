"""A text as terms: the same on both sides."""

from hypothesis import given
from hypothesis import strategies as st

from jingui.search import terms


def test_folding_makes_one_width_case_and_script():
    assert terms.fold("貴州茅臺ＡＩ\x00") == "贵州茅台ai "


def test_a_run_of_characters_is_its_characters_and_pairs():
    assert terms.grams("a股走强") == ["股", "走", "强", "股走", "走强"]


def test_a_code_stays_whole():
    assert terms.asked("600519.SH 业绩").words == ("600519.sh", "业绩")


def test_telling_words_count_the_headline_thrice():
    assert terms.telling("黄金", "白银 白银 原油")[:2] == ["黄金", "白银"]


@given(st.text(max_size=400))
def test_any_text_can_be_asked_and_is_bounded(text):
    asked = terms.asked(text)

    assert len(asked.words) <= terms.MOST_WORDS_ASKED
    assert all(len(word) <= terms.MOST_CHARACTERS_A_TERM for word in asked.words)


@given(st.text(alphabet="黄金白银期货上涨AIai3.5%,，。", min_size=1, max_size=40))
def test_every_pair_of_a_text_is_among_its_grams(text):
    folded = terms.fold(text)

    assert set(terms.asked(text).pairs) <= set(terms.grams(folded))
