"""Which event is it about? The story of the item that most surely tells the same one, or its own."""

from __future__ import annotations

from jingui.ingest.draft import Draft, Known, World
from jingui.ingest.events import SAME_STORY, same_story
from jingui.ingest.facts import sketched
from jingui.ingest.tellings import cited, round_up, telling, telling_of

COMPARED = 5
COMPANY_COMPARED = 3  # more, that name a security of this item
LEAST_RESEMBLANCE = 0.12


def cluster(draft: Draft, world: World) -> Draft:
    """Add the story: that of the item which tells the same event; this item's own id when it is the first."""
    if draft.story:
        return draft
    if draft.look is None:
        return draft.but(story=draft.id)
    if round_up(draft.headline):
        return draft.but(story=draft.id, because="聚合：要闻汇总，不并入单个报道")
    this = telling_of(draft)
    found = world.sharing(draft.look.terms)
    others = [known for known in found if known.id != draft.id and not round_up(known.headline)]
    chances = ((same_story(this, telling(known)), known.id, known) for known in _most_alike(draft, others))
    chance, _, known = max(chances, default=(0.0, "", None))
    if known is None or chance < SAME_STORY:
        return draft.but(story=draft.id)
    line = f"聚合：与{cited(known, draft.published_at)}同一事件（把握 {chance:.0%}），归入同一报道"
    return draft.but(story=known.story, because=line)


def _most_alike(draft: Draft, known: list[Known]) -> list[Known]:
    """The few on which care is spent, by the cosine of their telling words, and those about one company.

    Where a template makes all alike (预计上半年净利润…), the company leads to the other telling.
    """
    this = sketched(draft.text or draft.headline)
    names = {f"{one.ticker}.{one.exchange}" for one in draft.securities}
    alike_each = this.cosines([sketched(one.text or one.headline) for one in known])
    ranked = sorted(((alike, at) for at, alike in enumerate(alike_each)), reverse=True)
    of_one_company = [pair for pair in ranked[COMPARED:] if names & known[pair[1]].names][:COMPANY_COMPARED]
    chosen = (*ranked[:COMPARED], *of_one_company)
    return [known[at] for alike, at in chosen if alike >= LEAST_RESEMBLANCE]
