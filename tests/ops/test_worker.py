"""A real worker, stopped and killed at any moment: nothing is lost and nothing comes twice."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pysqlite3
import pytest
from django.db import connection

from tests.loopback import page, serving
from tests.ops.household import ROOT, environment

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the test database as a file"),
]

WORK_SECONDS = 90
RSS = '<rss version="2.0"><channel><title>{}</title>{}</channel></rss>'
ENTRY = """<item><guid>{guid}</guid><title>{headline}</title><pubDate>{at}</pubDate>
<description>&lt;p&gt;{headline}。{body}&lt;/p&gt;</description></item>"""
METALS = ("沪铜", "沪铝", "沪锌", "沪铅", "沪镍", "沪锡", "沪金", "沪银")
PLACES = ("上海", "广州", "大连", "郑州", "北京")


def entries(source, many=30):
    """Articles that tell of different things, so that none is a copy of another."""
    at = datetime.now(UTC) - timedelta(hours=1)
    for n in range(many):
        metal, place = METALS[n % len(METALS)], PLACES[n % len(PLACES)]
        figure = random.Random(f"{source} {n}").randint(1000, 99_999)
        yield ENTRY.format(
            guid=f"{source}-{n}",
            headline=f"{place}{metal}现货库存第{n}周变动{figure}吨",
            at=f"{at - timedelta(minutes=n):%a, %d %b %Y %H:%M:%S +0000}",
            body=f"{source}统计，{place}{metal}库存为{figure}吨，{metal}期货报{figure * 3}元每吨。",
        )


EVERYTHING = sorted((f"{name}-{n}", "judged") for name in "ab" for n in range(30))


@pytest.fixture
def site():
    with serving() as site:
        yield site


class Home:
    """A home with a database of its own, and workers in it."""

    def __init__(self, folder, database):
        self.file = folder / "jingui.sqlite3"
        self.file.write_bytes(database)
        self.environment = environment(
            folder,
            0,
            JINGUI_FETCH_ALLOW="127.0.0.0/8",
            JINGUI_FETCH_DELAY_SECONDS="0",
            JINGUI_LOG_LEVEL="ERROR",
        )

    def ask(self, question, *values):
        with pysqlite3.connect(self.file, timeout=20, isolation_level=None) as database:
            return database.execute(question, values).fetchall()

    def add(self, url):
        """A feed that is due, of a source that lets us show everything."""
        name = url.replace("/", "-").replace(":", "-").replace(".", "-")
        self.ask(
            "INSERT INTO news_source (name, slug, homepage, rights, trust, is_demo)"
            " VALUES (?, ?, '', 'full', 3, 0)",
            name,
            name,
        )
        self.ask(
            "INSERT INTO ingest_feed (source_id, kind, url, title, selectors, rules, fetch_pages, paused,"
            " etag, last_modified, interval_seconds, next_poll_at, failures, last_error)"
            " SELECT max(id), 'feed', ?, '', '{}', '{}', 0, 0, '', '', 900, '2020-01-01', 0, ''"
            " FROM news_source",
            url,
        )

    def worker(self, *words):
        return subprocess.Popen(
            [sys.executable, "-m", "jingui", "work", *words],
            env=self.environment,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )

    def work(self, *words):
        worker = self.worker(*words)
        said = worker.communicate(timeout=WORK_SECONDS)[1]
        assert worker.returncode == 0, said

    def wait_until(self, question, *, seconds=60):
        deadline = time.monotonic() + seconds
        while not self.ask(question)[0][0]:
            assert time.monotonic() < deadline, question
            time.sleep(0.01)

    def let_leases_end(self):
        """Half a minute later, at once."""
        for table in ("ingest_feed", "ingest_item"):
            self.ask(f"UPDATE {table} SET lease_until = '2020-01-01 00:00:00' WHERE lease_until IS NOT NULL")

    def outcome(self):
        """What became of every item."""
        return self.ask(
            "SELECT item.guid, item.state, item.verdict, article.headline FROM ingest_item item"
            " LEFT JOIN news_article article ON article.id = item.article_id ORDER BY item.guid"
        )


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker, tmp_path_factory):
    """The empty test database as bytes: migrating takes longer than all of these tests."""
    file = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    connection.close()
    return file.read_bytes()


@pytest.fixture
def home(tmp_path, database):
    return Home(tmp_path, database)


def test_what_is_due_is_polled_and_judged_once(home, site):
    site["/a/feed"] = page(RSS.format("甲报", "".join(entries("甲报", 6))))
    home.add(site.url("/a/feed"))

    home.work("--once")
    home.work("--once")

    assert site.paths() == ["/a/feed"]
    assert len(home.outcome()) == 6
    assert {state for _, state, _, _ in home.outcome()} == {"judged"}
    assert home.ask("SELECT count(*) FROM news_article WHERE live")[0][0] >= 1


def test_killed_at_any_moment_it_loses_nothing_and_repeats_nothing(home, site):
    for name in "ab":
        site[f"/{name}/feed"] = page(RSS.format(name, "".join(entries(name))))
        home.add(site.url(f"/{name}/feed"))
    dice = random.Random(7)

    for judged in (0, 5, 30):
        worker = home.worker("--until-idle")
        home.wait_until(f"SELECT count(*) >= {judged} FROM ingest_item WHERE state = 'judged'")
        time.sleep(dice.uniform(0, 0.3) if judged else 2)
        worker.kill()
        worker.communicate()
        home.let_leases_end()
    home.work("--until-idle")

    assert [(guid, state) for guid, state, *_ in home.outcome()] == EVERYTHING
    assert home.ask("SELECT headline FROM news_article GROUP BY headline HAVING count(*) > 1") == []
    articles = home.ask("SELECT count(*) FROM news_article")
    assert articles == home.ask("SELECT count(*) FROM ingest_item WHERE verdict = 'publish'")


def test_killed_while_it_follows_its_sources_it_loses_no_change_and_makes_none_twice(home, site):
    told = list(entries("甲报", 24))
    site["/a/feed"] = page(RSS.format("甲报", "".join(told)))
    home.add(site.url("/a/feed"))
    home.work("--until-idle")
    published = home.ask("SELECT count(*) FROM ingest_item WHERE verdict = 'publish'")[0][0]
    assert published > 3
    changed = [one.replace("元每吨。", "元每吨。交易所称，次日起调整交割手续费标准。") for one in told]
    site["/a/feed"] = page(RSS.format("甲报", "".join(changed)))
    home.ask("UPDATE ingest_feed SET next_poll_at = '2020-01-01'")
    dice = random.Random(7)

    for followed in (1, 3):
        worker = home.worker("--until-idle")
        home.wait_until(f"SELECT count(*) >= {followed} FROM news_correction")
        time.sleep(dice.uniform(0, 0.1))
        worker.kill()
        worker.communicate()
        home.let_leases_end()
    home.work("--until-idle")

    assert home.ask("SELECT count(*) FROM ingest_item WHERE state <> 'judged'") == [(0,)]
    notes = home.ask("SELECT article_id, count(*) FROM news_correction WHERE kind = 'update' GROUP BY 1")
    assert [number for _, number in notes] == [1] * published
    assert home.ask("SELECT count(*) FROM ingest_change WHERE outcome = 'followed'") == [(published,)]
    assert home.ask("SELECT count(*) FROM news_article WHERE text LIKE '%交割手续费%'") == [(published,)]
    assert home.ask("SELECT count(*) FROM wagtailcore_revision") == [(2 * published,)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_waits_for_no_source_and_gives_everything_back(home, site, number):
    site["/slow/feed"] = lambda handler: time.sleep(60)
    home.add(site.url("/slow/feed"))
    worker = home.worker("--until-idle")
    home.wait_until("SELECT count(*) FROM ingest_feed WHERE lease_until IS NOT NULL")

    worker.send_signal(number)
    worker.communicate(timeout=15)  # the source's own deadline is later

    assert worker.returncode == 0
    assert home.ask("SELECT lease_until, failures FROM ingest_feed") == [(None, 0)]


def test_a_slow_source_keeps_no_other_waiting(home, site):
    site["/slow/feed"] = lambda handler: time.sleep(60)
    site["/a/feed"] = page(RSS.format("甲报", "".join(entries("甲报", 3))))
    home.add(site.url("/slow/feed"))
    home.add(site.url("/a/feed"))
    worker = home.worker("--until-idle")

    home.wait_until("SELECT count(*) FROM ingest_feed WHERE lease_until IS NOT NULL")
    home.wait_until("SELECT count(*) = 3 FROM ingest_item WHERE state = 'judged'", seconds=45)

    worker.terminate()
    worker.communicate(timeout=10)


def test_a_source_in_trouble_says_so(home, site):
    site["/gone/feed"] = page("", status=410)
    home.add(site.url("/gone/feed"))
    home.add("http://10.0.0.1/feed")

    home.work("--until-idle")

    errors = dict(home.ask("SELECT url, last_error FROM ingest_feed"))
    assert errors["http://10.0.0.1/feed"] == "地址 10.0.0.1 属于内网或保留网段，不予访问"
    assert errors[site.url("/gone/feed")] == "该地址已永久停用（HTTP 410），已停用"
