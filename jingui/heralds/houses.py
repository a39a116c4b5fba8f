"""How each search engine wants to be told, and what its answers mean. Pure functions.

IndexNow: https://www.indexnow.org/documentation · 百度 API 提交: https://ziyuan.baidu.com/linksubmit/index
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

INDEXNOW_KEY = re.compile("[A-Za-z0-9-]{8,128}")
MOST_AT_ONCE = {"indexnow": 1000, "baidu": 100}  # they take 10,000 and 2,000; a day's quota may be smaller
GOOD = frozenset({200, 202})
TRY_AGAIN = frozenset({403, 408, 425, 429})  # 403: the key's file is not seen yet
DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One request to a herald."""

    url: str
    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a herald's answer means: taken, refused for good, or to be tried again (after so many seconds)."""

    accepted: bool
    again: bool = False
    after_seconds: float | None = None
    refused: frozenset[str] = frozenset()  # of these addresses alone


def to_indexnow(addresses: Sequence[str], *, endpoint: str, base_url: str, key: str) -> Letter:
    """All addresses in one JSON body, with the place of the key's file."""
    facts = {
        "host": urlsplit(base_url).hostname,
        "key": key,
        "keyLocation": f"{base_url}/{key}.txt",
        "urlList": list(addresses),
    }
    return Letter(endpoint, json.dumps(facts).encode(), "application/json; charset=utf-8")


def to_baidu(addresses: Sequence[str], *, endpoint: str, base_url: str, key: str) -> Letter:
    """One address a line; site and token in the address."""
    query = urlencode({"site": base_url, "token": key})
    return Letter(f"{endpoint}?{query}", "\n".join(addresses).encode(), "text/plain")


def from_indexnow(status: int, body: bytes) -> Receipt:
    """IndexNow says all in the status."""
    if status in GOOD:
        return Receipt(True)
    return Receipt(False, again=status >= 500 or status in TRY_AGAIN)


def from_baidu(status: int, body: bytes) -> Receipt:
    """百度 names the addresses it does not take, and says `over quota` when the day's number is used up."""
    try:
        said = json.loads(body)
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    if status in GOOD and "success" in said:
        return Receipt(True, refused=_named(said, "not_same_site") | _named(said, "not_valid"))
    if "over quota" in str(said.get("message", "")):
        return Receipt(False, again=True, after_seconds=DAY_SECONDS)
    return Receipt(False, again=status >= 500 or status in TRY_AGAIN or status in GOOD)


def _named(said: dict[str, object], name: str) -> frozenset[str]:
    """The addresses in one list of an answer."""
    found = said.get(name)
    return frozenset(str(each) for each in found) if isinstance(found, list) else frozenset()


WRITE = {"indexnow": to_indexnow, "baidu": to_baidu}
READ = {"indexnow": from_indexnow, "baidu": from_baidu}
