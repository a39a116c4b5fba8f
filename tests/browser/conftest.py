"""A reader's browser at a portal that runs as in earnest, with the demo edition in it."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

from tests.ops.household import Household

CHROMIUM = shutil.which("chromium")
WITHOUT = "no Debian chromium here: apt-get install chromium fonts-noto-cjk"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Observed from the first line of a page on: what moved without anybody's doing.
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput)
    window.shifts.push([shift.value, ...shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 60))]);
}).observe({ type: "layout-shift", buffered: true });
"""


def pytest_collection_modifyitems(items):
    """All on one worker, which starts one portal and one browser for them."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.embedded)


@pytest.fixture(scope="package")  # while Playwright lives, Django is not to be asked in its thread
def chromium():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(WITHOUT)
        pytest.skip(WITHOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def portal(chromium, tmp_path_factory, with_tables):
    """The demo edition, served by all its processes."""
    house = Household(with_tables(tmp_path_factory.mktemp("portal") / "home"), JINGUI_DEMO="1").start()
    yield house
    house.stop()


SCRIPTS_ARE_THERE = """
() => !document.documentElement.classList.contains("scripted")
  || customElements.whenDefined("read-beacon").then(() => true)
"""


class Reader:
    """Somebody with a browser of their own: pages by their paths, and what went wrong on them."""

    def __init__(self, context, base):
        self.base, self.context, self.troubles = base, context, []
        context.add_init_script(WATCH_SHIFTS)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message):
        if message.type in ("error", "warning") and "favicon" not in message.text:
            self.troubles.append(message.text)

    def open(self, path):
        self.page.goto(self.base + path, wait_until="load")
        return self.settled()

    def settled(self):
        """The page when its scripts are there, which are asked for after the first paint."""
        self.page.evaluate(SCRIPTS_ARE_THERE)
        return self.page

    @property
    def path(self):
        return self.page.url.removeprefix(self.base)

    def shifts(self):
        """What moved: [how much of the screen, what …]; less than a thousandth is no shift to Lighthouse."""
        self.page.wait_for_timeout(300)
        return [shift for shift in self.page.evaluate("window.shifts") if shift[0] >= 0.001]

    def is_wider_than_the_screen(self):
        return self.page.evaluate("document.documentElement.scrollWidth > innerWidth")

    def violations(self):
        """What axe-core finds against WCAG 2.2 AA, one line each."""
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", WCAG
        )["violations"]
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def reader(chromium, portal):
    """`reader()` arrives with a browser of their own; what the context takes may be said."""
    contexts = []

    def arrives(viewport=DESK, **options):
        context = chromium.new_context(viewport=viewport, locale="zh-CN", **options)
        contexts.append(context)
        return Reader(context, f"http://127.0.0.1:{portal.port}")

    yield arrives
    for context in contexts:
        context.close()


@contextmanager
def composing(reader, box):
    """An input method over a focused box: `compose("huang")`, then `commit("黄")`."""
    tool = reader.context.new_cdp_session(reader.page)
    box.focus()

    class Method:
        def compose(self, letters):
            end = {"selectionStart": len(letters), "selectionEnd": len(letters)}
            tool.send("Input.imeSetComposition", {"text": letters, **end})
            reader.page.wait_for_timeout(150)

        def commit(self, words):
            tool.send("Input.insertText", {"text": words})

    yield Method()
    tool.detach()
