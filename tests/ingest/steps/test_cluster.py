"""The same event told differently is one story, in and out of order; other events are other stories."""

from jingui.ingest.steps.cluster import cluster
from tests.ingest.tellings import a_draft, a_newsroom, told_to

FLASH = "远山科技公告，拟以2亿元至4亿元回购股份，回购价格不超过35.5元/股，用于员工持股计划。"
RETOLD = (
    "7月15日，远山科技披露回购方案：公司将以集中竞价方式回购股份，资金总额不低于2亿元且不超过4亿元，"
    "价格上限为35.5元/股，回购的股份将用于员工持股计划。"
)
OTHER = "远山科技公告，股东江城投资拟减持公司股份不超过1.5%，原因为自身资金需求。"


def test_an_event_told_differently_joins_the_story_of_the_first_report():
    first, second = told_to(
        a_newsroom(), a_draft(FLASH, id="1"), a_draft(RETOLD, id="2", minutes=20, source="江城晚报")
    )

    assert (first.story, second.story) == ("1", "1")
    assert second.duplicate_of is None
    assert second.trail[-1].startswith("聚合：与《")


def test_out_of_order_gives_the_same_stories():
    late, early = told_to(
        a_newsroom(), a_draft(RETOLD, id="2", minutes=20, source="江城晚报"), a_draft(FLASH, id="1")
    )

    assert late.story == early.story == "2"


def test_other_news_of_the_same_company_is_its_own_story():
    drafts = told_to(
        a_newsroom(), a_draft(FLASH, id="1"), a_draft(OTHER, id="2", minutes=20, source="江城晚报")
    )

    assert [draft.story for draft in drafts] == ["1", "2"]


def test_among_many_of_one_template_the_company_leads_to_its_other_telling():
    template = "{}公告，预计2026年上半年归属于上市公司股东的净利润为{}亿元，同比增长{}%。"
    others = [
        a_draft(template.format(f"{name}股份", 3 + at, 61 + at), id=name, minutes=at)
        for at, name in enumerate(("甲山", "乙山", "丙山", "丁山", "戊山", "己山"))
    ]
    first = a_draft("贵州茅台上半年业绩预告出炉：料净赚92.5亿元，增幅622.04%。", id="1", minutes=7)
    second = a_draft(template.format("贵州茅台", 92.5, 622.04), id="2", minutes=8, source="江城晚报")

    assert told_to(a_newsroom(), *others, first, second)[-1].story == "1"


def test_the_close_of_another_day_is_another_story():
    today = a_draft("沪指收涨0.52%，报3512.30点，两市成交1.2万亿元。", id="1")
    tomorrow = a_draft("沪指收涨0.31%，报3523.19点，两市成交1.1万亿元。", id="2", minutes=24 * 60)

    assert told_to(a_newsroom(), today, tomorrow)[1].story == "2"


def test_an_item_without_a_look_is_its_own_story():
    assert cluster(a_draft("", id="7"), a_newsroom()).story == "7"


def test_a_round_up_of_many_events_joins_none():
    summary = "隔夜全球要闻：" + FLASH + OTHER
    drafts = told_to(a_newsroom(), a_draft(FLASH, id="1"), a_draft(summary, headline="隔夜全球要闻", id="2"))

    assert drafts[1].story == "2"
    assert drafts[1].trail[-1] == "聚合：要闻汇总，不并入单个报道"
