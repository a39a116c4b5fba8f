"""What the wording of two texts says of their being one event."""

import pytest

from jingui.ingest.wording import WORDING, wording

ONE = "歌手沈砚秋的新片《远山》上映三天票房破5亿，观众怎么看？"
OTHER = "《远山》票房破5亿！导演周静怡表示感谢观众"


def seen(a, b):
    return dict(zip(WORDING, wording(a, b), strict=True))


def test_it_is_the_same_either_way_round():
    assert wording(ONE, OTHER) == pytest.approx(wording(OTHER, ONE))


def test_a_work_and_a_figure_that_both_name_are_shared():
    found = seen(ONE, OTHER)

    assert (found["works_shared"], found["works_lone_most"], found["figures_shared"]) == (1, 0, 1)


def test_people_of_other_names_stand_against_each_other():
    found = seen(ONE, OTHER)

    assert found["people_shared"] == 0
    assert found["people_lone_least"] > 0
    assert found["people_alike"] == 0


def test_marks_are_counted():
    found = seen(ONE, OTHER)

    assert (found["questions"], found["exclamations"]) == (1, 1)


def test_nothing_to_compare_is_no_error():
    assert len(wording("", "")) == len(WORDING)
