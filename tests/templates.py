"""Compile every template, Jinja's and Django's: `python -m tests.templates`, and a test calls it too."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def broken():
    """(template, what is wrong) for each that does not compile."""
    from django.template import TemplateSyntaxError, engines  # noqa: PLC0415  (Django must be set up first)
    from jinja2 import TemplateSyntaxError as JinjaError  # noqa: PLC0415

    for folder in ROOT.glob("jingui/*/templates"):
        engine = engines["jinja2" if folder.parent.name == "portal" else "django"]
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            try:
                engine.get_template(str(path.relative_to(folder)))
            except (TemplateSyntaxError, JinjaError) as error:
                yield path.relative_to(ROOT), error


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingui.settings")
    import django  # noqa: PLC0415  (needs the settings' name first)

    django.setup()
    found = list(broken())
    for path, error in found:
        print(f"{path}: {error}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
