"""One command starts everything, and Ctrl-C ends it: tried with real processes."""

import os
import re
import signal
import socket
import sys
import time

import pysqlite3
import pytest

from tests.ops.household import Ears, Household, jingui, tell

pytestmark = [
    pytest.mark.embedded,
    pytest.mark.xdist_group("household"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc"),
]


@pytest.fixture(scope="module")
def household(tmp_path_factory):
    """A prepared home, served; started anew by the tests that stop it."""
    house = Household(tmp_path_factory.mktemp("house") / "home of 金桂")
    house.start()
    yield house
    if house.run.poll() is None:
        house.stop()


@pytest.fixture(scope="module")
def newsroom(household):
    process = household.newsroom()
    tell(process, "flash 先热身")  # loads everything before anything is measured
    yield process
    process.stdin.close()
    process.wait()


def test_it_says_where_everything_is(household):
    said = household.said.read_text()

    assert f"http://127.0.0.1:{household.port}/" in said
    assert "/admin/" in said
    assert "/api/docs" in said
    assert "Traceback" not in said


def test_the_first_start_already_knows_its_words_and_styles(household):
    front, docs = (household.get(path).read().decode() for path in ("/", "/api/docs"))

    styles = re.findall(r"/static/[^\"]+[.]css", docs)
    assert "最新" in front
    assert [household.get(style).status for style in styles] == [200] * len(styles) != []


def test_a_flash_reaches_who_listens(household, newsroom):
    ears = Ears(household)
    tell(newsroom, "flash 央行公告净投放")

    assert ears.heard("央行公告净投放")
    assert any(line.startswith("id: ") for _, line in ears.lines)


def test_a_page_in_memory_is_dropped_when_it_has_news(household, newsroom):
    household.get("/c/stocks/").read()
    age = household.get("/c/stocks/").headers["age"]
    number = tell(newsroom, "article 两市成交破万亿")
    deadline = time.monotonic() + 20  # left alone, the page would be kept for a minute
    while f"/a/{number}/" not in household.get("/c/stocks/").read().decode():
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert age is not None


def test_who_comes_back_hears_what_they_missed(household, newsroom):
    tell(newsroom, "flash 第一条")
    tell(newsroom, "flash 第二条")
    ears = Ears(household, **{"Last-Event-ID": "1"})

    assert ears.heard("第一条") <= ears.heard("第二条")


@pytest.mark.parametrize(
    "path",
    [
        "/media/images/../../jingui.sqlite3",
        "/media/images/%2e%2e/%2e%2e/jingui.sqlite3",
        "/media/images/..%2f..%2fsecrets/secret_key",
        "/media/documents/a.pdf",
        "/static/../jingui.sqlite3",
    ],
)
def test_nothing_but_pictures_leaves_the_home(household, path):
    with socket.create_connection(("127.0.0.1", household.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        status = line.makefile("rb").readline()

    assert status.split()[1] in (b"400", b"404")


HEAD = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HOSTILE = {
    "long header": b"GET /" + HEAD + b"X-Bomb: " + b"x" * 200_000 + b"\r\n\r\n",
    "many headers": b"GET /" + HEAD + b"X: y\r\n" * 5000 + b"\r\n",
    "long path": b"GET /" + b"a" * 100_000 + HEAD + b"\r\n",
    "other host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "two hosts": b"GET /" + HEAD + b"Host: evil.example\r\n\r\n",
    "bytes": b"GET /\xff\xfe" + HEAD + b"\r\n",
    "large": b"POST /" + HEAD + b"Content-Length: 999999999\r\n\r\n",
    "two lengths": b"POST /" + HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "nul": b"\x00" * 1000,
}


@pytest.mark.parametrize("head", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_request_is_refused_and_the_house_stands(household, head):
    with socket.create_connection(("127.0.0.1", household.port), timeout=5) as line:
        try:
            line.sendall(head)
            line.shutdown(socket.SHUT_WR)
            status = line.makefile("rb").readline()
        except OSError:  # cut off in the middle of it
            status = b""

    assert not status or status.split()[1][:1] == b"4"
    assert household.get("/").status == 200


def test_a_part_that_dies_is_started_again(household):
    for pid in household.children():
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    household.wait_until_up()

    assert len(household.children()) >= 2


def test_nothing_is_left_when_the_parent_is_killed(household):
    Ears(household)
    household.stop(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while household.tree() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert household.tree() == []


def test_a_second_start_prepares_nothing(household):
    household.start()

    assert "securities" not in household.said.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everything_ends_with_streams_open(household, number):
    if household.run.poll() is not None:
        household.start()
    ears = [Ears(household) for _ in range(5)]
    ears[0].leave()
    household.stop(number)

    assert household.run.returncode == 0, household.said.read_text()
    assert household.tree() == []


def test_a_port_that_is_taken_is_said_in_one_line(household):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = jingui("run", home=household.home, port=other.getsockname()[1])

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "JINGUI_PORT" in done.stderr


def test_a_home_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    done = jingui("run", home=tmp_path / "file" / "home")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "JINGUI_HOME" in done.stderr


def test_a_database_of_a_newer_version_is_said_in_one_line(household):
    database = household.home / "jingui.sqlite3"
    with pysqlite3.connect(database) as tables:
        tables.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('news', '0999_later', '2030-01-01')"
        )
    done = jingui("run", home=household.home)
    with pysqlite3.connect(database) as tables:
        tables.execute("DELETE FROM django_migrations WHERE name = '0999_later'")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "newer version" in done.stderr


def test_an_unreachable_database_is_said_in_one_line(household):
    done = jingui("run", home=household.home, DATABASE_URL="postgres://nobody@127.0.0.1:9/none")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "DATABASE_URL" in done.stderr
