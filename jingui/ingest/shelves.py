"""Which shelf of the portal does a text belong on? Topics, telling words and companies, together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

from jingui.ingest.draft import Named, Scored
from jingui.ingest.linear import FOLDER

SHELF_OF_TOPIC = {
    "外汇": "forex",
    "期货": "futures",
    "能源/大宗": "futures",
    "贵金属": "metals",
    "基金": "funds",
    "A股": "stocks",
    "港股": "stocks",
    "美股/国际": "global",
    "科技": "tech",
    "宏观/政策": "global",
}
NAMES = {
    "24h": "24 小时",
    "global": "全球金融",
    "stocks": "股市风云",
    "funds": "基金动态",
    "insight": "金财眼",
    "futures": "期货新闻",
    "futures-research": "期货研报",
    "forex": "外汇市场",
    "metals": "贵金属",
    "tech": "未来科技",
}
# A shelf that the headline names wins over wider ones that it does not: gold abroad is 贵金属, not 全球金融.
WIDER = {
    "metals": ("futures", "global", "funds", "stocks"),
    "forex": ("global", "futures", "stocks"),
    "funds": ("global", "stocks"),
    "tech": ("stocks", "global", "futures"),
    "stocks": ("global",),
}
SURE_OF_THE_NARROW, LEFT_TO_THE_WIDE = 0.5, 0.55
NARROWNESS = {"metals": 1.2, "forex": 1.2, "funds": 1.1, "tech": 1.05, "global": 0.9}  # the rest count 1
HEADLINE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 4.0, 1.0, 0.4  # of one word, by where it stands
COMPANY_WEIGHT = 3.0  # of a share that the headline names, for 股市风云
MOST_OF_A_WORD = 4  # occurrences that count
MOST_SAID = 3  # words of a shelf on the trail
LEAD_CHARACTERS, BODY_CHARACTERS = 120, 1_500
HALF = 4.0  # the weight at which words alone make a shelf nearly as likely as not
WORDS_AT_MOST = 0.9  # words alone are never surer than this
NEARLY = 0.01  # a score is never surer for log-odds, so that an editor can always be followed
SHARES = ("SSE", "SZSE", "BSE", "HKEX")
AMOUNTS = ("亿美元", "万美元", "亿欧元", "亿日元", "亿英镑", "亿韩元", "万亿韩元")  # a unit, not a subject


@dataclass(frozen=True, slots=True)
class Told:
    """How strongly words speak for a shelf (0..1), the loudest of them, and whether the headline does."""

    strength: float
    words: tuple[str, ...]
    in_headline: bool


SILENT = Told(0.0, (), in_headline=False)


class ShelfWords:
    """The telling words of every shelf, found in one pass."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.shelf_of: dict[str, str] = {}
        self.headline_only: set[str] = set()
        for line in lines:
            shelf, _, words = line.partition(":")
            for word in words.split():
                self.shelf_of.setdefault(word.removeprefix("^"), shelf)
                if word.startswith("^"):
                    self.headline_only.add(word[1:])
        self._shelves = tuple(dict.fromkeys(self.shelf_of.values()))
        self._word_of: dict[str, str] = {}  # as it is looked for -> as it is listed
        for word in (*self.shelf_of, *AMOUNTS):
            self._word_of.setdefault(word.lower(), word)
        self._automaton = AhoCorasick(list(self._word_of), matchkind=MATCHKIND_LEFTMOST_LONGEST)

    def told(self, headline: str, text: str, securities: Iterable[Named] = ()) -> dict[str, Told]:
        """Shelf -> what the words say, by where they stand and how often."""
        heading = self._count(headline)
        lead, body = self._count(text[:LEAD_CHARACTERS]), self._count(text[LEAD_CHARACTERS:BODY_CHARACTERS])
        weights: dict[str, dict[str, float]] = {shelf: {} for shelf in self._shelves}
        for counted, weight in ((heading, HEADLINE_WEIGHT), (lead, LEAD_WEIGHT), (body, BODY_WEIGHT)):
            for word, times in counted.items():
                if counted is heading or word not in self.headline_only:
                    mine = weights[self.shelf_of[word]]
                    mine[word] = mine.get(word, 0.0) + weight * min(times, MOST_OF_A_WORD)
        companies = [s.name for s in securities if s.in_headline and s.exchange in SHARES]
        for name in companies[:1]:
            weights["stocks"][name] = weights["stocks"].get(name, 0.0) + COMPANY_WEIGHT
        named = {self.shelf_of[word] for word in heading} | ({"stocks"} if companies else set())
        return {shelf: _told(mine, shelf in named) if mine else SILENT for shelf, mine in weights.items()}

    def _count(self, text: str) -> dict[str, int]:
        found = Counter(self._automaton.find_matches_as_strings(text.lower()))
        listed = ((self._word_of[word], times) for word, times in found.items())
        return {word: times for word, times in listed if word in self.shelf_of}


def _told(weights: Mapping[str, float], in_headline: bool) -> Told:
    total = sum(weights.values())
    words = tuple(sorted(weights, key=weights.__getitem__, reverse=True)[:MOST_SAID])
    return Told(WORDS_AT_MOST * total / (total + HALF), words, in_headline)


def shelved(
    topics: Iterable[Scored], told: Mapping[str, Told], lean: Mapping[str, float] | None = None
) -> list[Scored]:
    """Every shelf of a subject with its score, the best first; a score is 1 - (1 - topic)(1 - words).

    `lean` is what the site's editors taught: added to the log-odds of a shelf.
    """
    scored = {shelf: _scored(shelf, words, topics) for shelf, words in told.items()}
    for shelf, more in (lean or {}).items():
        leant = 1 / (1 + exp(-(log_odds(scored[shelf].score) + more)))
        scored[shelf] = Scored(shelf, round(leant, 4), scored[shelf].terms)
    rank = {shelf: one.score * NARROWNESS.get(shelf, 1.0) for shelf, one in scored.items()}
    for narrow, wider in WIDER.items():
        if told[narrow].in_headline and scored[narrow].score >= SURE_OF_THE_NARROW:
            unnamed = [shelf for shelf in wider if not told[shelf].in_headline]
            rank.update({shelf: rank[shelf] * LEFT_TO_THE_WIDE for shelf in unnamed})
    return sorted(scored.values(), key=lambda one: -rank[one.name])


def log_odds(score: float) -> float:
    """Of a score; one that is certain counts as nearly so."""
    near = min(max(score, NEARLY), 1 - NEARLY)
    return log(near / (1 - near))


def _scored(shelf: str, words: Told, topics: Iterable[Scored]) -> Scored:
    mine = [topic for topic in topics if SHELF_OF_TOPIC[topic.name] == shelf]
    topic = max(mine, key=lambda one: one.score, default=Scored(shelf, 0.0))
    terms = tuple(dict.fromkeys((*topic.terms, *words.words)))[:4]
    return Scored(shelf, round(1 - (1 - topic.score) * (1 - words.strength), 4), terms)


SHELF_WORDS = ShelfWords(
    line
    for line in (FOLDER / "shelf_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
