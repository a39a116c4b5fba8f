import random
from unicodedata import normalize as normalise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text import fingerprint

WIRE = "央行今日开展三千亿元七天期逆回购操作，中标利率为百分之一点四，与此前持平，单日净投放一千二百亿元。"


@pytest.mark.parametrize(
    "copy",
    [
        "沪指收涨1.5％，报3,921点。",
        "沪指 收涨 1.5% , 报 3,921 点",
        "沪指收涨１.５%，报3,921点！",
    ],
)
def test_width_spaces_and_punctuation_make_no_other_text(copy):
    assert fingerprint.digest(copy) == fingerprint.digest("沪指收涨1.5%，报3,921点。")


@pytest.mark.parametrize(
    ("a", "b"),
    [("收涨1.5%", "收涨15%"), ("净利润-3亿元", "净利润3亿元"), ("上调5%", "上调5"), ("A股", "B股")],
)
def test_another_number_is_another_text(a, b):
    assert fingerprint.digest(a) != fingerprint.digest(b)


def test_bare_text_keeps_letters_digits_and_what_makes_a_number():
    assert fingerprint.bare("【快讯】 Apple 涨 1.50% -- 报 -3 点…") == "快讯apple涨1.50%报-3点"


def test_a_hyphen_in_a_date_is_no_sign():
    assert fingerprint.bare("2026-07-01") == "20260701"


def test_a_copy_with_another_dateline_is_much_alike_and_shares_a_band():
    signature = fingerprint.minhash(WIRE)
    copy = fingerprint.minhash("新华社北京7月1日电 " + WIRE)

    assert fingerprint.likeness(signature, copy) > 0.6
    assert set(fingerprint.bands(signature)) & set(fingerprint.bands(copy))


def test_another_text_is_not_alike():
    other = "国家统计局发布六月份制造业采购经理指数，景气水平比上月略有回升，新订单指数高于临界点。"

    assert fingerprint.likeness(fingerprint.minhash(WIRE), fingerprint.minhash(other)) < 0.1


def test_the_numbers_are_the_same_on_every_machine():
    assert fingerprint.digest("金桂") == -3297280755851894233
    assert fingerprint.bands(fingerprint.minhash(WIRE))[0] == -7171512835471747183


@pytest.mark.parametrize("nothing", ["", "   ", "，。！", "\ud800"])
def test_a_text_with_nothing_in_it_is_like_nothing(nothing):
    signature = fingerprint.minhash(nothing)

    assert (signature, fingerprint.bands(signature)) == ((), ())
    assert fingerprint.likeness(signature, signature) == 0


@given(st.text(max_size=200))
def test_any_text_has_signed_64_bit_numbers(text):
    numbers = (fingerprint.digest(text), *fingerprint.bands(fingerprint.minhash(text)))

    assert all(-(2**63) <= number < 2**63 for number in numbers)


def test_ten_million_characters_are_known_by_their_head():
    assert len(fingerprint.minhash("金" * 10_000_000)) == 128


def test_likeness_estimates_the_share_of_common_shingles():
    letters = random.Random(1).choices([chr(0x4E00 + n) for n in range(3000)], k=900)
    a, b = "".join(letters[:600]), "".join(letters[200:800])

    estimate = fingerprint.likeness(fingerprint.minhash(a), fingerprint.minhash(b))

    assert estimate == pytest.approx(398 / 798, abs=0.12)


@given(
    st.lists(
        st.sampled_from(["涨了", "x", "5", "12", ".", "%", "-", "+", "，", " ", "é", "Ａ", "📈"]),
        max_size=400,
    )
)
def test_a_long_text_is_laid_bare_as_a_short_one_is(pieces):
    text = "".join(pieces)
    assert fingerprint.bare(text) == "".join(fingerprint.TELLING.findall(normalise("NFKC", text).casefold()))
