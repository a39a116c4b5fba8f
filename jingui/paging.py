"""Keyset cursors: where the next page starts, as a short opaque text."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

type Cursor = tuple[datetime, int]


class BadCursor(ValueError):
    """The text is not a cursor that we gave out."""


def encode(cursor: Cursor | None) -> str | None:
    """`(moment, primary key)` of the last thing shown, as text for an address; None stays None."""
    if cursor is None:
        return None
    moment, pk = cursor
    micros = round(moment.timestamp() * 1_000_000)
    return base64.urlsafe_b64encode(f"{micros}.{pk}".encode()).decode().rstrip("=")


def decode(text: str | None) -> Cursor | None:
    """The cursor behind `text`; None for an empty one. Raises BadCursor."""
    if not text:
        return None
    try:
        micros, pk = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").split(".")
        seconds, rest = divmod(int(micros), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(pk)
    except (ValueError, OverflowError, OSError, binascii.Error) as error:
        raise BadCursor(text[:80]) from error
