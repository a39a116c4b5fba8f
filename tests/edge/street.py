"""The street outside the edge: requests as Granian gives them, and a Django that answers what a test says."""

import asyncio
from dataclasses import dataclass, field

from jingui.edge.asked import read
from jingui.edge.memory import Memory
from jingui.edge.pages import Pages

HOST = b"127.0.0.1:8000"
PUBLIC = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"public, max-age=60")]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


def a_scope(path="/", *, method="GET", query=b"", scheme="http", host=HOST, **headers):
    """A request; headers by keyword, `_` for `-`."""
    lines = [(name.replace("_", "-").encode(), value) for name, value in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "scheme": scheme,
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("203.0.113.9", 40000),
        "headers": ([(b"host", host)] if host is not None else []) + lines,
    }


class Line:
    """One connection: what the reader sends and what arrives."""

    def __init__(self, *chunks):
        self.chunks = list(chunks) or [b""]
        self.start = {}
        self.body = b""

    async def receive(self):
        if not self.chunks:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": self.chunks.pop(0), "more_body": bool(self.chunks)}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body += message.get("body", b"")

    def answer(self):
        return Answer(self.start["status"], dict(self.start["headers"]), self.body)


@dataclass
class Django:
    """Answers every request with `body`, and remembers what it was asked."""

    body: bytes = b"<p>news</p>"
    headers: list = field(default_factory=lambda: list(PUBLIC))
    status: int = 200
    wait: float = 0
    asked: list = field(default_factory=list)

    async def __call__(self, scope, receive, send):
        self.asked.append(scope)
        body = self.body
        await asyncio.sleep(self.wait)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": body})


def an_edge(django=None, *, limit_bytes=1_000_000, **answer):
    return Pages(Memory(limit_bytes), django or Django(**answer))


async def answer(pages, scope):
    line = Line()
    await pages.answer(read(scope), scope, line.receive, line.send)
    return line.answer()


def ask(pages, path="/", **request):
    """One request, answered."""
    return asyncio.run(answer(pages, a_scope(path, **request)))
