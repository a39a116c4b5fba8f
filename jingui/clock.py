"""The time. Only doors, actions and tasks ask for it; everything below takes it as an argument."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def in_beijing(moment: datetime) -> datetime:
    """`moment` on Beijing's clock, which every page shows."""
    return moment.astimezone(BEIJING)
