"""`make check`: what can be wrong without running a test; a line a check, or what it found."""

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
KEYWORDS = ("gettext_lazy", "pgettext_lazy:1c,2", "ngettext_lazy:1,2")
SERVICES = ("DATABASE_URL", "CACHE_URL", "SEARCH_URL", "JINGUI_DEBUG")  # the checks are of the default
CATALOGUE = ROOT / "jingui/locale/zh_Hans/LC_MESSAGES/django.po"


def run(*words, **environment):
    """A module of this environment; what it said when it was not content."""
    return python("-m", *words, **environment)


def python(*words, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in SERVICES}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=kept | environment, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit {done.returncode}"


def style():
    return run("ruff", "check", "--quiet", ".")


def formatting():
    return run("ruff", "format", "--check", "--quiet", ".") and "run `make fmt`"


def types():
    return run("mypy")


def contracts():
    return python("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache")


def migrations():
    return jingui("makemigrations", "--check", "--dry-run")


def django():
    return jingui("check", "--fail-level", "WARNING")


def jingui(*words):
    """Django's own checks, in a home that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        return run("jingui", "manage", *words, JINGUI_HOME=home)


def templates():
    """Every Jinja template compiles."""
    with tempfile.TemporaryDirectory() as home:
        return run("tests.templates", JINGUI_HOME=home)


def translations():
    """Every string that a reader or an editor may see has its Chinese."""
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.pot"
        options = [option for keyword in KEYWORDS for option in ("-k", keyword)]
        if trouble := run(
            "babel.messages.frontend",
            "-q",
            "extract",
            "-F",
            "babel.cfg",
            *options,
            "-o",
            str(words),
            "jingui",
        ):
            return trouble
        return "\n".join(
            untranslated(read_po(words.open("rb")), read_po(CATALOGUE.open("rb"), locale="zh_Hans"))
        )


def untranslated(wanted, catalogue):
    """The strings of `wanted` that have no translation in `catalogue`, or an unsure one."""
    for message in wanted:
        if not message.id:
            continue
        one = message.id[0] if isinstance(message.id, tuple) else message.id
        found = catalogue.get(one, context=message.context)
        strings = (
            found.string if found and isinstance(found.string, tuple) else (found.string,) if found else ()
        )
        if not strings or not all(strings):
            yield f"no Chinese for {one!r} ({message.locations[0][0] if message.locations else 'where?'})"
        elif found.fuzzy:
            yield f"unsure Chinese for {one!r}"


def lock():
    """uv.lock holds what pyproject.toml asks for (seen without a network)."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = tomllib.loads((ROOT / "uv.lock").read_text())
    ours = next(package for package in locked["package"] if package["name"] == asked["project"]["name"])
    metadata = ours["metadata"]
    pairs = [(asked["project"]["dependencies"], metadata["requires-dist"])]
    pairs += [
        (wanted, metadata["requires-dev"][group]) for group, wanted in asked["dependency-groups"].items()
    ]
    missing = {line for wanted, has in pairs for line in wanted} - {
        written(one) for _, has in pairs for one in has
    }
    return "run `uv lock`: " + ", ".join(sorted(missing)) if missing else ""


def written(one):
    extras = f"[{','.join(one['extras'])}]" if one.get("extras") else ""
    return f"{one['name']}{extras}{one.get('specifier', '')}"


CHECKS = (style, formatting, types, contracts, migrations, django, templates, translations, lock)


def main():
    failed = 0
    for check in CHECKS:
        started = time.monotonic()
        trouble = check()
        failed += bool(trouble)
        print(
            f"{'✗' if trouble else '✓'} {check.__name__:<14}{time.monotonic() - started:5.1f} s", flush=True
        )
        if trouble:
            print("  " + trouble.replace("\n", "\n  "), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
