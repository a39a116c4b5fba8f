"""A loopback server that behaves like the real web: ETags, errors, redirects, and one source that drips."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image

from bench.replay.material import PICTURES

DRIP_SECONDS = 1.0


@lru_cache
def drawn(tone: int) -> bytes:
    """A plain PNG, of one of sixteen tones."""
    file = BytesIO()
    Image.new("L", (640, 400), tone * 16).save(file, "PNG")
    return file.getvalue()


class Site(ThreadingHTTPServer):
    """Serves `pages` and a few bad neighbours; counts what it answered.

    A page has one body, or several: the stretches of a wire that moves on. The next stretch is given to
    whoever sends the ETag of the one before, which a client has only when it kept what was in it.
    """

    daemon_threads = True

    def __init__(self, pages: Mapping[str, tuple[Sequence[bytes], str]]):
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages = pages
        self.asked: Counter[str] = Counter()
        self.answered: Counter[int] = Counter()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Site:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.shutdown()
        self.server_close()


class Answers(BaseHTTPRequestHandler):
    """What a request gets; `server` is the Site."""

    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked[self.path] += 1
            turn = self.server.asked[self.path]
        if self.path.startswith("/picture/"):
            self._picture()
            return
        kind, _, path = self.path.partition("/feed/")
        bad = getattr(self, f"_{kind.strip('/')}", None)
        if bad is not None and bad(turn, f"/feed/{path}"):
            return
        self._page(f"/feed/{path}")

    def _flaky(self, turn: int, path: str) -> bool:
        """Fails the first time."""
        return turn == 1 and self._say(500, b"not now")

    def _busy(self, turn: int, path: str) -> bool:
        """Asks for patience the first time."""
        return turn == 1 and self._say(429, b"later", {"Retry-After": "1"})

    def _gone(self, turn: int, path: str) -> bool:
        return self._say(410, b"gone")

    def _moved(self, turn: int, path: str) -> bool:
        return self._say(301, b"", {"Location": path})

    def _trap(self, turn: int, path: str) -> bool:
        """Redirects to an address that must not be dialled."""
        return self._say(302, b"", {"Location": "http://169.254.169.254/latest/"})

    def _loop(self, turn: int, path: str) -> bool:
        return self._say(302, b"", {"Location": self.path})

    def _bomb(self, turn: int, path: str) -> bool:
        """20 MB of zeros in 20 KB of gzip."""
        return self._say(200, gzip.compress(bytes(20_000_000)), {"Content-Encoding": "gzip"})

    def _drip(self, turn: int, path: str) -> bool:
        """A byte a second, until the other side gives up."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            for _ in range(60):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(DRIP_SECONDS)
        except OSError:
            self.close_connection = True
        return True

    def _page(self, path: str) -> None:
        if path not in self.server.pages:
            self._say(404, b"no such page")
            return
        bodies, content_type = self.server.pages[path]
        etags = [f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"' for body in bodies]
        had = self.headers.get("If-None-Match")
        turn = etags.index(had) + 1 if had in etags else 0
        if turn == len(bodies):
            self._say(304, b"", {"ETag": etags[-1]})
        else:
            body = bodies[turn].replace(PICTURES, self.server.address.encode())
            self._say(200, body, {"ETag": etags[turn], "Content-Type": content_type})

    def _picture(self) -> None:
        """A picture; one in eight cannot be had, one in eight is none."""
        luck = hashlib.sha1(self.path.encode(), usedforsecurity=False).digest()
        if luck[0] % 8 == 0:
            self._say(404, b"no such picture")
        else:
            self._say(
                200, b"GIF89a?" if luck[0] % 8 == 1 else drawn(luck[1] % 16), {"Content-Type": "image/png"}
            )

    def _say(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> bool:
        with self.server.lock:
            self.server.answered[status] += 1
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return True

    def log_message(self, *arguments: object) -> None:
        """The bench counts; it does not log."""
