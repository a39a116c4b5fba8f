"""Every template has a view and every view a template; a component has its styles."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import jingui.portal

PORTAL = Path(jingui.portal.__file__).parent
TEMPLATES = PORTAL / "templates"
EVERY = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
OURS = [name for name in EVERY if name.startswith(("portal/", "components/"))]
NAMED = re.compile(r'"((?:portal|components)/\w+\.html)"')


def used():
    """Every template that a view or another template names."""
    sources = [*PORTAL.rglob("*.py"), *TEMPLATES.rglob("*.html")]
    named = {name for path in sources for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    return named | {"portal/flash_item.html"}  # the edge's stream


def test_every_template_is_used_and_every_name_is_a_template():
    assert used() == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_a_template_begins_with_what_it_takes_and_compiles(name):
    assert get_template(name)
    assert (TEMPLATES / name).read_text(encoding="utf-8").startswith("{#")


@pytest.mark.parametrize("name", OURS)
def test_a_template_is_short(name):
    assert len((TEMPLATES / name).read_text(encoding="utf-8").splitlines()) <= 80


def test_every_view_has_a_test_for_its_address():
    views = {path.stem for path in (PORTAL / "views").glob("*.py")} - {"__init__", "errors"}
    routed = set(re.findall(r"(\w+)\.\w+,", (PORTAL / "urls.py").read_text(encoding="utf-8")))

    assert views <= routed
