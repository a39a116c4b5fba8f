"""Letters that were kept in JINGUI_HOME/mail because no mail server is set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

SHOWN = 50
NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it would have been sent."""

    name: str
    subject: str
    to: str
    at: datetime | None
    text: str
    html: str


def is_kept_here() -> bool:
    """Whether letters are kept rather than sent."""
    return not settings.MAIL


def is_own_machine(request: HttpRequest) -> bool:
    """Whether this portal serves nobody but the machine it runs on, and the request comes from there.

    The sender's address alone says nothing: behind a web server everybody comes from 127.0.0.1.
    """
    ours = [settings.HOST, urlsplit(settings.BASE_URL).hostname or "", *settings.ALLOWED_HOSTS]
    return all(map(_is_loopback, ours)) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def letters_open_to(request: HttpRequest) -> bool:
    """Whether whoever asks may read them without being anybody: on a machine of one's own."""
    return is_kept_here() and is_own_machine(request)


def letters(*, size: int = SHOWN) -> list[Letter]:
    """The last letters, newest first."""
    names = sorted((path.name for path in _folder().glob("*.log") if NAME.fullmatch(path.name)), reverse=True)
    return [letter(name) for name in names[:size]]


def letter(name: str) -> Letter:
    """One letter. Raises LookupError."""
    path = _folder() / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise LookupError(name)
    raw = path.read_bytes().rpartition(b"\n" + b"-" * 79)[0] or path.read_bytes()
    message = message_from_bytes(raw, policy=policy.default)
    date = message["Date"].datetime if message["Date"] else None
    return Letter(
        name,
        message["Subject"] or "",
        message["To"] or "",
        date,
        _part(message, "plain"),
        _part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part else ""


def _folder() -> Path:
    return Path(settings.HOME) / "mail"


def _is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address) is this machine."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
