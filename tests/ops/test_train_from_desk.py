"""`jingui train --from-desk`: the operator's word for learning from editors."""

import pytest
from click.testing import CliRunner

from jingui.ingest.models import Lesson
from jingui.ops.commands.train import train
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LITHIUM = "南枝锂业第{}座盐湖提锂项目投产，碳酸锂年产能增加两万吨。"
FUND = "北枝基金旗下第{}只宽基ETF获净申购，公募基金份额创新高。"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("JINGUI_HOME", str(tmp_path))
    return tmp_path


def decided(text, shelf, times):
    Lesson.objects.bulk_create(
        Lesson(text=text.format(n), said="futures", decided=shelf, at=NOW) for n in range(times)
    )


def say(*words):
    return CliRunner().invoke(train, words)


def test_it_shows_before_and_after_and_keeps_the_better_model(home):
    decided(LITHIUM, "tech", 60)

    answer = say("--from-desk")

    assert "before 0.0%, after 100.0%" in answer.output
    assert (home / "models" / "desk.npz").exists()


def test_a_model_that_is_no_better_is_not_kept_without_force(home):
    decided(FUND, "funds", 60)

    answer = say("--from-desk")

    assert answer.exit_code == 1
    assert "not better" in answer.output
    assert not (home / "models").exists()


def test_with_force_it_is_kept(home):
    decided(FUND, "funds", 60)

    assert say("--from-desk", "--force").exit_code == 0
    assert (home / "models" / "desk.npz").exists()


def test_decisions_on_the_form_of_a_text_are_counted_and_left_out():
    decided(LITHIUM, "tech", 60)
    decided(FUND, "insight", 3)

    assert say("--from-desk").output.startswith("3 decisions on the form of a text")


def test_too_few_decisions_are_said_in_one_line():
    answer = say("--from-desk")

    assert answer.output == "Error: 0 decisions; 40 are needed\n"


def test_data_or_the_desk_must_be_named():
    assert say().exit_code == 2
    assert say("--force").exit_code == 2
