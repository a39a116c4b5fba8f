"""What a client may send: small bodies, not too often, and only from our own pages."""

import time
from functools import wraps
from threading import Lock

from django.conf import settings

from jingui.api.answers import refuse

MOST_BODY_BYTES = 2_048
POSTS_A_MINUTE = 90
WINDOW_SECONDS = 60
CLIENTS_REMEMBERED = 50_000


class Rate:
    """So many a minute for each client, counted in this process's memory."""

    def __init__(self, most=POSTS_A_MINUTE, seconds=WINDOW_SECONDS):
        self.most, self.seconds = most, seconds
        self._counts, self._window = {}, 0
        self._lock = Lock()

    def spend(self, client, *, at):
        """Whether `client` may once more; `at` in monotonic seconds."""
        with self._lock:
            window = int(at // self.seconds)
            if window != self._window or len(self._counts) > CLIENTS_REMEMBERED:
                self._counts, self._window = {}, window
            self._counts[client] = self._counts.get(client, 0) + 1
            return self._counts[client] <= self.most


posts = Rate()


def counted(view):
    """A POST that counts: small, from a page of ours, and not too often; refused before its body is read."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MOST_BODY_BYTES:
            return refuse(413, f"a body has at most {MOST_BODY_BYTES} bytes")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return refuse(403, "only our own pages may count")
        if not posts.spend(address(request), at=time.monotonic()):
            return refuse(429, "too many requests; wait a minute")
        return view(request, *args, **kwargs)

    return checked


def address(request):
    """Who asks: what the outermost web server that we trust says, else who is at the other end of the line.

    JINGUI_TRUSTED_PROXIES counts those servers outwards from us; what a client writes stands further out.
    """
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = request.headers.get("X-Forwarded-For", "").split(",")
    at_the_line = request.META.get("REMOTE_ADDR", "")
    return told[-trusted].strip() or at_the_line if 0 < trusted <= len(told) else at_the_line


def agent(request):
    return request.headers.get("User-Agent", "")[:400]


def visitor(request):
    """What tells one visitor from another; only ever hashed."""
    return f"{address(request)} {agent(request)}"
