from jingui.ingest.steps.decode import decode
from tests.drafts import a_draft


def test_an_item_without_a_page_passes_untouched():
    draft = a_draft(raw_html="<p>文</p>")

    assert decode(draft, None) is draft


def test_a_page_that_lies_about_its_charset_is_read_and_the_lie_is_said():
    draft = decode(a_draft(raw_body='<meta charset="utf-8"><p>央行开展逆回购操作'.encode("gbk")), None)

    assert draft.page == '<meta charset="utf-8"><p>央行开展逆回购操作'
    assert draft.trail == ("解码：gb18030（页面自称 utf-8，以字节为准）",)


def test_many_lost_characters_are_a_doubt():
    broken = "央行开展逆回购操作。".encode() * 200 + b"\xff" * 30

    draft = decode(a_draft(raw_body=broken, content_type="text/html; charset=utf-8"), None)

    assert draft.doubts == ("有 30 个字符无法辨认",)
