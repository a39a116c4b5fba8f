"""The model that knows the ten topics, and what is not finance: versioned files in the package."""

from __future__ import annotations

import numpy as np

from jingui.ingest.draft import Scored
from jingui.ingest.linear import Floats, LinearModel, Vocabulary, reading
from jingui.ingest.network import Network

TOPICS = ("外汇", "期货", "贵金属", "基金", "A股", "港股", "美股/国际", "科技", "宏观/政策", "能源/大宗")

NETWORK = "network"  # the file of what is mixed with the linear model of topics
BEGINNING_CHARACTERS, FOLLOWING_CHARACTERS = 80, 320  # show whether a text is about finance at all


class TopicModel:
    """Loaded once a process; it knows no state but its files."""

    def __init__(self) -> None:
        self._topics = LinearModel.load("topics")
        self._network = Network.load(NETWORK)
        self._finance = LinearModel.load("finance")
        try:
            self.taste: LinearModel | None = LinearModel.load("desk")  # what this site's editors taught
        except FileNotFoundError:
            self.taste = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The grams that the topics are told by."""
        return self._topics.vocabulary

    def lean(self, headline: str, text: str) -> dict[str, float]:
        """What the editors of this site taught: shelf -> what is added to its log-odds; often nothing."""
        return self.taste.lean(reading(headline, text)) if self.taste else {}

    def predict(self, headline: str, text: str) -> list[Scored]:
        """The topics of a text, the surest first, each with its probability and the words that made it.

        The linear model and the network over words say together how likely; the words are the linear model's.
        A topic counts from its own threshold on; when none reaches it, the nearest one stands alone.
        """
        read = reading(headline, text)
        chances = self._network.chances(read, _log_odds(self._topics.judge(read).probabilities))
        margins = _log_odds(chances) - _log_odds(self._network.thresholds)
        chosen = [n for n, margin in enumerate(margins) if margin >= 0] or [int(margins.argmax())]
        chosen.sort(key=lambda n: -chances[n])
        terms = self._topics.words(read, chosen)
        return [
            Scored(self._topics.labels[n], float(chances[n]), words)
            for n, words in zip(chosen, terms, strict=True)
        ]

    def threshold(self, topic: str) -> float:
        """The probability from which `topic` counts."""
        return float(self._network.thresholds[self._topics.labels.index(topic)])

    def finance_score(self, headline: str, text: str, *, enough: float = 1.0) -> float:
        """How likely (0..1) the text is about finance and the economy at all.

        An essay may begin with a market stall: the greater of its beginning and of what follows counts; no
        more is read when the beginning is `enough`.
        """
        beginning = reading(headline, text[:BEGINNING_CHARACTERS])
        score = float(self._finance.judge(beginning).probabilities[0])
        following = text[BEGINNING_CHARACTERS:FOLLOWING_CHARACTERS]
        if score >= enough or len(following) < BEGINNING_CHARACTERS:
            return score
        return max(score, float(self._finance.judge(reading("", following)).probabilities[0]))


def _log_odds(probabilities: Floats) -> Floats:
    return np.log(probabilities) - np.log1p(-probabilities)
