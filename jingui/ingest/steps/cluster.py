"""Which event is it about? The story of the item that most surely tells the same one, or its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jingui.ingest.draft import Draft, Known, World
from jingui.ingest.events import SAME_STORY, Told, same_story
from jingui.ingest.facts import sketched
from jingui.ingest.tellings import cited, round_up, telling, telling_of
from jingui.ingest.things import THING

COMPARED = 4
COMPANY_COMPARED = 3  # more, that name a security of this item
THING_COMPARED = 2  # more, that are running figures of the same thing
STORY_COMPARED = 3  # of one story, at most
LEAST_RESEMBLANCE = 0.12
SURELY = 0.97  # of `same_story`


def cluster(draft: Draft, world: World) -> Draft:
    """Add the story: that of the item which tells the same event; this item's own id when it is the first."""
    if draft.story:
        return draft
    if draft.look is None:
        return draft.but(story=draft.id)
    if round_up(draft.headline):
        return draft.but(story=draft.id, because="聚合：要闻汇总，不并入单个报道")
    this = telling_of(draft)
    others = _others(draft, world.sharing(draft.look.terms))
    chance, known = _surest(this, _with_one_thing(_most_alike(draft, others), _of_one_thing(draft, world)))
    if known is None or chance < SAME_STORY:
        return draft.but(story=draft.id)
    line = f"聚合：与{cited(known, draft.published_at)}同一事件（把握 {chance:.0%}），归入同一报道"
    return draft.but(story=known.story, because=line)


def _surest(this: Told, others: list[Known]) -> tuple[float, Known | None]:
    """Which one most surely tells the same event; nobody is asked after one that surely does."""
    best: tuple[float, Known | None] = (0.0, None)
    for known in others:
        chance = same_story(this, telling(known))
        if chance > best[0]:
            best = chance, known
        if chance >= SURELY:
            break
    return best


def _others(draft: Draft, found: Sequence[Known]) -> list[Known]:
    return [known for known in found if known.id != draft.id and not round_up(known.headline)]


def _with_one_thing(alike: list[Known], of_one_thing: list[Known]) -> list[Known]:
    """First the newest tellings of the one thing: where they are of this day, nobody else is asked."""
    ids = {one.id for one in of_one_thing}
    return [*of_one_thing, *(one for one in alike if one.id not in ids)]


def _most_alike(draft: Draft, known: list[Known]) -> list[Known]:
    """The few on which care is spent: the most alike, and those about one company.

    Alike are the telling words of the texts or of the headlines: two long texts may share nothing else. Where
    a template makes all alike (预计上半年净利润…), the company leads to the other telling. Of one story a few
    are enough.
    """
    ranked = sorted(((alike, at) for at, alike in enumerate(_resemblances(draft, known))), reverse=True)
    names = {f"{one.ticker}.{one.exchange}" for one in draft.securities}
    alike = _few_of_each([known[at] for likeness, at in ranked if likeness >= LEAST_RESEMBLANCE])
    rest = [one for one in alike[COMPARED:] if names & one.names]
    return [*alike[:COMPARED], *rest[:COMPANY_COMPARED]]


def _resemblances(draft: Draft, known: Sequence[Known]) -> list[float]:
    texts = sketched(draft.text or draft.headline).cosines(
        [sketched(one.text or one.headline) for one in known]
    )
    headlines = sketched(draft.headline).cosines([sketched(one.headline) for one in known])
    return [max(each) for each in zip(texts, headlines, strict=True)]


def _few_of_each(known: list[Known]) -> list[Known]:
    seen: Counter[str] = Counter()
    kept = []
    for one in known:
        seen[one.story] += 1
        if seen[one.story] <= STORY_COMPARED:
            kept.append(one)
    return kept


def _of_one_thing(draft: Draft, world: World) -> list[Known]:
    """The newest tellings of the one thing that this is of: its running figures, its filing."""
    assert draft.look is not None
    names = zip(draft.look.weights, draft.look.terms, strict=True)
    keys = [key for name, key in names if name.startswith(THING)]
    return _others(draft, world.sharing(keys))[:THING_COMPARED] if keys else []
