"""Every test runs in a home of its own, without a network."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation.reloader import translation_file_changed

from jingui.env import mailer
from jingui.ops.preparing import compile_translations

HOME = Path(tempfile.mkdtemp(prefix="jingui-tests-"))
os.environ["JINGUI_HOME"] = str(HOME)  # for the processes that tests start
os.environ["JINGUI_DEBUG"] = "0"

# pytest-django has read the settings before this file, with the developer's own home: move out of it.
settings.HOME = HOME
settings.MEDIA_ROOT = HOME / "media"
settings.STATIC_ROOT = HOME / "static"
settings.STATIC_ROOT.mkdir()
settings.STORAGES = settings.STORAGES | {  # nothing is collected for a test, so files keep their own names
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
settings.SEARCH_URL = f"tantivy://{HOME / 'search'}"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the safe one is slow
settings.MAILERS = {"default": mailer("", HOME / "mail")}


def pytest_configure(config):
    """The interface speaks Chinese: compile its catalogues once, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        compile_translations(lambda _language: None)
        translation_file_changed(None, Path("django.mo"))  # Django may have looked before they were there


def pytest_make_parametrize_id(config, val, argname):
    """Bytes and long texts are named by their argument, never by what is in them.

    Packed bytes hold the second of their packing, and two workers that collect in different seconds
    then have different tests: xdist refuses them all.
    """
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 100) else None


def pytest_unconfigure():
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tables made once; a file of them is kept for homes whose first start is not what is tested."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.cursor().execute("VACUUM INTO %s", [str(HOME / "tables.sqlite3")])


@pytest.fixture(scope="session")
def with_tables(django_db_setup):
    """`with_tables(home)` spares a home the half minute of its migrations."""

    def spare(home):
        home.mkdir(exist_ok=True)
        shutil.copy(HOME / "tables.sqlite3", home / "jingui.sqlite3")
        return home

    return spare


@pytest.fixture
def plain_static(settings):
    """Wagtail's pages without `collectstatic` before them."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
