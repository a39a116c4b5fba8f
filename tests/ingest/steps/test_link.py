from jingui.ingest.steps.link import link
from tests.ingest.tellings import a_draft, a_newsroom


def linked(headline, text):
    return link(a_draft(text, headline=headline), a_newsroom())


def test_securities_of_the_headline_come_first_and_each_once():
    draft = linked("贵州茅台：拟派发红利", "宁德时代与比亚迪走高，贵州茅台（600519）公告。")

    named = [(s.name, s.in_headline) for s in draft.securities]
    assert named == [("贵州茅台", True), ("宁德时代", False), ("比亚迪", False)]


def test_the_trail_names_them_with_their_codes():
    assert linked("", "贵州茅台公告").trail[-1] == "证券：贵州茅台（600519.SSE）"


def test_a_long_list_is_cut_short_on_the_trail_only():
    movers = "、".join(
        ["贵州茅台", "五粮液", "泸州老窖", "山西汾酒", "洋河股份", "古井贡酒", "今世缘", "水井坊", "舍得酒业"]
    )
    draft = linked("", f"{movers}涨停")

    assert len(draft.securities) == 9
    assert draft.trail[-1].endswith("等 9 只")


def test_a_text_without_securities_leaves_no_line():
    draft = linked("北京明日有雨", "气象台预报，明日有雨。")

    assert (draft.securities, draft.trail) == ((), ())
