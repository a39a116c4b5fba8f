"""Which file polls which kind of feed."""

from __future__ import annotations

from jingui.ingest.sources import feed, page, wire
from jingui.ingest.sources.polled import Address, Get, Poll, Polled

KINDS: dict[str, Poll] = {"feed": feed.poll, "page": page.poll, "wire": wire.poll}


def poll(address: Address, get: Get) -> Polled:
    """Ask any feed what is new. Raises FetchProblem."""
    return KINDS[address.kind](address, get)
