"""The look of a text does not change with its title, dateline, source line or spacing."""

import pytest

from jingui.ingest.steps.fingerprint import fingerprint
from tests.ingest.tellings import a_draft, a_newsroom

WIRE = "央行今日开展500亿元7天期逆回购操作，中标利率1.40%，与此前持平。"


def look_of(text, **facts):
    return fingerprint(a_draft(text, **facts), a_newsroom()).look


@pytest.mark.parametrize(
    "copy",
    [
        "【央行开展逆回购操作】" + WIRE,
        "东岸财讯7月15日电，" + WIRE,
        WIRE + "（江城晚报）",
        WIRE + "来源：江城晚报",
        WIRE.replace("，", ", ").replace("500", " 500 "),
    ],
    ids=["title", "dateline", "source in brackets", "source line", "spaces and commas"],
)
def test_what_another_outlet_changes_is_no_part_of_the_exact_look(copy):
    assert look_of(copy).exact == look_of(WIRE).exact


@pytest.mark.parametrize("other", [WIRE.replace("500", "600"), WIRE.replace("1.40", "1.4")])
def test_another_number_is_another_exact_look(other):
    assert look_of(other).exact != look_of(WIRE).exact


def test_telling_terms_are_rare_words_and_long_numbers():
    look = look_of("远山科技公告，上半年净利润同比增长350.68%。")

    assert "350.68%" in look.weights
    assert "公告" not in look.weights


def test_a_headline_is_asked_for_also_where_the_text_has_rarer_words():
    rare = "鼋鼍蛟螭饕餮貔貅麒麟鲲鹏朱雀玄武白泽獬豸穷奇梼杌。" * 2
    text = f"{rare}魑魅魍魉盘桓于饕餮纹青铜簋与蟠虺纹镈钟之间，博物院称釉里红玉壶春瓶与粉彩镂空转心瓶同展。"

    assert "稀土" in look_of(text, headline="稀土出口许可放宽").weights


def test_every_key_fits_a_signed_64_bit_column():
    look = look_of(WIRE)

    assert all(-(2**63) <= key < 2**63 for key in (look.exact, *look.bands, *look.terms))


def test_the_headline_speaks_for_an_item_without_text():
    assert look_of("", headline="央行开展逆回购操作") is not None


def test_nothing_has_no_look():
    assert look_of("", headline="") is None
