import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text.decode import decode

NEWS = "央行开展逆回购操作，人民币对美元中间价报六点八。" * 3


def page(charset_declared, encoding):
    return f'<html><head><meta charset="{charset_declared}"></head><p>{NEWS}</p></html>'.encode(encoding)


@pytest.mark.parametrize(
    ("declared", "encoding", "charset"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gbk", "gb18030"),
        ("gbk", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gbk", "gb18030"),
        ("iso-8859-1", "gbk", "gb18030"),
        ("big5", "utf-8", "utf-8"),
        ("no-such-charset", "gbk", "gb18030"),
        ("rot13", "utf-8", "utf-8"),
    ],
)
def test_a_page_is_read_by_what_its_bytes_are_not_by_what_it_claims(declared, encoding, charset):
    decoded = decode(page(declared, encoding))

    assert NEWS in decoded.text
    assert (decoded.charset, decoded.replaced) == (charset, 0)


def test_traditional_big5_is_read_as_declared():
    material = '<meta charset="big5">證券交易所今日公布成交統計'.encode("big5")

    assert "證券交易所今日公布成交統計" in decode(material).text


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_an_undeclared_page_is_read_all_the_same(encoding):
    decoded = decode(f"<html><body><p>{NEWS}</p>".encode(encoding))

    assert (NEWS in decoded.text, decoded.replaced) == (True, 0)


def test_the_charset_of_the_http_header_is_heard():
    assert decode("円安".encode("cp932"), "text/html; charset=Shift_JIS").text == "円安"


def test_a_short_gbk_text_that_happens_to_be_utf8_is_read_as_declared():
    material = "小陆".encode("gbk") + b'<meta charset="gbk">'

    assert decode(material).charset == "gb18030"


def test_utf16_without_a_bom_is_known_by_its_zeros():
    assert decode("<p>abc def 金桂</p>".encode("utf-16-le")).text == "<p>abc def 金桂</p>"


def test_a_few_broken_bytes_are_replaced_and_counted():
    material = NEWS.encode() + b"\xe4\xb8" + NEWS.encode()

    decoded = decode(material, "text/html; charset=utf-8")

    assert (decoded.charset, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.replace("\ufffd", "") == NEWS * 2


def test_a_gbk_advertisement_in_a_utf8_page_does_not_spoil_the_page():
    decoded = decode((NEWS * 20).encode() + "广告".encode("gbk") + (NEWS * 20).encode())

    assert decoded.charset == "utf-8"
    assert decoded.text.count(NEWS) == 40


@pytest.mark.parametrize("nothing", [b"", b"\xff", b"\x00" * 100, b"\x80" * 1000])
def test_what_is_no_text_is_read_without_complaint(nothing):
    assert isinstance(decode(nothing).text, str)


@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_bytes_and_no_declaration_ever_raise(material, content_type):
    assert decode(material, content_type).replaced >= 0


def test_a_declaration_that_makes_no_sense_of_the_text_is_not_obeyed():
    page = (
        "<meta charset=big5><p>公司公告，一季度的营业收入增长，在手订单充足。公司的产品供不应求，不愁销路。"
    )

    assert decode(page.encode("gb18030")).charset == "gb18030"


def test_a_declaration_that_makes_sense_is_obeyed():
    page = "<meta charset=big5><p>本報訊，公司的營業收入在首季增長，在手訂單充足。不愁銷路的產品有三種。"

    assert decode(page.encode("big5hkscs")).charset == "big5hkscs"
