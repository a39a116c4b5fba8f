"""What the documents say is so: the tutorial's commands run, and every link leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "docs" / "tutorial" / "first-portal.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
SECONDS = 120


def commands(page):
    """The lines after `$ ` in the console blocks of a page."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def run(script):
    """Run lines of shell as a person would type them; end what they left running."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "CACHE_"))}
    wrapped = "\n".join(["set -e", "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT", *script])
    return subprocess.run(
        ["bash", "-c", wrapped],
        cwd=ROOT,
        env=kept | {"PATH": path, "JINGUI_FETCH_DELAY_SECONDS": "0"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@pytest.mark.embedded
@pytest.mark.xdist_group("household")
def test_the_tutorial_works_as_written(tmp_path, with_tables):
    with_tables(tmp_path)
    script = [
        line.replace("JINGUI_HOME=var/tutorial", f"JINGUI_HOME={tmp_path}") for line in commands(TUTORIAL)
    ]

    done = run(script)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("沪金主力合约收涨") >= 2, "shown when it is added, and found when it is searched"
    assert '"verdict": "publish"' in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_is_short_and_shows_the_two_commands(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 150
    assert "make run" in text
    assert "make test" in text
