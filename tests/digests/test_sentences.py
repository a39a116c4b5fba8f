"""One item in one sentence."""

import pytest

from jingui.digests.sentences import alike, clause, telling


def test_the_first_sentence_that_says_more_than_the_headline():
    text = "沪金主力合约收涨0.8%。纽约时段美元走弱，避险买盘增加。后文。"

    assert telling("沪金主力合约收涨0.8%", text) == "纽约时段美元走弱，避险买盘增加。"


def test_a_dateline_is_left_out():
    text = "东岸财讯7月15日电，沿海六大电厂日耗升至八十四万吨。"

    assert telling("电厂日耗上升", text) == "沿海六大电厂日耗升至八十四万吨。"


@pytest.mark.parametrize("text", ["", "短。", "长" * 200 + "。"])
def test_what_does_not_fit_is_not_printed(text):
    assert telling("标题", text) == ""


def test_a_long_headline_gives_its_first_clause():
    assert clause("南枝科技拟回购3亿至5亿元，四成股份将予注销并减少注册资本") == "南枝科技拟回购3亿至5亿元"
    assert clause("欧元区通胀回落") == "欧元区通胀回落"


def test_likeness_is_the_share_of_pairs():
    assert alike("沪金收涨", "沪金收涨") == 1.0
    assert alike("沪金收涨", "生猪出栏") == 0.0
    assert alike("", "沪金") == 0.0
