import errno

import pysqlite3
import pytest
from babel.messages.mofile import read_mo
from django.contrib.auth.models import Group
from django.db import OperationalError
from wagtail.models import Site

from jingui.accounts.models import Role
from jingui.ops import preflight, preparing, refusals
from jingui.ops.refusals import CannotStart, said_in_one_line


def silent(at):
    pass


@pytest.mark.django_db
def test_a_home_is_prepared_once(settings, tmp_path):
    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"

    assert not preparing.is_prepared()
    preparing.prepare(lambda name: silent)
    assert preparing.is_prepared()
    assert (tmp_path / "media").is_dir()
    assert Group.objects.filter(name=Role.EDITOR).exists()
    assert Site.objects.get(is_default_site=True).site_name == settings.SITE_NAME


@pytest.mark.django_db
def test_another_version_prepares_again(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    preparing.prepare(lambda name: silent)
    monkeypatch.setattr("jingui.__version__", "99")

    assert not preparing.is_prepared()


def test_a_catalogue_is_compiled_when_its_words_change(settings, tmp_path):
    settings.PACKAGE = tmp_path
    folder = tmp_path / "desk/locale/zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "More"\nmsgstr "更多"\n', encoding="utf-8")
    preparing.compile_translations(silent)

    with (folder / "django.mo").open("rb") as compiled:
        assert read_mo(compiled).get("More").string == "更多"


@pytest.mark.django_db
def test_a_database_that_knows_more_than_we_do_is_refused(monkeypatch):
    known = preflight.known_migrations()
    monkeypatch.setattr(preflight, "known_migrations", lambda: known - {("news", "0001_initial")})

    with pytest.raises(CannotStart, match="newer version"):
        preflight.check_database()


@pytest.mark.django_db
def test_a_new_database_is_welcome():
    assert "migrations applied" in preflight.check_database()


@pytest.mark.embedded
def test_an_old_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 40, 1))

    with pytest.raises(CannotStart, match="too old"):
        preflight.check_sqlite()


def test_a_full_disk_is_refused(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(preflight, "FREE_MIB", 10**9)

    with pytest.raises(CannotStart, match="disk is full"):
        preflight.check_home()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/home/x"), "disk is full"),
        (OSError(errno.EACCES, "Permission denied", "/home/x"), "Cannot write"),
        (OSError(errno.EROFS, "Read-only file system"), "Cannot write"),
        (OperationalError("database or disk is full"), "disk is full"),
        (OperationalError("unable to open database file"), "Cannot write the database"),
        (OperationalError("connection refused\nIs the server running?"), "DATABASE_URL"),
    ],
    ids=str,
)
def test_what_an_operator_can_mend_is_said_in_one_line(problem, words):
    with pytest.raises(CannotStart) as refused, said_in_one_line():
        raise problem

    assert words in refused.value.message
    assert "\n" not in refused.value.message


def test_what_is_our_own_mistake_keeps_its_traceback():
    with pytest.raises(KeyError), said_in_one_line():
        raise KeyError("x")


def test_a_refusal_exits_with_one():
    assert refusals.CannotStart("x").exit_code == 1
