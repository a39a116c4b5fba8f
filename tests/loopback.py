"""A web server on loopback that answers as a test tells it to."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """What the server answers: path -> (status, headers, body), or a function of the request handler.

    `asked` keeps every request's path and headers, `posted` every body, in order.
    """

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.posted = []
        self.base = ""

    def __setitem__(self, path, answer):
        self.answers[path] = answer

    def url(self, path):
        return f"{self.base}{path}"

    def paths(self):
        return [path for path, _ in self.asked]


def page(body, *, status=200, **headers):
    """An answer; header names are written with underscores."""
    body = body.encode() if isinstance(body, str) else body
    return status, {name.replace("_", "-"): value for name, value in headers.items()}, body


@contextmanager
def serving():
    """A Site at 127.0.0.1, gone afterwards."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def do_GET(self):
            site.asked.append((self.path, dict(self.headers.items())))
            answer = site.answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer = answer(self)
            if answer is not None:
                self.reply(*answer)

        def reply(self, status, headers, body):
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            pass  # a client that hangs up is what these tests are about

    server = Quiet(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
