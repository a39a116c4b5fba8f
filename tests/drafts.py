"""Drafts to test steps with."""

from datetime import UTC, datetime

from jingui.ingest.draft import Draft

FETCHED_AT = datetime(2026, 7, 15, 2, 30, tzinfo=UTC)  # a Wednesday, 10:30 in Beijing


def a_draft(**raw):
    """An item as it came, fetched on a Wednesday morning."""
    return Draft(id=raw.pop("id", "1"), fetched_at=raw.pop("fetched_at", FETCHED_AT), **raw)
