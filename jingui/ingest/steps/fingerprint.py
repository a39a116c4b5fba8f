"""What does it look like? A digest, MinHash bands and telling terms, by which it can be found again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import islice, pairwise

from jingui.ingest.draft import Draft, Look, World
from jingui.ingest.facts import Facts, essence, stated
from jingui.ingest.things import THING, things
from jingui.text import fingerprint as prints

PERMUTATIONS = 64  # 16 bands of 4 rows: texts meet with probability .89 at likeness .6, .99 at .7
BANDS = 16
TELLING_WORDS, HEADLINE_WORDS = 10, 3
TELLING_NUMBERS = 3
TELLING_PAIRS, BEGINNING_WORDS = 3, 12
LEAST_HEADLINE = 9  # characters; a shorter headline stands over many texts
LEAST_NUMBER = 1.4  # 350.68% finds its event, 2亿 does not
LEAST_WORD = 4.0
MOST_LEADING_SIGNS = 1_000  # a text that is nothing but signs looks like nothing
WORD = re.compile(r"[^\W_]")


def fingerprint(draft: Draft, world: World) -> Draft:
    """Add the look; the headline speaks for an item without text, and signs alone look like nothing."""
    told = draft.text or draft.headline
    if not told:
        return draft
    kernel = essence(told)
    if not WORD.search(kernel, 0, MOST_LEADING_SIGNS):
        return draft
    facts = stated(told)
    signature = prints.signature(facts.bare, permutations=PERMUTATIONS)  # of what is compared: the beginning
    tickers = [name.ticker for name in draft.securities]
    weights = telling_terms(facts, stated(draft.headline), tickers, things(facts.essence))
    look = Look(
        exact=prints.digest(kernel),
        minhash=signature,
        bands=prints.bands(signature, bands=BANDS),
        terms=tuple(map(key, weights)),
        weights=weights,
    )
    return draft.but(look=look)


def telling_terms(
    facts: Facts, headline: Facts, names: Sequence[str], of: Sequence[str]
) -> Mapping[str, float]:
    """The terms most likely to lead to another telling of the event: rare words, long numbers, securities.

    The rarest of the headline are always among them: of a long text others are rarer.
    """
    rarest = _rarest(headline.words, HEADLINE_WORDS) | _rarest(
        {**headline.words, **facts.words}, TELLING_WORDS
    )
    longest = sorted((item for item in facts.numbers.items() if item[1] >= LEAST_NUMBER), key=_telling)
    return {
        **rarest,
        **dict(longest[:TELLING_NUMBERS]),
        **{f"#{ticker}": LEAST_WORD for ticker in names[:TELLING_NUMBERS]},
        **{f"{THING}{thing}": LEAST_WORD for thing in of},
        **({f"={headline.essence}": LEAST_WORD} if len(headline.essence) >= LEAST_HEADLINE else {}),
        **_pairs(facts, headline, rarest),
    }


def _pairs(facts: Facts, headline: Facts, known: Mapping[str, float]) -> dict[str, float]:
    """The rarest neighbours among words that alone tell too little: 美伊 and 对话."""
    found: dict[str, float] = {}
    for words in (headline.words, dict(islice(facts.words.items(), BEGINNING_WORDS))):
        for (one, level), (two, other) in pairwise(words.items()):
            if one not in known and two not in known:
                found[f"{one}+{two}"] = level + other
    return dict(sorted(found.items(), key=_telling)[:TELLING_PAIRS])


def _rarest(words: Mapping[str, float], most: int) -> dict[str, float]:
    least = max((LEAST_WORD, *sorted(words.values(), reverse=True)[most - 1 : most]))
    return dict(sorted((item for item in words.items() if item[1] >= least), key=_telling)[:most])


def key(term: str) -> int:
    """A term as a signed 64-bit number, the same on every machine."""
    digest = blake2b(term.encode("utf-8", "replace"), digest_size=8, person=b"term").digest()
    return int.from_bytes(digest, "little", signed=True)


def _telling(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
