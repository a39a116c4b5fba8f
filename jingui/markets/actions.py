"""What can be done about what is traded: load the facts of the package."""

from __future__ import annotations

from django.db import transaction

from jingui.markets.models import Alias, Security
from jingui.markets.reference import securities
from jingui.text.pinyin import initials

ROWS_A_QUERY = 1_000


@transaction.atomic
def load_reference() -> int:
    """Write the package's facts into the database; return how many there are. Safe to run again.

    A name that changed is followed; nothing is deleted: articles may speak of what is no longer traded.
    """
    facts = securities()
    rows = [
        Security(ticker=f.ticker, exchange=f.exchange, name=f.name, kind=f.kind, pinyin=initials(f.name)[:60])
        for f in facts
    ]
    Security.objects.bulk_create(
        rows,
        batch_size=ROWS_A_QUERY,
        update_conflicts=True,
        unique_fields=["exchange", "ticker"],
        update_fields=["name", "kind", "pinyin"],
    )
    _load_aliases()
    return len(facts)


def _load_aliases() -> None:
    keys = {
        (ticker, exchange): pk
        for pk, ticker, exchange in Security.objects.values_list("pk", "ticker", "exchange")
    }
    aliases = [
        Alias(security_id=keys[fact.ticker, fact.exchange], name=name)
        for fact in securities()
        for name in fact.aliases
    ]
    Alias.objects.bulk_create(aliases, batch_size=ROWS_A_QUERY, ignore_conflicts=True)
