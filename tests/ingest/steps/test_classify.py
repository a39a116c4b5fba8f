import re
from dataclasses import replace

import pytest

from jingui.ingest.draft import Form
from jingui.ingest.steps.classify import classify
from jingui.ingest.steps.link import link
from jingui.ingest.topics import TopicModel
from tests.ingest.tellings import a_draft, a_newsroom

MODEL = TopicModel()
GOLD = "现货黄金日内跌近1%，报4050美元/盎司，金价创三个月新低，美股黄金股普跌，美联储官员称不急于降息。"
RESEARCH = (
    "供应方面，本周产量204万吨，环比增加。需求方面，表观消费回升，库存连续四周下降。利润修复后，电炉成本抬升，基差走弱。"
    "策略上，建议单边以区间操作为主，关注库存拐点；风险在于限产政策提前，期货主力合约下行空间有限。"
)
ESSAY = (
    "我们跑了六个县，问的其实是一件事：收钱的人变了没有。菜市场的摊主说不清自己一年卖了多少，他真正在意的是回头客。"
    "这门生意看上去薄，说到底靠的是周转，而不是加价。换句话说，谁先把货架让出来，谁就先活下来。"
) * 5


def classified(text, *, headline="", wire=False, channels=(), **facts):
    draft = a_draft(text, headline=headline, **facts)
    source = replace(draft.source, wire=wire, channels=channels)
    world = a_newsroom()
    world._topics = MODEL
    return classify(link(draft.but(source=source), world), world)


def shelves(draft):
    return [channel.name for channel in draft.channels]


def test_gold_abroad_goes_to_metals_first():
    assert shelves(classified(GOLD, headline="国际金价创三个月新低"))[0] == "metals"


def test_a_flash_also_goes_to_24h_at_the_end():
    draft = classified(GOLD, wire=True)

    assert (draft.form, shelves(draft)[-1]) == (Form.FLASH, "24h")


@pytest.mark.parametrize(
    ("headline", "text", "shelf"),
    [
        (
            "人民币兑美元中间价报7.1021，调升68点",
            "外汇交易中心公布的中间价显示，在岸人民币收盘走强。",
            "forex",
        ),
        ("三只宽基ETF获净申购，公募份额创新高", "多家基金公司公告，旗下ETF份额增加。", "funds"),
        ("焦煤主力收涨3.4%，港口库存三周连降", "大商所焦煤期货主力合约午后拉升，焦炭跟涨。", "futures"),
        ("沪指收涨0.42%，两市成交放大", "A股三大指数收涨，超4000只个股上涨，券商板块领涨。", "stocks"),
        ("美联储维持利率不变", "美国联邦公开市场委员会声明称通胀仍高，美债收益率走高。", "global"),
        ("人形机器人关节成本下降三成", "国产大模型与芯片算力提升，机器人量产提速。", "tech"),
    ],
)
def test_the_headline_tells_the_shelf(headline, text, shelf):
    assert shelves(classified(text, headline=headline))[0] == shelf


def test_research_on_futures_is_told_by_its_sections_and_advice():
    draft = classified(RESEARCH, headline="螺纹钢：需求韧性与利润修复的拉锯")

    assert (draft.form, shelves(draft)[:2]) == (Form.RESEARCH, ["futures-research", "futures"])


def test_a_long_text_that_argues_goes_to_insight():
    draft = classified(ESSAY, headline="零食折扣店其实是一门周转的生意")

    assert (draft.form, shelves(draft)[0]) == (Form.COMMENT, "insight")


def test_an_editors_rule_for_the_source_comes_first():
    assert shelves(classified(GOLD, channels=("insight",)))[:2] == ["insight", "metals"]


def test_the_trail_says_topic_shelf_score_and_words():
    topic, shelf = classified(GOLD, headline="国际金价创三个月新低").trail[-2:]

    assert re.match(r"主题：贵金属 0\.9\d（", topic)
    assert re.match(r"频道：贵金属 (0\.9\d|1\.00)（", shelf)
    assert "黄金" in shelf


def test_what_is_not_finance_is_doubted():
    draft = classified("湖人主场击败勇士，詹姆斯拿下30分。", headline="湖人击败勇士，詹姆斯砍下三双")

    assert draft.doubts[0].startswith("不像财经新闻")


def test_a_text_in_another_language_is_doubted():
    draft = classified("The committee kept its target range unchanged.", headline="Fed holds rates")

    assert draft.doubts == ("不是中文稿",)
