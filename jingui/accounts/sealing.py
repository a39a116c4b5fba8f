"""Secrets in the database are sealed with the house's own: a stolen copy opens no second factor."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class Unopened(ValueError):
    """It was sealed with another JINGUI_SECRET_KEY, or is damaged."""


def seal(text: str) -> str:
    """`text`, to be opened with JINGUI_SECRET_KEY only."""
    return _lock().encrypt(text.encode()).decode("ascii")


def open_sealed(sealed: str) -> str:
    """What was sealed. Raises Unopened."""
    from cryptography.fernet import InvalidToken  # noqa: PLC0415  (as below)

    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise Unopened from problem


def _lock() -> Fernet:
    from cryptography.fernet import Fernet  # noqa: PLC0415  (slow to load; most readers never need it)

    key = blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factor").digest()
    return Fernet(urlsafe_b64encode(key))
