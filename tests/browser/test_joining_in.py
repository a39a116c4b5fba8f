"""Register, confirm, comment, be approved; forget the password and get a new one."""

import re
import secrets
import time
from email import message_from_bytes, policy

import pytest

pytestmark = pytest.mark.xdist_group("browser")

PASSWORD = "osmanthus-in-October-7"


class Post:
    """The letters that the portal has written, as its operator's folder holds them."""

    def __init__(self, folder):
        self.folder, self.read = folder, set()

    def link(self, pattern, seconds=30):
        """The first link of this form in a letter that came since the last look."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for file in sorted(self.folder.glob("*.log")):
                letter = message_from_bytes(file.read_bytes(), policy=policy.default)
                text = letter.get_body(("plain",)).get_content()
                if file not in self.read and (found := re.search(pattern, text)):
                    self.read.add(file)
                    return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no letter with {pattern} in {self.folder}")


@pytest.fixture(scope="module")
def post(portal):
    return Post(portal.home / "mail")


@pytest.fixture
def name():
    return f"reader{secrets.token_hex(3)}"


def sign_in(somebody, name, password):
    page = somebody.open("/accounts/login/")
    page.fill("main input[name=login]", name)
    page.fill("main input[name=password]", password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    return page


def register(somebody, post, name):
    page = somebody.open("/accounts/signup/")
    page.fill("main input[name=username]", name)
    page.fill("main input[name=email]", f"{name}@reader.example")
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(post.link(r"http://\S+/accounts/confirm-email/\S+?/(?=\s|$)"))
    page.locator("main form button[type=submit]").first.click()  # a robot that follows links confirms nothing
    page.wait_for_load_state()


def test_from_registering_to_a_comment_that_everybody_reads(reader, portal, post, name):
    somebody, editor, stranger = reader(), reader(), reader()
    register(somebody, post, name)
    sign_in(somebody, name, PASSWORD)
    words = f"写得清楚，数字都有出处。{name}"

    article = somebody.open("/").locator("main a[href^='/a/']").first.get_attribute("href")
    page = somebody.open(article)
    page.fill("textarea[name=text]", words)
    page.locator("form", has=page.locator("textarea[name=text]")).locator("button").first.click()
    page.wait_for_load_state()
    assert words in page.locator("main").inner_text()
    assert words not in stranger.open(article).locator("main").inner_text()

    sign_in(editor, "editor", "jingui-demo")
    desk = editor.open("/admin/comments/")
    row = desk.locator("article, li, tr", has_text=words).last
    row.get_by_role("button", name=re.compile("通过|发布")).first.click()
    desk.wait_for_load_state()

    deadline = time.monotonic() + 30
    while words not in stranger.open(article).locator("main").inner_text():
        assert time.monotonic() < deadline, "the page in memory was not dropped"


def test_a_forgotten_password_is_replaced_by_a_letter_that_works_once(reader, portal, post, name):
    somebody = reader()
    register(somebody, post, name)
    somebody.context.clear_cookies()
    page = somebody.open("/accounts/password/reset/")
    page.fill("main input[name=email]", f"{name}@reader.example")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    link = post.link(r"http://\S+/accounts/password/reset/key/\S+?/(?=\s|$)")

    page.goto(link)
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD + "-new")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()

    page.goto(link)
    assert page.locator("main input[type=password]").count() == 0
    page = sign_in(somebody, name, PASSWORD + "-new")
    assert somebody.path == "/"
