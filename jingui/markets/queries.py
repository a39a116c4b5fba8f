"""Asking for what is traded. Every function costs a fixed number of database queries."""

from __future__ import annotations

from collections.abc import Iterable

from jingui.markets.models import Security
from jingui.markets.reference import SUFFIX

EXCHANGE_OF_SUFFIX = {suffix: exchange for exchange, suffix in SUFFIX.items()}


def security_by_symbol(symbol: str) -> Security | None:
    """The security written 600519.SH, 00700.HK or RB.SHFE; None when there is none."""
    ticker, _, suffix = symbol.strip().upper().rpartition(".")
    exchange = EXCHANGE_OF_SUFFIX.get(suffix, suffix)
    return Security.objects.filter(ticker=ticker, exchange=exchange).first()


def by_tickers(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Security]:
    """(ticker, exchange) -> security, for those of `pairs` that we know; one query."""
    wanted = set(pairs)
    tickers = {ticker for ticker, _ in wanted}
    found = Security.objects.filter(ticker__in=tickers)
    return {key: security for security in found if (key := (security.ticker, security.exchange)) in wanted}


def demo_names() -> list[tuple[str, str, str]]:
    """(ticker, exchange, name) of the demo edition's invented securities, for the matcher of names."""
    return list(Security.objects.filter(is_demo=True).values_list("ticker", "exchange", "name"))
