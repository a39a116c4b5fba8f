"""Small repairs to what sources write: addresses, titles, guids."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from urllib.parse import urljoin, urlsplit

LONGEST_GUID = 400
LONGEST_URL = 1000
TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.*?-->", re.DOTALL)
MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w{1,10};")


def web_address(value: object, base: str) -> str:
    """`value` as an absolute http(s) address, "" when it is none or too long to keep."""
    written = str(value or "").strip()
    try:
        url = urljoin(base, written) if written else ""
        fits = urlsplit(url).scheme in ("http", "https") and len(url) <= LONGEST_URL
    except ValueError:
        return ""
    return url if fits else ""


def plain_title(value: object) -> str:
    """A title without tags, entities and line breaks."""
    return " ".join(unescape(TAG.sub("", str(value or ""))).split())


def is_plain(body: str) -> bool:
    """Whether a body has neither tags nor entities, so that its line breaks mean something."""
    return not MARKUP.search(body)


def guid_of(given: object, *others: str) -> str:
    """The name of an item within its feed: its own, else its address, else a digest of all we have."""
    for name in (str(given or "").strip(), others[0]):
        if name:
            return name if len(name) <= LONGEST_GUID else _digest(name)
    return _digest("\n".join(others))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
