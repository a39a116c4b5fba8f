import pytest

from jingui.text import variants


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("金价上涨", "金價上漲"),
        ("发展中的头发护理市场", "發展中的頭髮護理市場"),
        ("面条与面对面", "麪條與面對面"),
        ("证券交易所", "證券交易所"),
        ("GDP 5.2%", "GDP 5.2%"),
    ],
)
def test_phrases_decide_which_character_is_meant(simplified, traditional):
    assert variants.to_traditional(simplified) == traditional
    assert variants.to_simplified(traditional) == simplified


def test_regional_words_are_a_conversion_of_their_own():
    assert variants.convert("软件", "s2twp") == "軟體"


def test_markup_and_emptiness_pass_unharmed():
    assert variants.to_traditional('<p class="x">汇率</p>') == '<p class="x">匯率</p>'
    assert variants.to_traditional("") == ""


def test_stray_surrogates_do_no_harm():
    assert variants.to_traditional("汇\ud800率") == "匯率"
