"""Two versions of a text, side by side."""

from jingui.text.beside import MOST_PARAGRAPHS, beside


def told(was, now):
    return [
        (
            "".join(f"[{piece.words}]" if piece.differs else piece.words for piece in row.was),
            "".join(f"[{piece.words}]" if piece.differs else piece.words for piece in row.now),
        )
        for row in beside(was, now)
    ]


def test_in_a_changed_paragraph_the_words_that_differ_are_marked():
    assert told("利润增长12%。\n第二段。", "利润增长14%。\n第二段。") == [
        ("利润增长[12%。]", "利润增长[14%。]"),
        ("第二段。", "第二段。"),
    ]


def test_a_paragraph_that_came_or_went_stands_alone():
    assert told("甲公司发布公告。\n乙。", "甲公司发布公告。\n新的一段来了。\n乙。") == [
        ("甲公司发布公告。", "甲公司发布公告。"),
        ("", "[新的一段来了。]"),
        ("乙。", "乙。"),
    ]
    assert told("甲。\n乙。", "乙。") == [("[甲。]", ""), ("乙。", "乙。")]


def test_beside_a_new_paragraph_the_old_one_finds_its_version():
    was = "沪指今日上涨百分之一。"
    now = "央行宣布降准半个百分点。\n沪指今日上涨百分之二。"

    rows = told(was, now)

    assert rows[0] == ("", "[央行宣布降准半个百分点。]")
    assert rows[1][0].startswith("沪指今日上涨")


def test_what_is_too_far_down_to_be_compared_is_shown_all_the_same():
    same = "同一段。\n" * MOST_PARAGRAPHS

    assert told(f"{same}旧的末段。\n又一段。", f"{same}新的末段。")[MOST_PARAGRAPHS:] == [
        ("[旧的末段。]", "[新的末段。]"),
        ("[又一段。]", ""),
    ]


def test_of_nothing_there_are_no_rows():
    assert beside("", "") == []
