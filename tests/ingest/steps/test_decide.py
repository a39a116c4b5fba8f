"""The gate publishes, holds or drops, and says why in an editor's words."""

from datetime import timedelta

import pytest

from jingui.ingest.draft import Form, Scored, SourceFacts, Verdict
from jingui.ingest.steps.decide import decide
from tests.factories import NOW
from tests.ingest.tellings import a_draft, a_newsroom


def decided(text="央行今日开展500亿元逆回购操作。", **facts):
    facts = {"headline": "央行开展逆回购操作", "channels": (Scored("stocks", 0.9),), **facts}
    return decide(a_draft(text, **facts), a_newsroom())


def test_sound_news_is_published_and_the_trail_says_where():
    found = decided()

    assert found.verdict is Verdict.PUBLISH
    assert found.trail == ("判定：签发。入股市风云，重要性 3",)


def test_a_copy_is_dropped_as_an_item_of_its_own():
    found = decided(duplicate_of="item-7")

    assert (found.verdict, found.reason) == (Verdict.DROP, "转载，并入原稿")


def test_nothing_at_all_is_dropped():
    assert decided("", headline="").reason == "既无标题也无正文"


def test_what_could_not_be_read_waits_for_an_editor_if_it_has_a_headline_to_go_by():
    assert decided(faults=("正文乱码",)).verdict is Verdict.HOLD
    assert decided(faults=("正文乱码",), headline="").verdict is Verdict.DROP


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"doubts": ("发布时间在未来",)}, "发布时间在未来"),
        ({"unpaired": 1}, "有 1 个引号不成对"),
        ({"channels": ()}, "频道未定"),
        ({"channels": (Scored("stocks", 0.31),)}, "频道拿不准（股市风云 0.31，低于 0.50）"),
        ({"fetched_at": NOW + timedelta(hours=100)}, "旧闻（100 小时前发布，上限 72 小时）"),
        ({"published_at": None}, "缺发布时间"),
        ({"headline": ""}, "缺标题"),
        (
            {"text": "36氪获悉，近\ufffd\ufffd，耀星科技宣布完成融资。"},
            "原文有缺损的字（…36氪获悉，近\ufffd\ufffd，耀星科技宣布完…）",
        ),
    ],
)
def test_a_doubt_holds_the_item_for_the_desk(facts, reason):
    found = decided(**facts)

    assert (found.verdict, found.reason) == (Verdict.HOLD, reason)


def test_a_flash_needs_no_headline():
    assert decided(headline="", form=Form.FLASH).verdict is Verdict.PUBLISH


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        ({"hold_all": True}, Verdict.HOLD),
        ({"channel_threshold": 0.95}, Verdict.HOLD),
        ({"channel_threshold": 0.2}, Verdict.PUBLISH),
        ({"name": ""}, Verdict.HOLD),
        ({"rights": "summary"}, Verdict.PUBLISH),
        ({"needs_picture": True}, Verdict.HOLD),
        ({"needs_picture": True, "rights": "summary"}, Verdict.PUBLISH),
    ],
)
def test_the_editors_rules_for_a_source_are_kept(rules, verdict):
    draft = a_draft(headline="央行开展逆回购操作", channels=(Scored("stocks", 0.9),))
    draft = draft.but(source=SourceFacts(**{"name": "东岸财讯", **rules}))

    assert decide(draft, a_newsroom()).verdict is verdict


@pytest.mark.parametrize(
    ("facts", "rules", "reason"),
    [
        ({"duplicate_of": "item-7", "likeness": 0.83}, {"copy_likeness": 0.8}, "转载，并入原稿"),
        (
            {"duplicate_of": "item-7", "likeness": 0.83},
            {"copy_likeness": 0.9},
            "疑似转载（相似 83%，低于 90%）",
        ),
        ({"unpaired": 3}, {"most_unpaired": 2}, "有 3 个引号不成对（上限 2 个）"),
        ({"unpaired": 2}, {"most_unpaired": 2}, "入股市风云，重要性 3"),
        ({"picture": "https://a.example/1.jpg"}, {"needs_picture": True}, "入股市风云，重要性 3"),
        ({"body": '<img src="/1.jpg">'}, {"needs_picture": True}, "入股市风云，重要性 3"),
        ({}, {"needs_picture": True}, "缺配图"),
        ({"form": Form.FLASH}, {"needs_picture": True}, "入股市风云，重要性 3"),
    ],
)
def test_each_threshold_is_the_sources_own(facts, rules, reason):
    draft = a_draft(headline="央行开展逆回购操作", **{"channels": (Scored("stocks", 0.9),), **facts})

    assert decide(draft.but(source=SourceFacts(name="东岸财讯", **rules)), a_newsroom()).reason == reason


def test_all_doubts_are_named_at_once():
    assert decided(doubts=("引号不成对",), channels=()).reason == "引号不成对；频道未定"
