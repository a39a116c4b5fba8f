"""Which facts are read out of a text, and what they say about two texts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.ingest.events import (
    CIRCUMSTANCES,
    EVIDENCE,
    LEXICAL,
    PAIR_SCORER,
    SAME_STORY,
    SIDE_BY_SIDE,
    STREAM_SCORER,
    contradict,
    copied,
    evidence,
    likeness,
    longest_run,
    same_event,
    same_story,
    side_by_side,
    told,
    told_in_stream,
)
from jingui.ingest.facts import essence, stated
from jingui.ingest.forest import forest

FLASH = "远山科技公告，拟以2亿元至4亿元回购股份，回购价格不超过35.5元/股，用于员工持股计划。"
RETOLD = "远山科技披露回购方案：资金总额不低于2亿元且不超过4亿元，价格上限为35.5元/股，用于员工持股计划。"
OTHER = "青禾生物公告，拟以1亿元至3亿元回购股份，回购价格不超过12.8元/股，用于员工持股计划。"


@pytest.mark.parametrize(
    ("text", "kernel"),
    [
        ("【央行开展逆回购】财联社7月1日电，央行今日操作。", "央行今日操作。"),
        ("新华社北京7月1日电（记者 林小满）央行今日操作。", "央行今日操作。"),
        ("央行今日操作。（江城晚报）", "央行今日操作。"),
        ("央行今日操作。来源：江城晚报", "央行今日操作。"),
        ("【只有标题】", "【只有标题】"),
        ("贵州茅台（600519）", "贵州茅台（600519）"),
    ],
)
def test_the_essence_is_what_every_outlet_would_print(text, kernel):
    assert essence(text) == kernel


@pytest.mark.parametrize(
    ("one", "two"),
    [("1.5亿元", "15000万元"), ("28%", "28个百分点"), ("3,250.00点", "3250点"), ("１２３４元", "1234元")],
)
def test_one_number_written_in_two_ways_is_one(one, two):
    assert stated(one).numbers.keys() == stated(two).numbers.keys()


def test_days_times_and_codes_are_no_numbers():
    assert stated("7月15日10:30，贵州茅台(600519.SH)在2026年公告。").numbers == {}


def test_days_and_places_are_read():
    facts = stated("7月15日，浙江台州沿海将有大风。")

    assert facts.dates == {"7-15"}
    assert facts.places == {"浙江"}


def test_a_day_without_its_month_is_the_same_day():
    shared, apart = (EVIDENCE.index(name) for name in ("dates_shared", "dates_apart"))
    row = evidence(told("7月2日，江城发射一颗卫星。"), told("江城2日发射一颗卫星。"))

    assert (row[shared], row[apart]) == (1, 0)


def test_a_telling_in_other_words_is_likelier_than_a_template_with_other_facts():
    assert same_event(told(FLASH), told(RETOLD)) > 0.5 > same_event(told(FLASH), told(OTHER))


def test_a_trimmed_copy_is_as_good_as_whole():
    whole = FLASH + "公司表示，对未来发展有信心，回购将在六个月内完成。"

    assert likeness(told(FLASH), told(whole)) >= 0.9


def test_a_rounded_number_contradicts_nothing():
    assert not contradict(told("净利润增长350.68%。"), told("净利润增长351%。"))
    assert contradict(told("净利润增长350.68%。"), told("净利润增长412%。"))


def test_another_day_contradicts():
    assert contradict(told("7月12日发布暴雨预警。"), told("7月13日发布暴雨预警。"))


def test_what_adds_much_is_no_copy():
    assert copied(told(FLASH * 3), told(FLASH)) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_evidence_is_the_same_either_way_round(a, b):
    one, two = told(a), told(b)

    assert evidence(one, two) == pytest.approx(evidence(two, one))
    assert len(evidence(one, two)) == len(EVIDENCE)
    assert side_by_side(one, two) == pytest.approx(side_by_side(two, one))
    assert len(side_by_side(one, two)) == len(SIDE_BY_SIDE)
    assert 0 <= same_event(one, two) <= 1
    assert 0 <= likeness(one, two) <= 1


@pytest.mark.parametrize(
    ("a", "b", "run"), [("", "甲", 0), ("甲乙丙丁", "丑乙丙寅", 2), ("甲" * 30, "甲" * 20, 20)]
)
def test_the_longest_common_run(a, b, run):
    assert longest_run(a, b) == run


@pytest.mark.parametrize(
    ("name", "columns"), [(PAIR_SCORER, SIDE_BY_SIDE + LEXICAL), (STREAM_SCORER, EVIDENCE + CIRCUMSTANCES)]
)
def test_the_trained_files_know_the_columns_of_this_code(name, columns):
    assert forest(name).features == columns


REPORT = (
    "碳酸锂期货单日开仓上限由800手降为400手，保证金标准由9%提高到11%，自下一交易日结算时起执行。"
    "截至前一日，持仓量为64.3万手，比月初多出21.5万手，成交持仓比升到2.7倍。"
    "交易所统计显示，个人客户的成交占比为58%，套期保值客户只占13%，两者的距离是上市以来最大的。"
)
TOLD_AGAIN = (
    "给碳酸锂踩一脚刹车：投机者一天至多开400手，原先可以开800手，账户里还得多压两个点的钱，保证金从9%升到11%。"
    "让监管者不安的是速度，一个月里持仓多了21.5万手，堆到64.3万手，换手达2.7倍。"
    "做这些单子的人里，散户占去58%，真正来保值的企业只有13%，上市以来两者从没有隔得这么远。"
)


def in_stream(text, *, headline="", names=()):
    return told_in_stream(headline, text, frozenset(names), at=None, source="a")


def test_two_long_texts_with_the_same_figures_tell_one_event_in_other_words():
    one, two = in_stream(REPORT * 3), in_stream(TOLD_AGAIN * 3)

    assert same_story(one, two) >= SAME_STORY


def test_two_long_texts_with_other_figures_are_two_events():
    one, two = (
        in_stream(REPORT * 3),
        in_stream(TOLD_AGAIN.translate(str.maketrans("0123456789", "1234567890")) * 3),
    )

    assert same_story(one, two) < SAME_STORY


def test_running_figures_of_one_thing_are_one_story_and_of_two_things_are_two():
    silver, more, gold = (
        told_in_stream("", text, frozenset(), at=datetime(2026, 7, 1, 10, minute, tzinfo=UTC), source="a")
        for text, minute in (
            ("现货白银日内涨幅扩大至2%，报58.38美元/盎司。", 0),
            ("现货白银日内涨幅扩大至3%，报58.95美元/盎司。", 9),
            ("现货铂金日内涨幅扩大至3%，报1402.1美元/盎司。", 9),
        )
    )

    assert same_story(silver, more) >= SAME_STORY > same_story(more, gold)


def test_what_contradicts_a_text_of_the_day_before_is_news():
    one, two = (
        told_in_stream("收盘播报", text, frozenset(), at=datetime(2026, 7, day, 15, tzinfo=UTC), source="a")
        for text, day in (("沪指收涨1.28%，报3998点。", 1), ("沪指收涨1.35%，报4052点。", 2))
    )

    assert same_story(one, two) < SAME_STORY


def test_two_items_with_one_headline_within_hours_are_one_story_whatever_their_texts():
    headline = "多重因素催生被动投资热潮 债券型基金规模增逾千亿元"
    one, two, another_day = (
        told_in_stream(headline, text, frozenset(), at=datetime(2026, 7, day, 9, tzinfo=UTC), source="a")
        for text, day in (
            ("指数化投资迎来强劲增长期，远山基金规模居前。", 1),
            ("随着资金持续流入，青禾证券认为低利率是主因。", 1),
            ("随着资金持续流入，青禾证券认为低利率是主因。", 2),
        )
    )

    assert same_story(one, two) >= SAME_STORY > same_story(one, another_day)


def test_two_filings_of_one_pattern_are_two_events():
    one, two, again = (
        told_in_stream("", text, frozenset(), at=datetime(2026, 7, 1, 9, minute, tzinfo=UTC), source="a")
        for text, minute in (
            ("远山生物科技股份有限公司向港交所提交上市申请书，独家保荐人为江城证券。", 0),
            ("青禾新材料股份有限公司向港交所提交上市申请书，独家保荐人为江城证券。", 9),
            ("据港交所文件：远山生物科技股份有限公司向港交所提交上市申请书。", 9),
        )
    )

    assert same_story(one, again) >= SAME_STORY > same_story(one, two)
