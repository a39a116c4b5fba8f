"""Making a home ready to serve: every part may be done twice, and nothing is done again that is done."""

import hashlib
import json
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from wagtail.models import Site

import jingui
from jingui.accounts import actions as accounts
from jingui.ops import preflight

WATCHED = ("*/migrations/*.py", "**/static/**/*", "**/locale/**/*.po", "markets/reference/*")


def make_folders(step):
    for name in ("media", "mail", "search"):
        (Path(settings.HOME) / name).mkdir(parents=True, exist_ok=True)


def migrate(step):
    """Bring the tables up to this version."""

    class Told(Migrate):
        def migration_progress_callback(self, action, migration=None, fake=False):
            if action == "apply_success":
                step(f"{migration.app_label}.{migration.name}")

    call_command(Told(), verbosity=0, interactive=False)


def make_cache(step):
    call_command("createcachetable", verbosity=0)


def name_site(step):
    """Wagtail's site carries this portal's name and address."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(
        site_name=settings.SITE_NAME, hostname=address.hostname, port=port
    )
    Site.clear_site_root_paths_cache()


def compile_translations(step):
    """Make the catalogues that gettext reads from the ones that people write."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  (slow to load, and needed once)
    from babel.messages.pofile import read_po  # noqa: PLC0415

    for source in sorted(Path(settings.PACKAGE).glob("**/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            step(source.parts[-3])
            with source.open("rb") as words, compiled.open("wb") as machine:
                write_mo(machine, read_po(words))


def collect_static(step):
    call_command("collectstatic", verbosity=0, interactive=False)


def load_securities(step):
    """What is traded, from the facts of the package."""
    from jingui.markets.actions import load_reference  # noqa: PLC0415  (60 MB of pinyin, needed once)

    load_reference()


def create_roles(step):
    accounts.create_roles()


STEPS = (
    ("folders", make_folders),
    ("tables", migrate),
    ("cache", make_cache),
    ("site", name_site),
    ("roles", create_roles),
    ("securities", load_securities),
    ("translations", compile_translations),
    ("stylesheets and scripts", collect_static),
)


def stamp():
    """What a prepared home depends on: the version, its files, the database and its tables."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{jingui.__version__} {connection.settings_dict['NAME']} {settings.BASE_URL}".encode())
    package = Path(settings.PACKAGE)
    for pattern in WATCHED:
        for file in sorted(package.glob(pattern)):
            facts = file.stat()
            digest.update(f"{file.relative_to(package)} {facts.st_size} {facts.st_mtime_ns}".encode())
    digest.update(repr(sorted(preflight.applied_migrations())).encode())
    return digest.hexdigest()


def is_prepared():
    """Whether everything was done before, by this version, for this database."""
    try:
        return json.loads(_note().read_text())["stamp"] == stamp()
    except (OSError, ValueError, KeyError):
        return False


def prepare(tell):
    """Do every step; `tell(name)` gives a function that takes what the step is at."""
    for name, step in STEPS:
        step(tell(name))
    _note().write_text(json.dumps({"stamp": stamp(), "version": jingui.__version__}))


def _note():
    return Path(settings.HOME) / "prepared.json"
