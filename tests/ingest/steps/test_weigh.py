from jingui.ingest.steps.weigh import weigh
from tests.ingest.tellings import a_draft, a_newsroom


def weighed(text):
    return weigh(a_draft(text), a_newsroom())


def test_the_market_as_a_whole_matters_more_than_a_small_buyback():
    crash = weighed("指数持续走弱，沪指下挫跌逾2%，深成指跌3%，创业板指跌4%，全市场超5000只个股下跌。")
    notice = weighed("腾讯控股于5月29日以5.008亿港元回购了120万股股票。")

    assert crash.importance_score > notice.importance_score
    assert crash.importance >= 4 > 2 >= notice.importance


def test_the_trail_says_grade_score_and_words():
    draft = weighed("指数持续走弱，沪指下挫跌逾2%，深成指跌3%。")

    assert draft.trail[-1].startswith(f"重要性：{draft.importance}（{draft.importance_score:.2f}）")


def test_an_empty_text_is_weighed_too():
    assert 1 <= weighed("").importance <= 5
