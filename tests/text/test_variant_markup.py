import json

import pytest

from jingui.text.variant_markup import convert_json, convert_markup
from jingui.text.variants import for_print


def hant(markup):
    return convert_markup(markup, for_print)


@pytest.mark.parametrize(
    ("simplified", "printed"),
    [
        ("贵州茅台与台积电", "貴州茅台與台積電"),
        ("汇丰控股", "滙豐控股"),
        ("中国软件的网络信息", "中國軟件的網絡信息"),
        ("面条、群众、高峰", "麵條、群眾、高峰"),
        ("6只新股，多半只剩两只，只有3只", "6隻新股，多半只剩兩隻，只有3只"),
    ],
)
def test_the_script_changes_and_the_words_stay(simplified, printed):
    assert for_print(simplified) == printed


def test_words_are_converted_and_addresses_are_not():
    page = '<p title="汇率"><a href="/search/?q=汇率" data-news="{n} 条">汇率</a></p>'

    assert hant(page) == '<p title="匯率"><a href="/search/?q=汇率" data-news="{n} 條">匯率</a></p>'


def test_what_htmx_is_to_ask_for_stays():
    assert hant('<a data-hx-get="/search/?q=汇">汇</a>') == '<a data-hx-get="/search/?q=汇">匯</a>'


def test_a_phrase_is_seen_through_the_tags_inside_it():
    assert hant("<h1>护理头<wbr>发</h1><p>发展</p>") == "<h1>護理頭<wbr>髮</h1><p>發展</p>"
    assert hant("<p>头</p><p>发展</p>") == "<p>頭</p><p>發展</p>"


def test_words_that_change_their_number_change_nothing_else():
    def wordy(text):
        return text.replace("汇", "外匯")

    page = "<h1>汇<wbr>率</h1><p>甲<b>乙</b>汇</p>\n<p>丙</p>"

    assert convert_markup(page, wordy) == "<h1>外匯<wbr>率</h1><p>甲<b>乙</b>外匯</p>\n<p>丙</p>"


def test_what_a_reader_wrote_stays():
    page = '<input value="汇率"><textarea name="t">汇率</textarea><p>汇率</p>'

    assert hant(page) == '<input value="汇率"><textarea name="t">汇率</textarea><p>匯率</p>'


def test_the_name_of_the_other_script_stays():
    assert hant('<a lang="zh-Hans" href="/">简体</a><a>简体</a>') == (
        '<a lang="zh-Hans" href="/">简体</a><a>簡體</a>'
    )
    assert hant('<html lang="zh-Hans">简体') == '<html lang="zh-Hans">簡體'


def test_a_quoted_sign_does_not_end_a_tag():
    assert hant('<img alt="涨>跌" src="/涨.png">涨') == '<img alt="漲>跌" src="/涨.png">漲'


def test_escapes_of_data_for_machines_stay():
    facts = '<script type="application/ld+json">{"headline": "\\u003c汇率\\u003e"}</script>'

    assert hant(facts) == facts.replace("汇率", "匯率")


def test_json_keeps_its_keys_and_its_addresses():
    told = json.dumps({"标题": "汇率", "n": 1, "html": '<a href="/?q=汇">汇</a>', "list": ["万", None]})

    assert json.loads(convert_json(told, for_print)) == {
        "标题": "匯率",
        "n": 1,
        "html": '<a href="/?q=汇">匯</a>',
        "list": ["萬", None],
    }


@pytest.mark.parametrize(
    "page", ["", "plain", "<", "<p", "a < b", "<p title='", '<a href="汇', "汇<!-- 汇", "\r\n汇"]
)
def test_broken_markup_does_no_harm(page):
    assert hant(page).replace("匯", "汇") in (page, page.replace("\r\n", "\n"))
