"""Learn what makes two texts one event: `python -m bench.events DATA` writes the package's two scorers.

Two forests. `pairs.json` judges two texts put side by side; it learns from pairs of two wires and from
labelled pairs of general news. `stream.json` judges what a newsroom meets, where most candidates are
other news: it learns from six weeks of three wires, labelled by rule (`stream_label`).
Needs the group `train` (scikit-learn).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from jingui.ingest.draft import Draft, SourceFacts
from jingui.ingest.events import (
    CIRCUMSTANCES,
    EVIDENCE,
    LEXICAL,
    PAIR_SCORER,
    SIDE_BY_SIDE,
    STREAM_SCORER,
    Told,
    circumstances,
    contradict,
    evidence,
    likeness,
    same_event,
    side_by_side,
    told,
    told_in_stream,
)
from jingui.ingest.forest import MODEL_FOLDER
from jingui.ingest.lexicon import BUCKETS, TABLE, lexical, terms
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.steps.fingerprint import fingerprint
from jingui.ingest.steps.link import link

WIRES = ("cls", "eastmoney", "ths")
LEARNT_SINCE = "2026-05-19"
LEARNT_UNTIL = "2026-07"  # May and June are learnt from, July is measured
READ = Path(__file__).parent / "read_pairs.csv"  # two ids and the verdict of a person: 1 one event, 0 two
READ_WEIGHT = 20.0
SAMPLE = 5  # every fifth item's candidates are learnt from
MOVING_HOURS = 6  # one thing rises and falls: a story of the same hours
ANEW, MOST_HOURS_ANEW = 0.3, 10  # wording in common below which it is told anew, and how long that is done
LIKE_ONE, LIKE_TWO = 0.7, 0.35  # of `same_event`, where the rules alone would be wrong
HEADLINE_COLUMNS = slice(len(EVIDENCE), len(EVIDENCE) + 3)
LEXICON_C = 1.0
LEXICON_FOLDS = 5
SEED = 1

type Row = tuple[float, ...]


def main(data: Path) -> None:
    names = SecurityNames()
    topic, event = human_lessons(data, "A", names), human_lessons(data, "B", names)
    keep_lexicon([lexicon(topic), lexicon(event)])
    lessons = [*labelled_pairs(data, topic, event), *wire_lessons(data, names)]
    write(PAIR_SCORER, SIDE_BY_SIDE + LEXICAL, grown(*zip(*lessons, strict=True)))
    rows, labels, weights = stream_lessons(data, names)
    write(STREAM_SCORER, EVIDENCE + CIRCUMSTANCES, grown(rows, labels, weights))


def labelled_pairs(data: Path, topic: Lessons, event: Lessons) -> Iterator[tuple[Row, int]]:
    """Pairs that people labelled as one event, with what words alone say of pairs they have not seen."""
    known = lexicon(topic.without(event))
    unseen = unseen_odds(event)
    for row, terms_of_pair, odds, label in zip(event.rows, event.terms, unseen, event.labels, strict=True):
        yield (*row, *_odds(known, [terms_of_pair]), odds), label


def wire_lessons(data: Path, names: SecurityNames) -> Iterator[tuple[Row, int]]:
    """Pairs of two wires, bodies only, of the months that are learnt from."""
    for pair in wire_pairs(data):
        if pair["a"]["datetime"] < LEARNT_UNTIL:
            one, two = (named(pair[side]["body"], names) for side in "ab")
            yield (*side_by_side(one, two), *lexical(one.facts.bag, two.facts.bag)), pair["label"]


def grown(rows: Sequence[Row], labels: Sequence[int], weights: Sequence[float] | None = None):
    """A forest grown from a seed: the same rows give the same trees."""
    forest = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.07,
        max_leaf_nodes=11,
        l2_regularization=5,
        min_samples_leaf=40,
        max_features=0.5,
        early_stopping=False,
        random_state=SEED,
    )
    return forest.fit(np.array(rows), np.array(labels), sample_weight=weights)


def write(name: str, columns: Sequence[str], forest: HistGradientBoostingClassifier) -> None:
    """The trees as plain numbers, which `jingui.ingest.forest` reads without the library."""
    trees = [[_node(node) for node in predictor.nodes] for (predictor,) in forest._predictors]
    start = float(forest._baseline_prediction.ravel()[0])
    grown_forest = {"features": list(columns), "start": start, "trees": trees}
    (MODEL_FOLDER / name).write_text(json.dumps(grown_forest, separators=(",", ":")), encoding="utf-8")


def _node(node) -> list[float]:
    if node["is_leaf"]:
        return [-1, round(float(node["value"]), 6), 0, 0]
    threshold = float(f"{node['num_threshold']:.10g}")
    return [int(node["feature_idx"]), threshold, int(node["left"]), int(node["right"])]


@dataclass(frozen=True)
class Lessons:
    """Labelled pairs of texts: their evidence, their words as the lexicon counts them, the labels."""

    texts: list[tuple[str, str]]
    rows: list[Row]
    terms: list[list[tuple[int, float]]]
    labels: list[int]

    def only(self, chosen: Iterable[int]) -> Lessons:
        at = list(chosen)
        return Lessons(*([column[one] for one in at] for column in self._columns()))

    def without(self, others: Lessons) -> Lessons:
        """These, less every pair with a text that the others have too: they would tell the answer."""
        seen = {text for pair in others.texts for text in pair}
        return self.only(at for at, pair in enumerate(self.texts) if not seen & set(pair))

    def _columns(self):
        return self.texts, self.rows, self.terms, self.labels


def human_lessons(data: Path, which: str, names: SecurityNames) -> Lessons:
    """Pairs of general news labelled by people: A the same topic, B the same event."""
    lessons = Lessons([], [], [], [])
    for pair in human_pairs(data, which):
        one, two = named(pair["source"], names), named(pair["target"], names)
        lessons.texts.append((pair["source"], pair["target"]))
        lessons.rows.append(side_by_side(one, two))
        lessons.terms.append(list(zip(*terms(one.facts.bag, two.facts.bag), strict=True)))
        lessons.labels.append(int(pair["label"]))
    return lessons


def taught(lessons: Lessons, others: Lessons) -> Callable[[Lessons], np.ndarray]:
    """A scorer that these lessons taught, with the lexicon of the other label set."""
    own, other = lexicon(lessons), lexicon(others)
    columns = [_odds(other, lessons.terms), unseen_odds(lessons)]
    forest = grown(np.column_stack([lessons.rows, *columns]), lessons.labels)

    def scores(held: Lessons) -> np.ndarray:
        rows = np.column_stack([held.rows, _odds(other, held.terms), _odds(own, held.terms)])
        return forest.predict_proba(rows)[:, 1]

    return scores


def lexicon(lessons: Lessons) -> LogisticRegression:
    """Which words, shared or not, speak for a yes."""
    return LogisticRegression(C=LEXICON_C, max_iter=200).fit(_sparse(lessons.terms), lessons.labels)


def unseen_odds(lessons: Lessons) -> np.ndarray:
    """What the words of each pair say to a lexicon that has not seen it."""
    odds, matrix = np.zeros(len(lessons.labels)), _sparse(lessons.terms)
    folds = np.random.default_rng(SEED).permutation(len(odds)) % LEXICON_FOLDS
    for fold in range(LEXICON_FOLDS):
        rest = (folds != fold).nonzero()[0]
        odds[folds == fold] = lexicon(lessons.only(rest)).decision_function(matrix[folds == fold])
    return odds


def keep_lexicon(models: Sequence[LogisticRegression]) -> None:
    """The weights in one byte each."""
    weights = np.vstack([model.coef_ for model in models])
    steps = np.abs(weights).max(axis=1) / 127
    quantised = np.round(weights / steps[:, None]).astype(np.int8)
    start = np.array([model.intercept_[0] for model in models], np.float32)
    np.savez_compressed(TABLE, weights=quantised, steps=steps.astype(np.float32), start=start)


def _odds(model: LogisticRegression, pairs: Sequence[list[tuple[int, float]]]) -> np.ndarray:
    return model.decision_function(_sparse(pairs))


def _sparse(pairs: Sequence[list[tuple[int, float]]]) -> csr_matrix:
    ends = np.cumsum([0, *(len(pair) for pair in pairs)])
    at = [column for pair in pairs for column, _ in pair]
    counts = [count for pair in pairs for _, count in pair]
    return csr_matrix((counts, at, ends), shape=(len(pairs), 2 * BUCKETS))


def wire_pairs(data: Path) -> Iterator[dict]:
    with gzip.open(data / "flash" / "story_pairs_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def human_pairs(data: Path, which: str) -> Iterator[dict]:
    text = (data / "same_event" / f"sohu-{which}-ss-train.json").read_text(encoding="utf-8")
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        found, at = decoder.raw_decode(text, at)
        yield found
        while at < len(text) and text[at].isspace():
            at += 1


def named(text: str, names: SecurityNames) -> Told:
    return told(text, names_in(text, names))


def names_in(text: str, names: SecurityNames) -> frozenset[str]:
    return frozenset(f"{match.ticker}.{match.exchange}" for match in names.find(text))


def stream_lessons(data: Path, names: SecurityNames) -> tuple[list[Row], list[int], list[float]]:
    """Candidates of a stream and pairs of two wires, each also without its headlines, as some items are."""
    lessons = [(row, label, 1.0) for row, label in stream_rows(data, names)]
    for pair in wire_pairs(data):
        if pair["a"]["datetime"] < LEARNT_UNTIL:
            one, two = (_told_of(pair[side], pair[side]["body"], names) for side in "ab")
            lessons.append(
                ((*evidence(one, two), *circumstances(one, two)), pair["label"], 5.0 - 4 * pair["label"])
            )
    lessons += read_lessons(data, names)
    bare_lessons = [(_without_headlines(row), label, weight) for row, label, weight in lessons]
    rows, labels, weights = zip(*lessons, *bare_lessons, strict=True)
    return list(rows), list(labels), list(weights)


def read_lessons(data: Path, names: SecurityNames) -> list[tuple[Row, int, float]]:
    """Pairs of May and June that a person read, where the rules are silent or wrong; each counts for many."""
    lines = [line.split(",") for line in READ.read_text(encoding="utf-8").split()]
    wanted = {one for pair in lines for one in pair[:2]}
    items = {drafted(item).id: item for item in wire_items(data, LEARNT_SINCE, LEARNT_UNTIL)}
    told_of = {one: _told_of(items[one], items[one]["content"], names) for one in wanted & items.keys()}
    pairs = [(told_of[a], told_of[b], int(label)) for a, b, label in lines if {a, b} <= told_of.keys()]
    return [((*evidence(a, b), *circumstances(a, b)), label, READ_WEIGHT) for a, b, label in pairs]


def stream_rows(data: Path, names: SecurityNames) -> Iterator[tuple[Row, int]]:
    """Every candidate that the newsroom names for an item, where a rule can say what it is."""
    newsroom, tellings = Newsroom(names=names, topics=None), {}  # no step here asks for topics
    for number, item in enumerate(wire_items(data, LEARNT_SINCE, LEARNT_UNTIL)):
        draft = fingerprint(link(drafted(item), newsroom), newsroom)
        if draft.look is None:
            continue
        tellings[draft.id] = _told_of(item, item["content"], names)
        known = {
            one.id for one in (*newsroom.sharing(draft.look.terms)[:10], *newsroom.near(draft.look.bands)[:6])
        }
        for other in sorted(known - {draft.id}) if number % SAMPLE == 0 else ():
            one, two = tellings[draft.id], tellings[other]
            label = stream_label(one, two, (draft.headline, newsroom.known(other).headline))
            if label is not None:
                yield (*evidence(one, two), *circumstances(one, two)), label
        newsroom.remember(draft)


def stream_label(one: Told, two: Told, headlines: tuple[str, str]) -> int | None:
    """1 the same report, 0 another, None when only a person could say.

    Two wires that say the same within six hours tell one event. One wire seldom tells an event twice: what
    it says days apart, of other companies or with other numbers, is other news.
    """
    alike, _, _, hours, one_source, one_thing, *_ = circumstances(one, two)
    if one_thing == 1 and hours <= MOVING_HOURS:
        return 1
    wording, apart = likeness(one, two), contradict(one, two)
    if hours <= 6 and not apart and (wording >= 0.85 or (alike >= 0.6 and not one_source)):
        return 1
    if hours <= 6 and alike >= 0.8 and not one_source:
        return 1
    if alike < 0.9 and wording < 0.97 and _apart(one.facts.places, two.facts.places):
        return 0
    if alike < 0.9 and (_other_names(one, two, wording) or _other_subjects(headlines)):
        return 0
    if hours > 20 and apart:
        return 0
    if one_thing == 0 and alike < 0.9 and wording < 0.97:
        return 0
    if apart and one_source and wording >= ANEW and alike < 0.9:
        return 0
    if hours > 10 and wording < 0.5 and alike < (0.9 if one_source else 0.3):
        return 0
    if one_source and alike < 0.35 and wording < 0.5:
        return None if told_anew(one, two, wording, hours) else 0
    return 0 if alike < 0.35 and wording < 0.5 and same_event(one, two) < LIKE_TWO else None


def told_anew(one: Told, two: Told, wording: float, hours: float) -> bool:
    """Whether two texts in other words look, side by side, like one event: only a person could say."""
    return wording < ANEW and hours <= MOST_HOURS_ANEW and same_event(one, two) >= LIKE_ONE


def _apart(one: Set[str], two: Set[str]) -> bool:
    return bool(one and two) and not one & two


def _other_names(one: Told, two: Told, wording: float) -> bool:
    return _apart(one.names, two.names) and wording < 0.97


def _other_subjects(headlines: tuple[str, str]) -> bool:
    """Two headlines of the form 公司：消息 with companies that share no two characters."""
    subjects = [headline[:12].replace(":", "：").partition("：") for headline in headlines]
    (one, colon, _), (two, other_colon, _) = subjects
    pieces = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, two)]
    return bool(colon and other_colon) and not pieces[0] & pieces[1]


def _without_headlines(row: Row) -> Row:
    blank = list(row)
    blank[HEADLINE_COLUMNS] = [-1.0] * 3
    return tuple(blank)


def wire_items(data: Path, since: str, until: str) -> list[dict]:
    """The items of the three wires from one day to another, in time order."""
    items = []
    for path in sorted((data / "flash").glob("*-20*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            items += [item for item in map(json.loads, file) if since <= item["datetime"] < until]
    return sorted(items, key=lambda item: item["datetime"])


def drafted(item: dict) -> Draft:
    """An item of a wire as the steps after `date` see it."""
    at = datetime.fromisoformat(item["datetime"])
    source = SourceFacts(slug=item["source"], name=item["source"], wire=True)
    return Draft(
        id=f"{item['source']}:{item['id']}",
        fetched_at=at,
        published_at=at,
        source=source,
        headline=item["title"],
        text=item["content"],
    )


def _told_of(item: dict, text: str, names: SecurityNames) -> Told:
    at = datetime.fromisoformat(item["datetime"])
    return told_in_stream(item["title"], text, names_in(text, names), at=at, source=item["source"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
