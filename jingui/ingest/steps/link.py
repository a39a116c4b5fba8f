"""Link the securities that the headline and the text name."""

from __future__ import annotations

from jingui.ingest.draft import Draft, Named, World

SHOWN_ON_TRAIL = 8


def link(draft: Draft, world: World) -> Draft:
    """Every security once, those of the headline first."""
    names = world.names()
    in_headline = names.find(draft.headline)
    found = {(m.ticker, m.exchange): Named(m.ticker, m.exchange, m.name, True) for m in in_headline}
    for m in names.find(draft.text):
        if (m.ticker, m.exchange) not in found:
            found[m.ticker, m.exchange] = Named(m.ticker, m.exchange, m.name)
    if not found:
        return draft
    return draft.but(securities=tuple(found.values()), because=f"证券：{_listed(list(found.values()))}")


def _listed(securities: list[Named]) -> str:
    shown = "、".join(f"{s.name}（{s.ticker}.{s.exchange}）" for s in securities[:SHOWN_ON_TRAIL])
    return shown if len(securities) <= SHOWN_ON_TRAIL else f"{shown} 等 {len(securities)} 只"
