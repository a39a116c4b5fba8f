import pytest
from click.testing import CliRunner

from jingui.ops import health
from jingui.ops.commands.doctor import doctor
from jingui.ops.models import Run
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_free_port(settings):
    settings.PORT = 0


def test_a_healthy_house_is_well_in_every_part():
    found = health.findings()

    assert [finding.name for finding in found if not finding.well] == []
    assert [finding.name for finding in found][:3] == ["Python", "home", "SQLite"]


def test_a_job_that_failed_is_named():
    Run.objects.create(name="sweep notices", next_at=NOW, error="ValueError: x")
    done = CliRunner().invoke(doctor)

    assert done.exit_code == 1
    assert "sweep notices: ValueError: x" in done.output


def test_a_house_that_cannot_stand_is_not_looked_at_further(monkeypatch):
    monkeypatch.setattr(health, "OLDEST_PYTHON", (9, 9))
    monkeypatch.setattr("jingui.ops.health.BEFORE_TABLES", (("Python", health.python),))

    assert [finding.name for finding in health.findings()] == ["Python"]
