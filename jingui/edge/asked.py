"""A request as the edge sees it: read once, refused when it makes no sense."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from jingui.edge.rules import cookie_names

PATH_BYTES = 2048
QUERY_BYTES = 8192
HEADERS_BYTES = 32 * 1024
HEADERS = 100
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PERSONAL = frozenset({settings.SESSION_COOKIE_NAME, "messages", settings.LANGUAGE_COOKIE_NAME})
FORMS = settings.CSRF_COOKIE_NAME
NONE: frozenset[str] = frozenset()


class Refused(Exception):
    """The request makes no sense; `status` says why."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Asked:
    """What of a request decides about its answer."""

    method: str
    path: str
    query: bytes
    host: bytes
    accept_encoding: bytes
    if_none_match: bytes
    if_modified_since: bytes
    cookies: frozenset[str]
    authorized: bool
    htmx: bool

    @property
    def is_personal(self) -> bool:
        """Whether Django may know the reader, or the reader chose something of their own."""
        return self.authorized or not PERSONAL.isdisjoint(self.cookies)


def read(scope: dict[str, Any]) -> Asked:
    """The request. Raises Refused."""
    path, query, method = scope["path"], scope["query_string"], scope["method"]
    if len(path) > PATH_BYTES or len(query) > QUERY_BYTES:
        raise Refused(414)
    if method not in METHODS:
        raise Refused(405)
    if not path.startswith("/") or not query.isascii() or not _is_text(path):
        raise Refused(400)
    asked = Asked(method, path, query, b"", b"", b"", b"", NONE, False, False)
    size = 0
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        _note(asked, name, value)
    if size > HEADERS_BYTES or len(scope["headers"]) > HEADERS:
        raise Refused(431)
    if not is_ours(asked.host):
        raise Refused(400)
    return asked


def _note(asked: Asked, name: bytes, value: bytes) -> None:
    match name:
        case b"host":
            if asked.host:
                raise Refused(400)
            asked.host = value
        case b"accept-encoding":
            asked.accept_encoding = value
        case b"if-none-match":
            asked.if_none_match = value
        case b"if-modified-since":
            asked.if_modified_since = value
        case b"cookie":
            asked.cookies = cookie_names(value) | asked.cookies
        case b"authorization":
            asked.authorized = True
        case b"hx-request":
            asked.htmx = value == b"true"


@lru_cache(maxsize=1024)
def is_ours(host: bytes) -> bool:
    """Whether this is an address of ours (JINGUI_ALLOWED_HOSTS)."""
    domain, _ = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=4096)
def _is_text(path: str) -> bool:
    """No control characters, lone surrogates or bytes that were not UTF-8."""
    return path.isprintable() and "\ufffd" not in path


@lru_cache(maxsize=512)
def coding(accept_encoding: bytes) -> str:
    """The best encoding that we keep and the reader takes: br, gzip or none."""
    wanted = {}
    for part in accept_encoding.decode("latin-1").lower().split(","):
        name, _, parameters = part.partition(";")
        wanted[name.strip()] = parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if wanted.get(name, wanted.get("*", False))), "")
