"""A whole portal as its own processes, in a home and at a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
START_SECONDS = 120  # on a busy machine, with the first migrations
NEWSROOM = """
import sys, django
django.setup()
from jingui.clock import now
from jingui.news.models import Channel, Source
from jingui.news.actions import publish_article
from jingui.flash.actions import report_flash
source, _ = Source.objects.get_or_create(name="社", slug="she")
for line in sys.stdin:
    verb, text = line.split(maxsplit=1)
    if verb == "flash":
        done = report_flash(text=text.strip(), source=source, published_at=now())
    else:
        channel = Channel.objects.get(slug="stocks")
        done = publish_article(headline=text.strip(), slug="a", body="<p>b</p>", text="b", channel=channel,
                               source=source, published_at=now(), now=now())
    print(done.pk, flush=True)
"""


def a_free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_for_free(port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if trial.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)


def environment(home, port, **changes):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JINGUI_", "DATABASE_", "CACHE_"))}
    return kept | {
        "JINGUI_HOME": str(home),
        "JINGUI_PORT": str(port),
        "JINGUI_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "jingui.settings",
        "PYTHONPATH": str(ROOT),
        **changes,
    }


def jingui(*words, home, port=0, **changes):
    """A command, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "jingui", *words],
        env=environment(home, port or a_free_port(), **changes),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        cwd=ROOT,
    )


class Household:
    """`jingui run` and a newsroom that publishes into it."""

    def __init__(self, home, **changes):
        self.home, self.port = home, a_free_port()
        self.environment = environment(home, self.port, **changes)
        self.said = home / "said.txt"
        home.mkdir(exist_ok=True)

    def start(self):
        wait_for_free(self.port)  # what was killed before may still be closing its streams
        with self.said.open("w") as said:
            self.run = subprocess.Popen(
                [sys.executable, "-m", "jingui", "run"],
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
                cwd=ROOT,
            )
        self.wait_until_up()
        return self

    def wait_until_up(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.run.poll() is not None:
                raise AssertionError(self.said.read_text())
            try:
                if self.get("/healthz").status == 200:
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(self.said.read_text())

    def get(self, path, **headers):
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            return urlopen(request, timeout=30)
        except HTTPError as answer:
            return answer

    def newsroom(self):
        """A process that publishes what it is told, without loading anything then."""
        return subprocess.Popen(
            [sys.executable, "-c", NEWSROOM],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def children(self):
        """The processes of the tree by their numbers, the parent left out."""
        return [pid for pid in self.tree() if pid != self.run.pid]

    def tree(self):
        """Every process of the session that `run` opened (Linux)."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                facts = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(facts[3]) == self.run.pid and facts[0] != "Z":
                found.append(int(stat.parent.name))
        return sorted(found)

    def stop(self, number=signal.SIGINT):
        self.run.send_signal(number)
        self.run.wait(timeout=30)


class Ears(threading.Thread):
    """Listens to the live stream and remembers when each line came."""

    def __init__(self, household, **headers):
        super().__init__(daemon=True)
        self.stream = household.get("/live/flashes", **headers)
        self.lines = []
        self.start()

    def run(self):
        try:
            for line in self.stream:
                self.lines.append((time.monotonic(), line.decode().rstrip("\n")))
        except (OSError, AttributeError):  # http.client's word for a stream closed under its reader
            pass

    def leave(self):
        """Hang up. (Closing the stream would wait for the next line, for its reader holds it.)"""
        self.stream.fp.raw._sock.shutdown(socket.SHUT_RDWR)

    def heard(self, wanted, seconds=30):
        """When the line came."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for at, line in self.lines:
                if wanted in line:
                    return at
            time.sleep(0.01)
        raise AssertionError(f"{wanted} was not heard: {self.lines}")


def tell(newsroom, line):
    """Publish; the number it got."""
    newsroom.stdin.write(line + "\n")
    newsroom.stdin.flush()
    return int(newsroom.stdout.readline())
