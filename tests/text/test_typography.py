import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text import typography
from tests.text.typography_cases import CASES, QUOTES, QUOTES_IN_MARKUP, SPACES, UNTOUCHED, WIDTHS

CHINESE = st.text(alphabet="金桂财经“”‘’「」\"',.:;?!()（），。 A1%…\n", max_size=60)


def stored(text):
    return typography.typeset(text).text


@pytest.mark.parametrize(("came", "kept"), QUOTES)
def test_quotation_marks_are_paired_and_turned_or_left_alone(came, kept):
    assert stored(came) == kept


@pytest.mark.parametrize(("came", "kept"), QUOTES_IN_MARKUP)
def test_a_pair_is_made_across_inline_tags_and_never_across_blocks(came, kept):
    assert typography.typeset_html(came).text == kept


def test_there_are_two_hundred_cases_of_quotation_marks_none_twice():
    came = [case for case, _ in (*QUOTES, *QUOTES_IN_MARKUP)]

    assert len(came) == len(set(came)) >= 200


@pytest.mark.parametrize(("came", "kept"), WIDTHS)
def test_punctuation_has_the_width_of_its_surroundings(came, kept):
    assert stored(came) == kept


@pytest.mark.parametrize(("came", "kept"), SPACES)
def test_spaces_that_only_part_chinese_from_latin_are_not_stored(came, kept):
    assert stored(came) == kept


@pytest.mark.parametrize(("came", "kept"), UNTOUCHED)
def test_numbers_codes_addresses_and_latin_phrases_are_not_touched(came, kept):
    assert stored(came) == kept


@given(CHINESE | st.sampled_from([came for came, _ in CASES]))
def test_every_change_can_be_undone(text):
    done = typography.typeset(text)

    assert typography.revert(done.text, done.edits) == text


@pytest.mark.parametrize(("came", "kept"), CASES)
def test_what_is_set_stays_set(came, kept):
    assert stored(kept) == kept


@given(CHINESE)
def test_no_mark_is_won_or_lost(text):
    marks = set("“”‘’「」\"'")

    assert sum(c in marks for c in stored(text)) == sum(c in marks for c in text)


def test_the_other_house_style_has_corner_marks():
    assert typography.typeset("他称“‘慢牛’已到”", house="「」").text == "他称「『慢牛』已到」"


def test_a_pair_is_made_across_inline_tags():
    done = typography.typeset_html(
        '<p>他说"<strong>回暖</strong>"已到,<a href="https://a.example/?x=1,2">详情</a></p>'
    )

    assert done.text == '<p>他说“<strong>回暖</strong>”已到，<a href="https://a.example/?x=1,2">详情</a></p>'


def test_a_pair_is_not_made_across_paragraphs():
    assert typography.typeset_html('<p>他说"好</p><p>不好"的</p>').text == '<p>他说"好</p><p>不好"的</p>'


def test_code_is_left_as_it_is():
    markup = '<p>中文,<code>a,"中",b</code></p><pre>甲,"乙"</pre>'

    assert typography.typeset_html(markup).text == markup.replace("中文,", "中文，")


def test_the_characters_of_markup_stay_escaped():
    assert typography.typeset_html("<p>甲 &amp; 乙,&lt;b&gt;</p>").text == "<p>甲 &amp; 乙，&lt;b&gt;</p>"


def test_the_changes_are_told_by_kind():
    assert typography.typeset('市场"回暖",涨 3 点').said() == "引号 2 处、标点 1 处、空格 2 处"


@pytest.mark.parametrize(
    ("text", "alone"),
    [("“第一段\n“第二段”", 0), ("“第一段\n第二段”", 0), ("“第一段", 1), ("“甲”和“乙”", 0), ("甲”", 1)],
)
def test_marks_that_stay_alone_are_counted_but_not_those_of_a_long_quotation(text, alone):
    assert typography.typeset(text).unpaired == alone


@pytest.mark.parametrize(
    "text", ['"' * 300_000, "(中" * 100_000, "“" * 100_000, "a" * 300_000, "中 " * 100_000]
)
def test_monstrous_text_is_left_alone_quickly(text):
    assert typography.typeset(text).edits == ()


def test_exports_have_the_spaces_others_expect():
    assert typography.for_export("部署到heroku有问题网页不能显示") == "部署到 heroku 有问题网页不能显示"
