"""The rules of the house: contracts are kept, planted violations fail, and what contracts cannot see."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates import broken

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "jingui"
LINES_OF_A_FUNCTION = 50
LINES_OF_A_MODULE = 400
WORDS_THAT_SAY_NOTHING = {
    "core",
    "common",
    "util",
    "utils",
    "helper",
    "helpers",
    "base",
    "misc",
    "manager",
    "managers",
}


def modules():
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def templates():
    return sorted(
        path for path in PACKAGE.rglob("templates/**/*") if path.suffix in (".html", ".txt", ".xml")
    )


def named(path):
    return str(path.relative_to(ROOT))


def lint_imports(folder):
    """The contracts of pyproject.toml against the package in `folder`."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def a_copy(tmp_path):
    """The package without its data, to plant something in."""
    shutil.copytree(
        PACKAGE,
        tmp_path / "jingui",
        ignore=lambda folder, names: [
            name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()
        ],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contracts_are_kept(a_copy):
    done = lint_imports(a_copy)

    assert done.returncode == 0, done.stdout[-3000:]


PLANTED = {
    "a storey: news knows the portal": ("news/queries/naming.py", "import jingui.portal", "storeys"),
    "neighbours: search knows ingest": ("search/index.py", "import jingui.ingest.draft", "storeys"),
    "the street: ops knows the edge": ("ops/health.py", "import jingui.edge.memory", "storeys"),
    "a room: models call actions": ("news/models.py", "import jingui.news.actions", "rooms"),
    "a room: queries call actions": ("flash/queries.py", "import jingui.flash.actions", "rooms"),
    "Django in a step": ("ingest/steps/decide.py", "import django.utils.timezone", "pure"),
    "the network in the text": ("text/segment.py", "import httpx", "pure"),
    "the clock in a step": ("ingest/steps/date.py", "import jingui.clock", "pure"),
    "a step imports a step": ("ingest/steps/decide.py", "import jingui.ingest.steps.date", "steps never"),
    "portal reads models": ("portal/views/home.py", "import jingui.news.models", "portal and api"),
    "a cycle": ("text/segment.py", "import jingui.text.slugs\nimport jingui.settings", "storeys"),
}


@pytest.mark.parametrize(("module", "line", "contract"), PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_fails(a_copy, module, line, contract):
    path = a_copy / "jingui" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint_imports(a_copy)
    broken = [told for told in done.stdout.splitlines() if told.endswith("BROKEN")]

    assert done.returncode == 1, done.stdout[-2000:]
    assert any(told.startswith(contract) or contract in told for told in broken), broken


def test_a_planted_cycle_fails(a_copy):
    (a_copy / "jingui/text/one.py").write_text('"""One."""\nimport jingui.text.other\n')
    (a_copy / "jingui/text/other.py").write_text('"""Other."""\nimport jingui.text.one\n')
    done = lint_imports(a_copy)

    assert done.returncode == 1
    assert re.search(r"cycles.* BROKEN", done.stdout)


def test_a_package_that_is_on_no_storey_fails(a_copy):
    (a_copy / "jingui/attic").mkdir()
    (a_copy / "jingui/attic/__init__.py").write_text('"""What is up there?"""\n')

    assert lint_imports(a_copy).returncode == 1


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "ingest/steps").glob("[a-z]*.py")), ids=lambda path: path.stem
)
def test_a_step_file_holds_the_step_it_is_named_for(path):
    functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
    steps = [node for node in functions if node.name == path.stem]
    public = [node.name for node in functions if not node.name.startswith("_")]

    assert len(steps) == 1
    assert [argument.arg for argument in steps[0].args.args] == ["draft", "world"]
    assert public[0] == path.stem


def test_every_module_says_in_one_sentence_what_it_is_for():
    said = {
        named(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in modules()
    }
    first = {name: text.strip().split("\n\n")[0].rstrip('"') for name, text in said.items()}

    assert [name for name, sentence in first.items() if not sentence.endswith((".", "?", ":"))] == []


def test_every_package_asks_its_question():
    packages = [path.parent for path in PACKAGE.glob("*/__init__.py")]
    said = {
        path.name: ast.get_docstring(ast.parse((path / "__init__.py").read_text())) or "" for path in packages
    }

    assert [name for name, question in said.items() if "?" not in question and name != "http"] == []


def test_no_module_has_a_name_that_says_nothing():
    names = {part for path in modules() for part in (path.stem, *path.relative_to(PACKAGE).parts[:-1])}

    assert names & WORDS_THAT_SAY_NOTHING == set()


def test_no_module_is_longer_than_anyone_reads():
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_MODULE} == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{named(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    }

    assert long == {}


def test_no_template_carries_a_style_or_a_script_of_its_own():
    own = re.compile(
        r"<style\b|\sstyle=|<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>|\son\w+="
    )
    signed = re.compile(r"<script data-script=[^>]*>\{\{ first_script\(\) \}\}</script>")
    texts = {
        named(path): signed.sub("", re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S))
        for path in templates()
    }

    assert {name: own.findall(text) for name, text in texts.items() if own.search(text)} == {}


def test_every_template_compiles():
    assert list(broken()) == []


def test_nothing_unfinished_is_left():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [named(path) for path in modules() if words.search(path.read_text(encoding="utf-8"))]

    assert found == []
