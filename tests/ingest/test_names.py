import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.ingest.names import SecurityNames

NAMES = SecurityNames([("900001", "SSE", "南枝科技"), ("600519", "SSE", "别名")])
MOUTAI, PINGAN, TENCENT = ("600519", "SSE"), ("000001", "SZSE"), ("00700", "HKEX")


def found(text):
    return [(match.ticker, match.exchange) for match in NAMES.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "600519",
        "600519.SH",
        "600519.sh",
        "sh600519",
        "SH600519，",
        "SH:600519",
        "600519.XSHG",
        "贵州茅台",
        "贵州茅台(600519)",
        "贵州茅台（600519.SH）",
        "$贵州茅台$",
        "某酒企（证券代码：600519）",
        "６００５１９．SH 贵州茅台",
    ],
)
def test_every_usual_writing_is_read(text):
    assert set(found(text)) == {MOUTAI}


@pytest.mark.parametrize("text", ["00700.HK", "700.HK", "HK0700", "腾讯控股(00700)", "腾讯控股"])
def test_hong_kong_codes_have_four_or_five_digits(text):
    assert found(text) == [TENCENT]


def test_the_same_digits_are_told_apart_by_their_place():
    assert found("000001.SZ与000001.SH") == [PINGAN, ("000001", "SSE")]
    assert found("平安银行（000001）") == [PINGAN]


def test_a_name_and_its_code_are_one_match():
    match = NAMES.find("今日，贵州茅台（600519）公告")[0]

    assert (match.start, match.end, match.evidence) == (3, 7, "name+code")


@pytest.mark.parametrize("text", ["营收600519元", "共300750户", "电话01060051900", "3600519.5", "涨600519%"])
def test_a_number_is_not_a_code(text):
    assert found(text) == []


def test_the_code_of_an_open_fund_is_not_a_share():
    assert found("华夏成长混合（000001）今日净值上涨") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("机器人概念午后拉升", False),
        ("机器人产业迎来拐点", False),
        ("机器人（300024）涨停", True),
        ("机器人公告，拟回购股份", True),
        ("新时达、机器人、埃斯顿跟涨", True),
        ("人形机器人、无人机亮相", False),
        ("南枝科技涨停，机器人、埃斯顿跟涨", True),
        ("机器人、人工智能跟涨", False),
        ("机器人均涨超10%", True),
    ],
)
def test_a_name_that_is_a_word_needs_evidence(text, meant):
    assert (("300024", "SZSE") in found(text)) is meant


@pytest.mark.parametrize(
    "text",
    [
        "中信证券研报指出，看好算力",
        "公司已获得招商银行深圳分行的贷款承诺函",
        "设立浙江甬金精工科技有限公司",
        "开展数字人民币试点",
        "森特股份成立新能源公司".replace("森特股份", "某公司"),
        "股东格林美拟减持",
        "向中国工商银行股份有限公司江城支行质押",
    ],
)
def test_analysts_branches_parts_and_look_alikes_are_not_meant(text):
    assert found(text) == []


def test_the_code_decides_when_the_name_is_of_another_listing():
    assert ("601318", "SSE") not in found("中国平安(02318.HK)")
    assert ("02318", "HKEX") in found("中国平安(02318.HK)")


def test_in_talk_of_hong_kong_both_listings_are_named():
    assert set(found("宁德时代港股涨5%")) == {("300750", "SZSE"), ("03750", "HKEX")}
    assert found("宁德时代涨5%") == [("300750", "SZSE")]


def test_former_risk_marked_and_cut_names_lead_to_the_company():
    for text in ("*ST闻泰公告", "ST闻泰公告", "闻泰科技公告"):
        assert found(text) == [("600745", "SSE")]
    assert found("XD舍得酒跟涨") == [("600702", "SSE")]
    assert found("新股N舍得涨超530%") == [("600702", "SSE")]
    assert found("Android XR舍得出品") == []


def test_futures_are_named_by_their_products_where_futures_are_the_talk():
    assert found("沪铜夜盘收涨") == [("CU", "SHFE")]
    assert found("碳酸锂期货主力合约涨停") == [("LC", "GFEX")]
    assert found("碳酸锂产量增加") == []


def test_an_index_is_linked_by_its_code_only():
    assert found("沪指收涨0.5%") == []
    assert found("上证指数（000001.SH）收涨") == [("000001", "SSE")]


def test_two_characters_need_room():
    assert found("工行、农行与建行") == [("601398", "SSE"), ("601288", "SSE"), ("601939", "SSE")]
    assert found("员工行为与农行业") == []


def test_securities_of_the_site_are_found_and_the_packages_names_stay():
    assert found("南枝科技（900001）公告") == [("900001", "SSE")]
    assert found("贵州茅台公告") == [MOUTAI]


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_match_lies_inside(text):
    for match in NAMES.find(text):
        assert 0 <= match.start < match.end <= len(text)
