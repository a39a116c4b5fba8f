"""Teaching the network over words; only `jingui train` needs this, and JAX, never the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jax.example_libraries.optimizers import adam
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.utils.extmath import randomized_svd

from jingui.ingest.linear import Reading
from jingui.ingest.network import (
    EARLY_WORDS,
    EDGE,
    LOUD,
    MOST_WORDS,
    PLACES,
    WIDTHS,
    Network,
    pooled,
    words_of,
)
from jingui.ops.training import best_cuts

NEAR = 5  # words that two may stand apart and still be company
CONTEXT_POWER = 0.75  # evens out how often a word is company (Levy, Goldberg and Dagan 2015)
LENGTHS = (31, 63, 95, MOST_WORDS)  # of the texts of one batch at most, so that few places are empty
WARMING = 200  # steps until the full rate
FLOOR = 0.02  # of the rate, at the end


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is made and taught; the sizes and rates were tuned on the last quarter of the texts."""

    most_words: int = 16_000
    size: int = 64  # of a word's vector
    filters: int = 96  # of each width
    hidden: int = 128
    passes: int = 5
    batch: int = 16
    rate: float = 2e-3
    forget: float = 0.4  # share of the features struck out while learning
    miss: float = 0.15  # share of the words
    keep: float = 0.999  # of the running mean of all weights, which is what is kept in the end
    seed: int = 20260701


ASIDE = 0.5  # how much a label counts that is taught only because it teaches something about the others


def fit(
    readings: Sequence[Reading],
    truth: np.ndarray,
    asides: np.ndarray,
    *,
    others: Sequence[Reading],
    machine: np.ndarray,
    held_out: np.ndarray,
    course: Course,
) -> Network:
    """A network of `truth` (texts x labels, 0 or 1), to be heard beside a machine.

    asides: further labels, which are taught and then forgotten; others: more texts, to learn words from;
    machine: its log-odds of texts that it has not seen; held_out: which texts (yes or no) show from where on
    a label counts, taught without them; then all are taught.
    """
    company = list(dict.fromkeys(tuple(words_of(text)) for text in others))
    words = common_words(company, course.most_words)
    start = vectors(numbered(words, company), len(words), course)
    texts = numbered(words, [words_of(text) for text in readings])
    gold, labels = np.hstack([truth, asides]).astype(np.float32), truth.shape[1]
    weighing = np.array([1] * labels + [ASIDE] * asides.shape[1], np.float32)
    trial = teach([texts[n] for n in np.flatnonzero(~held_out)], gold[~held_out], weighing, start, course)
    unseen = scores(trial, [texts[n] for n in np.flatnonzero(held_out)])[:, :labels]
    thresholds = best_cuts(pooled(machine[held_out], unseen), truth[held_out])
    weights = teach(texts, gold, weighing, start, course)
    for name in ("output", "output_bias"):
        weights[name] = weights[name][..., :labels]
    notes = {"seed": course.seed, "texts": len(readings)}
    return Network(words=words, weights=weights, thresholds=thresholds, notes=notes)


def common_words(texts: Sequence[Sequence[str]], most: int) -> list[str]:
    """The words that stand in most texts."""
    seen = Counter(word for text in texts for word in set(text) if word.strip())
    return [word for word, _ in sorted(seen.items(), key=lambda each: (-each[1], each[0]))[:most]]


def numbered(words: Sequence[str], texts: Sequence[Sequence[str]]) -> list[np.ndarray]:
    """The texts as rows of the vectors, without the words that are not known."""
    row = {word: n for n, word in enumerate(words, 1)}
    return [np.array([row[word] for word in text if word in row], np.int32) for text in texts]


def vectors(texts: Sequence[np.ndarray], words: int, course: Course) -> np.ndarray:
    """Words by the company they keep: positive pointwise mutual information, its strongest directions.

    Levy and Goldberg 2014, "Neural Word Embedding as Implicit Matrix Factorization". Row 0 is nothing.
    """
    together = _company(texts, words + 1)
    often = np.asarray(together.sum(axis=1)).ravel()
    share = often**CONTEXT_POWER / (often**CONTEXT_POWER).sum()
    cells = together.tocoo()
    told = np.log(cells.data / (often[cells.row] * share[cells.col]))
    more = told > 0
    matrix = csr_matrix((told[more], (cells.row[more], cells.col[more])), shape=cells.shape)
    left, strength, _ = randomized_svd(matrix, course.size, n_iter=3, random_state=course.seed)
    found = left * np.sqrt(strength)
    found[0] = 0
    return (found / (2 * np.sqrt((found**2).mean()))).astype(np.float32)


def _company(texts: Sequence[np.ndarray], size: int) -> csr_matrix:
    """How often two words stand within `NEAR` of each other, the nearer weighing more."""
    apart = np.zeros(NEAR, np.int32)
    line = np.concatenate([part for text in texts for part in (text, apart)])
    together = csr_matrix((size, size))
    for offset in range(1, NEAR + 1):
        one, other = line[:-offset], line[offset:]
        both = (one > 0) & (other > 0)
        weight = np.full(both.sum(), 1 / offset)
        together += coo_matrix((weight, (one[both], other[both])), shape=(size, size)).tocsr()
    return together + together.T


def teach(
    texts: Sequence[np.ndarray], truth: np.ndarray, weighing: np.ndarray, start: np.ndarray, course: Course
) -> dict[str, np.ndarray]:
    """The network's weights; truth: texts x labels, 0 or 1; weighing: how much each label counts."""
    draw = np.random.default_rng(course.seed)
    batches = [batch for _ in range(course.passes) for batch in _batches(texts, course.batch, draw)]
    begin, update, weights_of = adam(lambda step: course.rate * _rate(step, len(batches)))

    @jax.jit
    def step(number, state, mean, rows, gold, key):
        slope = jax.grad(_loss)(weights_of(state), rows, gold, weighing, key, course)
        state = update(number, slope, state)
        keep = jnp.minimum(course.keep, (1 + number) / (10 + number))
        mean = jax.tree.map(lambda old, new: keep * old + (1 - keep) * new, mean, weights_of(state))
        return state, mean

    mean = _first_weights(start, truth.shape[1], course, draw)
    state, key = begin(mean), jax.random.key(course.seed)
    for number, (chosen, length) in enumerate(batches):
        rows = _padded([texts[n] for n in chosen], length)
        state, mean = step(number, state, mean, rows, truth[chosen], jax.random.fold_in(key, number))
    kept = {name: np.asarray(each) for name, each in mean.items()}
    kept["vectors"] = np.vstack([np.zeros_like(kept["vectors"][:1]), kept["vectors"][1:]])
    return kept


def scores(weights: dict[str, np.ndarray], texts: Sequence[np.ndarray], batch: int = 256) -> np.ndarray:
    """What the network says of texts (texts x labels), in log-odds."""
    told = jax.jit(_told)
    found = np.zeros((len(texts), len(weights["output_bias"])), np.float32)
    for length, members in _by_length(texts):
        for first in range(0, len(members), batch):
            chosen = members[first : first + batch]
            rows = _padded([texts[n] for n in np.resize(chosen, batch)], length)
            found[chosen] = told(weights, rows)[: len(chosen)]
    return found


def _rate(step, steps: int):
    return jnp.minimum(1, (step + 1) / WARMING) * jnp.maximum(FLOOR, 1 - step / steps)


def _first_weights(start: np.ndarray, labels: int, course: Course, draw: np.random.Generator) -> dict:
    """Drawn at random, as wide as keeps the signal's strength (He et al. 2015)."""
    size, seen = course.size, len(WIDTHS) * course.filters + 2 * course.size
    reach = np.repeat(WIDTHS, WIDTHS)[:, None, None] * size
    drawn = {
        "filters": draw.standard_normal((PLACES, size, course.filters)) * np.sqrt(2 / reach),
        "filter_bias": np.zeros(len(WIDTHS) * course.filters),
        "hidden": draw.standard_normal((seen, course.hidden)) * np.sqrt(2 / seen),
        "hidden_bias": np.zeros(course.hidden),
        "output": draw.standard_normal((course.hidden, labels)) * 0.05,
        "output_bias": np.zeros(labels),
    }
    return {name: jnp.asarray(each, jnp.float32) for name, each in {**drawn, "vectors": start}.items()}


def _loss(weights, rows, gold, weighing, key, course: Course):
    """Cross-entropy of every label, words and features struck out at random (dropout)."""
    missing, *struck = jax.random.split(key, 3)
    rows = jnp.where(jax.random.bernoulli(missing, course.miss, rows.shape), 0, rows)
    odds = _told(weights, rows, struck, course.forget)
    each = jnp.maximum(odds, 0) - odds * gold + jnp.log1p(jnp.exp(-jnp.abs(odds)))
    return (each * weighing).sum(axis=1).mean()


def _told(weights, rows, keys=(None, None), forget=0.0):
    """The log-odds of each label; `jingui.ingest.network` says the same with numpy."""
    known = (rows > 0)[:, :, None]
    read = weights["vectors"][rows] * known
    seen = jnp.concatenate((_loudest(weights, read), _means(read, known)), axis=1)
    seen = _without(seen, keys[0], forget)
    hidden = jax.nn.relu(seen @ weights["hidden"] + weights["hidden_bias"])
    return _without(hidden, keys[1], forget) @ weights["output"] + weights["output_bias"]


def _loudest(weights, read):
    most, slot = [], 0
    for width in WIDTHS:
        windows = read.shape[1] - width + 1
        given = [read[:, n : n + windows] @ weights["filters"][slot + n] for n in range(width)]
        most.append(sum(given).max(axis=1))
        slot += width
    return jax.nn.relu(jnp.concatenate(most, axis=1) + weights["filter_bias"])


def _means(read, known):
    parts = (read, known), (read[:, :EARLY_WORDS], known[:, :EARLY_WORDS])
    means = [part.sum(axis=1) / jnp.maximum(1, there.sum(axis=1)) for part, there in parts]
    return LOUD * jnp.concatenate(means, axis=1)


def _without(features, key, share):
    if key is None:
        return features
    return features * jax.random.bernoulli(key, 1 - share, features.shape) / (1 - share)


def _by_length(texts: Sequence[np.ndarray]) -> Iterator[tuple[int, np.ndarray]]:
    """(length, places of the texts of at most that length)."""
    bin_of = np.searchsorted(LENGTHS, [len(text) for text in texts])
    for n, length in enumerate(LENGTHS):
        yield length, np.flatnonzero(bin_of == n)


def _batches(texts: Sequence[np.ndarray], size: int, draw: np.random.Generator) -> list:
    """Texts of like length, in a new order each time; what fills no batch waits for the next pass."""
    found = []
    for length, members in _by_length(texts):
        mixed = draw.permutation(members)
        found += [(mixed[n : n + size], length) for n in range(0, len(mixed) - size + 1, size)]
    return [found[n] for n in draw.permutation(len(found))]


def _padded(texts: Sequence[np.ndarray], length: int) -> np.ndarray:
    rows = np.zeros((len(texts), length + len(EDGE)), np.int32)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text)] = text
    return rows
