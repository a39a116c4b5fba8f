import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.ingest.linear import LinearModel, Reading, grams_of, reading
from jingui.ingest.topics import TOPICS, TopicModel

MODEL = TopicModel()


def topics(headline, text=""):
    return {scored.name for scored in MODEL.predict(headline, text)}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("现货黄金日内跌近1%，报4050美元/盎司，金价创三个月新低。", "贵金属"),
        ("人民币兑美元中间价较上日调升68个基点。", "外汇"),
        ("恒生指数收跌0.5%，恒生科技指数跌1%，港股通净买入12亿港元。", "港股"),
        ("公司公告，拟以集中竞价方式回购股份，回购股份将用于注销。", "A股"),
        ("国内期货夜盘收盘，螺纹钢主力合约跌1.2%，铁矿石跌0.8%。", "期货"),
        ("多只ETF获净申购，公募基金发行回暖，基金份额创新高。", "基金"),
        ("美股三大指数收涨，纳指涨1.2%，大型科技股普涨。", "美股/国际"),
    ],
)
def test_a_flash_is_about_what_it_says(text, topic):
    assert topic in topics("", text)


def test_scores_are_probabilities_with_the_surest_first_and_words_of_the_text():
    scored = MODEL.predict("国际金价失守4000美元", "现货黄金跌破4000美元/盎司，白银同步下挫。")

    assert [s.score for s in scored] == sorted((s.score for s in scored), reverse=True)
    assert all(0 < s.score < 1 for s in scored)
    assert "黄金" in scored[0].terms


def test_some_topic_always_stands():
    assert len(MODEL.predict("", "")) == 1


def test_what_is_not_finance_is_recognised():
    assert MODEL.finance_score("湖人击败勇士，詹姆斯砍下三双", "") < 0.1
    assert MODEL.finance_score("红烧肉怎么做才好吃", "先把五花肉切块焯水。") < 0.1
    assert MODEL.finance_score("央行开展逆回购操作", "今日净投放资金500亿元。") > 0.9


def test_the_marks_of_a_wire_do_not_count():
    marked = reading("", "【金价跌破关口】某社7月7日电，现货黄金跌破4000美元。")

    assert (marked.head, marked.whole) == ("金价跌破关口", "金价跌破关口 现货黄金跌破4000美元。")


def test_a_first_sentence_in_the_place_of_a_headline_counts_once():
    text = "某社7月7日电，现货黄金日内跌近1%，金价创三个月新低。"

    assert reading("某社7月7日电，现货黄金日内跌近1%", text) == reading("", text)


def hashes_of(part: int, **words: str) -> list[int]:
    """The different grams of one part of a text."""
    grams = grams_of(Reading(**{"head": "", "whole": "", **words}))
    return grams.hashes[grams.parts == part].tolist()


def test_digits_are_alike_and_headlines_are_another_country():
    assert hashes_of(0, whole="涨5%") == hashes_of(0, whole="涨7%")
    assert not set(hashes_of(0, whole="涨5%")) & set(hashes_of(1, head="涨5%"))


def test_no_gram_reaches_from_one_part_into_the_next():
    assert hashes_of(1, whole="金价走高", head="沪铜") == hashes_of(1, head="沪铜")
    assert len(hashes_of(0, whole="金价走高", head="沪铜")) == 4 + 3 + 2
    assert len(hashes_of(1, whole="金价走高", head="沪铜")) == 2 + 1


def test_grams_are_counted_and_also_kept_where_they_stand():
    grams = grams_of(Reading(head="", whole="涨涨涨"))

    assert sorted(grams.counts.tolist()) == [1, 2, 3]
    assert [len(run) for run in grams.whole] == [3, 2, 1]


def test_a_model_of_another_format_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("jingui.ingest.linear.FOLDER", tmp_path)
    np.savez(tmp_path / "old.npz", about=np.frombuffer(b'{"format": 0, "labels": []}', np.uint8))

    with pytest.raises(ValueError, match="jingui train"):
        LinearModel.load("old")


def test_saved_and_loaded_it_says_the_same(tmp_path, monkeypatch):
    model, text = LinearModel.load("topics"), reading("", "沪铜主力合约夜盘收涨")
    monkeypatch.setattr("jingui.ingest.linear.FOLDER", tmp_path)
    model.save("again")

    again = LinearModel.load("again")

    assert again.labels == TOPICS
    assert np.array_equal(again.judge(text).probabilities, model.judge(text).probabilities)


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_gets_topics(headline, text):
    assert all(scored.name in TOPICS for scored in MODEL.predict(headline, text))
    assert 0 <= MODEL.finance_score(headline, text) <= 1
