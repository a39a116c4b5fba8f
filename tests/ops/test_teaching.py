import numpy as np
import pytest

from jingui.ingest.linear import reading

pytest.importorskip("jax", reason="JAX is installed for training only")

GOLD = [f"现货黄金第{n}日走高，金价与白银齐涨" for n in range(60)]
COPPER = [f"沪铜主力第{n}日走低，铜价与铝价齐跌" for n in range(60)]
READINGS = [reading("", text) for pair in zip(GOLD, COPPER, strict=True) for text in pair]
TRUTH = np.array([[1, 0], [0, 1]] * len(GOLD))


def a_network(seed=1):
    from jingui.ops.teaching import Course, fit  # noqa: PLC0415  (needs JAX, checked above)

    return fit(
        READINGS,
        TRUTH,
        asides=TRUTH[:, :1],
        others=READINGS,
        machine=np.zeros(TRUTH.shape),
        held_out=np.arange(len(READINGS)) >= 90,
        course=Course(most_words=30, size=4, filters=4, hidden=8, passes=40, batch=4, rate=0.01, seed=seed),
    )


def test_it_learns_what_the_examples_show():
    gold, copper = a_network().scores(reading("", "现货黄金走高"))

    assert gold > 0 > copper


def test_what_is_read_is_what_was_taught():
    from jingui.ingest.network import words_of  # noqa: PLC0415
    from jingui.ops.teaching import numbered, scores  # noqa: PLC0415

    network = a_network()
    taught = scores(network.weights, numbered(network.words, [words_of(text) for text in READINGS[:2]]))

    assert np.allclose(taught, [network.scores(text) for text in READINGS[:2]], atol=0.02)


def test_the_same_examples_and_seed_give_the_same_network():
    one, other = a_network(), a_network()

    assert all(np.array_equal(one.weights[name], other.weights[name]) for name in one.weights)
    assert np.array_equal(one.thresholds, other.thresholds)
