import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text import pinyin, slugs


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("贵州茅台", "guizhoumaotai", "gzmt"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("长江电力", "changjiangdianli", "cjdl"),
        ("TCL科技", "tclkeji", "tclkj"),
        ("万科A", "wankea", "wka"),
        ("", "", ""),
    ],
)
def test_a_name_is_found_by_its_pinyin_and_by_its_initials(name, full, initials):
    assert (pinyin.full(name), pinyin.initials(name)) == (full, initials)


def test_a_slug_is_the_headline_in_syllables():
    assert slugs.slug("沪指收涨1.5%，黄金创新高") == "hu-zhi-shou-zhang-1-5-huang-jin-chuang-xin-gao"


@given(st.text(max_size=300))
def test_a_slug_is_plain_never_empty_and_never_long(headline):
    slug = slugs.slug(headline)

    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("headline", ["🚀🚀", "", "！？"])
def test_a_headline_without_letters_still_has_an_address(headline):
    assert slugs.slug(headline) == "x"
