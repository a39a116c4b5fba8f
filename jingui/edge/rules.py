"""Which request may be answered from memory, and which answer may be kept there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from jingui.edge.memory import Headers
from jingui.portal.languages import split

KEYED_QUERY = frozenset(
    {"before", "tab", "q", "page", "month", "kind", "sort", "channel", "source", "days", "urgent"}
)
NOISE = re.compile(r"utm_\w+|spm|fbclid|gclid|isappinstalled|_ga|bd_vid|hmsr|hmpl|hmcu|hmkw|hmci")
NEVER = ("/admin/", "/accounts/", "/api/", "/live/", "/documents/", "/media/", "/healthz")
IMPERSONAL = ("/static/", "/assets/", "/cover/")  # the same for everybody, signed in or not
STATUSES = frozenset({200, 301, 404, 410})
MISSING_SECONDS = 10.0  # how long a "not found" may be kept
LONGEST_SECONDS = 3600.0  # even where the answer allows more: a purge may be lost, an hour is not
KEPT_BYTES = 2 * 1024 * 1024  # larger answers pass by
QUERY_BYTES = 1024
QUERY_FIELDS = 8
READ = ("GET", "HEAD")
REFUSED_HEADERS = frozenset({b"set-cookie", b"content-range", b"www-authenticate", b"content-encoding"})
VARY = frozenset({"accept-encoding", "accept-language", "cookie", "hx-request", "origin"})
REFUSED_WISHES = frozenset({"private", "no-store", "no-cache"})


@dataclass(frozen=True, slots=True)
class Keep:
    """An answer may be kept: for how long, and what it shows."""

    seconds: float
    surrogates: frozenset[str]
    immutable: bool = False


@lru_cache(maxsize=4096)
def public_query(raw: bytes) -> str | None:
    """The query as it counts: noise of trackers left out; None when it holds anything that is not keyed."""
    if not raw:
        return ""
    if len(raw) > QUERY_BYTES:
        return None
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, max_num_fields=QUERY_FIELDS, errors="strict"
        )
    except ValueError:
        return None
    kept = [(name, value) for name, value in pairs if not NOISE.fullmatch(name)]
    names = {name for name, _ in kept}
    return urlencode(kept) if names <= KEYED_QUERY and len(names) == len(kept) else None


def is_page(path: str) -> bool:
    """Whether anything at `path` may ever be kept."""
    return path.startswith("/") and not split(path)[1].startswith(NEVER)


def is_impersonal(path: str) -> bool:
    """Whether nothing at `path` can depend on the reader: files of the package."""
    return path.startswith(IMPERSONAL)  # such a path has no language


@lru_cache(maxsize=4096)
def cookie_names(raw: bytes) -> frozenset[str]:
    return frozenset(part.partition("=")[0].strip() for part in raw.decode("latin-1").split(";"))


def may_keep(
    *,
    method: str,
    path: str,
    cookies: Collection[str],
    authorized: bool,
    personal: Collection[str],
    status: int,
    headers: Headers,
) -> Keep | None:
    """Whether this answer to this request may be shown to everybody. The only place that decides it.

    `cookies` are the names the request carried, `personal` those by which Django may know a reader.
    Anything unclear is a no.
    """
    if method not in READ or not is_page(path) or status not in STATUSES:
        return None
    if not is_impersonal(path) and (authorized or not set(personal).isdisjoint(cookies)):
        return None
    said = _said(headers)
    if not REFUSED_HEADERS.isdisjoint(said) or "'nonce-" in said.get(b"content-security-policy", ""):
        return None
    if not _words(said.get(b"vary", "")) <= VARY:
        return None
    wishes = dict(wish.partition("=")[::2] for wish in _words(said.get(b"cache-control", "")))
    seconds = _seconds(wishes)
    if "public" not in wishes or not REFUSED_WISHES.isdisjoint(wishes) or seconds <= 0:
        return None
    surrogates = frozenset(said.get(b"surrogate-key", "").replace(",", " ").split())
    return Keep(
        min(seconds, MISSING_SECONDS) if status == 404 else seconds, surrogates, "immutable" in wishes
    )


def _said(headers: Headers) -> dict[bytes, str]:
    """Header lines by name, those of one name joined."""
    said: dict[bytes, str] = {}
    for name, value in headers:
        name, text = name.lower(), value.decode("latin-1")
        said[name] = f"{said[name]},{text}" if name in said else text
    return said


def _words(value: str) -> set[str]:
    return {word.strip().lower() for word in value.split(",") if word.strip()}


def _seconds(wishes: dict[str, str]) -> float:
    """How long the answer stays fresh for a shared cache; 0 when it does not say so plainly."""
    age = wishes.get("s-maxage", wishes.get("max-age", ""))
    return min(float(age), LONGEST_SECONDS) if age.isascii() and age.isdigit() and len(age) < 10 else 0.0
