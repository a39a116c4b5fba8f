"""Our questions in tantivy's terms: what must be there, and what then counts for more."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from tantivy import FieldType, Occur, Query

from jingui.search import ranking, terms
from jingui.search.engines.tantivy_fields import SCHEMA, Facts
from jingui.search.index import Wanted

SECONDS_A_DAY = 86_400
FEW_WORDS = 3  # a search of so few words means all of them; of a longer one the ranking takes the best
PAIRS, HEADLINE, CODES = 0.3, 1.0, 4.0  # boosts over a word of the text
FRESH_SPANS = ((2, 0.6), (7, 0.4), (30, 0.3))  # days, and what younger is worth at the first look
TELLING_WORDS = 14
TELLING_SHARE = 0.06  # a word in more of the documents than this tells nothing
TELLING_DOCUMENTS = 8  # … unless these are so few
SHARED_WORDS, SECURITY = 3, 5.0  # to be related: so many telling words, or a security, which counts for much
SHARED_SHARE = 0.3


def all_words(asked: terms.Asked, wanted: Wanted) -> Query:
    """Everything that holds all the words."""
    must = [Query.const_score_query(holds(word), 0.0) for word in asked.words]
    return weighed([*must, *filters(wanted)], counting(asked, wanted.now))


def any_words(asked: terms.Asked, wanted: Wanted) -> Query:
    """Everything that holds one of the words: to be cut off after the best."""
    words, chosen = any_of(counting(asked, None)), filters(wanted)
    return weighed([words, *chosen], []) if chosen else words


def weighed(must: list[Query], should: list[Query]) -> Query:
    return Query.boolean_query(
        [*((Occur.Must, each) for each in must), *((Occur.Should, each) for each in should)]
    )


def holds(word: str) -> Query:
    """A text that holds `word`: Han characters by their pairs wherever they stand, the rest as a word."""
    if terms.HAN.fullmatch(word):
        return all_of([term("grams", gram) for gram in terms.needed(word)])
    return any_of([term("words", word), term("codes", word)])


def counting(asked: terms.Asked, now: datetime | None) -> list[Query]:
    """What lifts one match over another."""
    clauses = [term("words", word) for word in asked.searched]
    clauses += [Query.boost_query(term("grams", pair), PAIRS) for pair in asked.pairs]
    clauses += [Query.boost_query(term("head", word), HEADLINE) for word in asked.searched]
    clauses += [Query.boost_query(term("codes", word), CODES) for word in asked.words if terms.is_code(word)]
    return clauses + (fresher(now, ranking.brevity(asked)) if now else [])


def fresher(now: datetime, weight: float) -> list[Query]:
    spans = [(since(now.timestamp() - days * SECONDS_A_DAY), worth * weight) for days, worth in FRESH_SPANS]
    return [Query.const_score_query(span, worth) for span, worth in spans]


def filters(wanted: Wanted) -> list[Query]:
    chosen = {"channels": wanted.channel, "source": wanted.source, "kind": wanted.kind}
    found = [term(field, value) for field, value in chosen.items() if value is not None]
    if wanted.since:
        found.append(since(wanted.since.timestamp()))
    return [Query.const_score_query(each, 0.0) for each in found]


def typing(folded: str) -> Query | None:
    """Headlines that hold all that was typed, the last Latin word as far as it goes. None for nothing."""
    words = [
        word for part in folded.split() for word in ([part] if terms.is_code(part) else terms.words(part))
    ]
    if not words:
        return None
    clauses = [in_headline(word) for word in dict.fromkeys(words)]
    return all_of([*clauses, term("kind", "article")])


def in_headline(word: str) -> Query:
    if terms.HAN.fullmatch(word):
        return all_of([term("head_grams", gram) for gram in terms.needed(word)])
    return Query.fuzzy_term_query(SCHEMA, "head", word, distance=0, prefix=True)


def akin(facts: Facts, rarity: Callable[[str], float], documents: int) -> Query | None:
    """Articles with a security or enough telling words of this one; None when nothing tells."""
    most = max(TELLING_DOCUMENTS, TELLING_SHARE * documents)
    common = math.log(1 + (documents - most + 0.5) / (most + 0.5))
    rare = [(rarity(word), word) for word in facts.telling]
    words = [term("words", word) for weight, word in rare if weight >= common][:TELLING_WORDS]
    securities = [Query.boost_query(term("securities", symbol), SECURITY) for symbol in facts.securities]
    least = max(SHARED_WORDS, math.ceil(SHARED_SHARE * len(words)))
    alike = [Query.boolean_query([(Occur.Should, w) for w in words], minimum_number_should_match=least)]
    ways = [*securities, *(alike if len(words) >= least else [])]
    if not ways:
        return None
    clauses = [
        (Occur.Must, any_of(ways)),
        (Occur.Must, Query.const_score_query(term("kind", "article"), 0.0)),
        (Occur.Must, Query.const_score_query(term("kind", "relates"), 0.0)),
    ]
    clauses += [(Occur.Should, word) for word in words]
    clauses += [(Occur.MustNot, each) for each in own(facts)]
    return Query.boolean_query(clauses)


def own(facts: Facts) -> list[Query]:
    """The article itself and the rest of its story."""
    found = [of_key(facts.key)]
    if facts.story is not None:
        found.append(Query.term_query(SCHEMA, "story", facts.story))
    return found


def of_key(key: str) -> Query:
    return Query.term_query(SCHEMA, "key", key, "basic")


def since(seconds: float) -> Query:
    return Query.range_query(SCHEMA, "published", FieldType.Integer, int(seconds), None)


def term(field: str, value: str) -> Query:
    return Query.term_query(SCHEMA, field, value, "freq")


def all_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
