"""A copy is named with its original; a template filled with other names or numbers is no copy."""

import pytest

from tests.ingest.tellings import a_draft, a_newsroom, told_to

WIRE = (
    "央行今日开展500亿元7天期逆回购操作，中标利率1.40%，与此前持平。因今日有300亿元逆回购到期，"
    "当日实现净投放200亿元。业内人士认为，月中税期将至，流动性仍将保持合理充裕。"
)
EARNINGS = "{}公告，预计2026年半年度归属于上市公司股东的净利润为{}亿元，同比增长{}%，主要系产品销量增长所致。"


def second_of(first, second, **facts):
    original = a_draft(first, headline="央行开展逆回购", id="1")
    return told_to(a_newsroom(), original, a_draft(second, source="江城晚报", id="2", **facts))[1]


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        "【央行开展500亿元逆回购】江城晚报7月15日讯，" + WIRE,
        WIRE.replace("业内人士认为", "市场人士认为"),
        WIRE.partition("业内人士")[0],
        WIRE + "（江城晚报记者 林小满）",
    ],
    ids=["same", "title and dateline", "lightly rewritten", "trimmed", "byline"],
)
def test_a_wire_copy_is_recognised_and_the_trail_says_of_what(copy):
    found = second_of(WIRE, copy, minutes=5)

    assert found.duplicate_of == "1"
    assert found.story == "1"
    assert found.trail[-1].startswith("查重：与《央行开展逆回购》（东岸财讯，10:30）")
    assert found.trail[-1].endswith("，判为转载")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (EARNINGS.format("贵州茅台", "1.2", "35.6"), EARNINGS.format("五粮液", "1.2", "35.6")),
        (EARNINGS.format("贵州茅台", "1.2", "35.6"), EARNINGS.format("贵州茅台", "3.4", "78.9")),
        ("沪指收涨0.52%，报3512.30点，深成指涨0.81%。", "沪指收跌0.31%，报3501.42点，深成指跌0.25%。"),
    ],
    ids=["another company", "other figures", "another close"],
)
def test_the_same_template_with_other_facts_is_no_copy(first, second):
    assert second_of(first, second).duplicate_of is None


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ("【央行开展逆回购】江城晚报7月15日讯，" + WIRE, "一字不差"),
        (WIRE.replace("业内人士认为", "市场人士认为"), "略有改动"),
        (WIRE.partition("业内人士")[0], "有删节"),
    ],
    ids=["another title and dateline", "a word rewritten", "trimmed"],
)
def test_the_trail_says_how_the_copy_differs(copy, said):
    assert said in second_of(WIRE, copy, minutes=5).trail[-1]


def test_a_longer_telling_adds_something_and_is_no_copy():
    found = second_of(WIRE.partition("因今日")[0], WIRE)

    assert found.duplicate_of is None
    assert found.story == "1"


def test_a_long_copy_under_another_byline_and_cut_at_the_end_is_a_copy():
    paragraphs = [
        f"第{n}项由{place}牵头，{n * 7 + 3}家企业参加，预计投入{n * 13 + 5}.{n}亿元，用于{use}的改造与扩建。"
        for n, (place, use) in enumerate(zip("东西南北中" * 12, "港口公路仓库泵站电网" * 6, strict=True), 1)
    ]
    original = a_draft("\n".join(paragraphs), headline="港区改造方案公布")
    copy = a_draft("\n".join(["本报记者 苏禾", *paragraphs[:-4]]), source="西岭日报", minutes=5)

    _, judged = told_to(a_newsroom(), original, copy)

    assert len(original.text) > 2_000
    assert judged.duplicate_of == original.id


def test_a_copy_of_a_copy_names_the_original():
    drafts = told_to(a_newsroom(), *(a_draft(WIRE, id=number, minutes=int(number)) for number in "123"))

    assert [draft.duplicate_of for draft in drafts] == [None, "1", "1"]


def test_a_short_notice_of_another_day_is_news_again():
    notice = "截至目前，南向资金净买入额达100亿港元。"
    drafts = [a_draft(notice, source=str(hour), minutes=hour * 60, id=str(hour)) for hour in (0, 1, 24, 25)]

    assert [draft.duplicate_of for draft in told_to(a_newsroom(), *drafts)] == [None, "0", None, "24"]


def test_an_item_judged_again_is_no_copy_of_itself():
    _, again = told_to(a_newsroom(), a_draft(WIRE, id="1"), a_draft(WIRE, id="1"))

    assert again.duplicate_of is None
