"""What a later telling changes in an earlier one: figures that moved, people named first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text.changes import Changes, Moved, changes

FIRST = "东岸银行公告，上半年净利润同比增长12%，营收为30亿元。"


@pytest.mark.parametrize(
    ("later", "moved"),
    [
        ("东岸银行更正，净利润同比增长14%。", Moved("净利润同比增长", "12%", "14%")),
        ("东岸银行：上半年营收约31.5亿元。", Moved("营收", "30亿元", "31.5亿元")),
    ],
)
def test_a_figure_of_the_same_thing_that_differs_has_moved(later, moved):
    assert changes([FIRST, later])[1].figures == (moved,)


@pytest.mark.parametrize(
    "later",
    [
        FIRST,
        "净利润同比增长12%，去年同期同比增长9%。",
        "江城汽车营收同比下降5%。",
        "会议7月15日14:30召开，代码600519。",
        "",
    ],
    ids=["the same", "both values", "of something else", "times and codes", "nothing"],
)
def test_nothing_has_moved(later):
    assert changes([FIRST, later])[1].figures == ()


def test_a_figure_moves_from_its_last_telling():
    told = [f"地震已造成{dead}人死亡。" for dead in (12, 14, 15)]

    moves = [change.figures for change in changes(told)]

    assert moves == [(), (Moved("地震已造成", "12人", "14人"),), (Moved("地震已造成", "14人", "15人"),)]


def test_who_is_named_first_is_said_once():
    told = [FIRST, FIRST + "行长沈砚秋表示满意。", "沈砚秋表示，将分红。董事长周静怡表示同意。"]

    assert [change.people for change in changes(told)] == [(), ("沈砚秋",), ("周静怡",)]


@given(st.lists(st.text(max_size=60), max_size=4))
def test_whatever_is_told_every_text_has_its_changes_and_the_first_none(texts):
    found = changes(texts)

    assert len(found) == len(texts)
    assert found[:1] in ([], [Changes()])
