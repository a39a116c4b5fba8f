import pytest

from jingui.ingest.draft import SourceFacts
from jingui.ingest.steps.typeset import typeset
from tests.drafts import a_draft

LONG = "央行今日开展逆回购操作，中标利率与此前持平，市场资金面整体保持平稳。" * 8


def set_(body="", headline="", **found):
    return typeset(a_draft().but(body=body, headline=headline, **found), None)


def test_headline_body_and_text_are_set_and_each_change_is_said():
    draft = set_('<p>市场"回暖",涨 3 点</p>', '沪指"新高"')

    assert (draft.headline, draft.text) == ("沪指“新高”", "市场“回暖”，涨3点")
    assert draft.trail == ("排版：标题引号 2 处；正文引号 2 处、标点 1 处、空格 2 处",)


def test_everything_is_set_in_the_marks_of_the_house():
    source = SourceFacts(name="东岸财讯", quotes="「」")
    draft = set_("<p>市场“‘回暖’已到”</p>", '沪指"新高"', source=source)

    assert (draft.headline, draft.text) == ("沪指「新高」", "市场「『回暖』已到」")


def test_what_is_well_set_leaves_no_line():
    assert set_("<p>市场“回暖”，涨3点。</p>", "沪指新高").trail == ()


def test_unpaired_quotation_marks_are_counted_for_the_gate():
    draft = set_("<p>这是“唯一的机会。</p>", "又一”个")

    assert draft.unpaired == 2
    assert draft.trail == (
        "排版：标题1 个引号不成对（…又一”个…），未动；正文1 个引号不成对（…这是“唯一的机会。…），未动",
    )


@pytest.mark.parametrize(
    ("paragraphs", "lead"),
    [
        (["央行今日开展逆回购操作，利率持平。", "第二段。"], "央行今日开展逆回购操作，利率持平。"),
        (
            ["本报记者 王小明", "央行今日开展逆回购操作，中标利率持平。"],
            "央行今日开展逆回购操作，中标利率持平。",
        ),
        (["短。"], "短。"),
        ([], ""),
    ],
)
def test_the_lead_is_the_first_paragraph_that_says_something(paragraphs, lead):
    assert set_("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)).lead == lead


def test_the_lead_has_no_dateline():
    draft = set_("<p>新华社北京7月1日电（记者 王小明）央行今日开展操作。</p>", dateline="新华社北京7月1日电")

    assert draft.lead == "央行今日开展操作。"


def test_a_long_lead_ends_with_a_sentence():
    assert set_(f"<p>{LONG}</p>").lead == LONG[: len(LONG) // 8 * 4]
