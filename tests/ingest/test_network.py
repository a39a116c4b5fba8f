import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.ingest.linear import reading
from jingui.ingest.network import PLACES, WIDTHS, Network, words_of
from jingui.ingest.topics import TOPICS

WORDS = ("黄金", "走高", "沪铜", "走低")
SIZE, FILTERS, HIDDEN = 6, 5, 7
TRAINED = Network.load("network")
MACHINE = np.array([0.5, -0.5], np.float32)


def a_network():
    """Two labels, weights drawn at random."""
    draw = np.random.default_rng(7)
    seen = len(WIDTHS) * FILTERS + 2 * SIZE
    shapes = {
        "vectors": (len(WORDS) + 1, SIZE),
        "filters": (PLACES, SIZE, FILTERS),
        "filter_bias": (len(WIDTHS) * FILTERS,),
        "hidden": (seen, HIDDEN),
        "hidden_bias": (HIDDEN,),
        "output": (HIDDEN, 2),
        "output_bias": (2,),
    }
    weights = {name: draw.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
    weights["vectors"][0] = 0
    return Network(words=WORDS, weights=weights, thresholds=np.full(2, 0.5, np.float32))


def scores(text):
    return a_network().scores(reading("", text))


def test_the_order_of_words_counts():
    assert not np.allclose(scores("黄金走高，沪铜走低"), scores("沪铜走高，黄金走低"))


def test_a_word_that_is_not_known_says_nothing():
    assert np.array_equal(scores("黄金走高"), scores("黄金突然走高"))
    assert np.array_equal(scores(""), scores("锂"))


def test_digits_are_alike():
    assert words_of(reading("", "涨35点")) == words_of(reading("", "涨47点"))


def test_only_the_beginning_is_read():
    beginning = "黄金走高，" * 64

    assert np.array_equal(scores(beginning), scores(beginning + "沪铜走低"))


def test_saved_and_loaded_it_says_nearly_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("jingui.ingest.linear.FOLDER", tmp_path)
    network, text = a_network(), reading("", "黄金走高，沪铜走低")
    network.save("again", tmp_path)

    again = Network.load("again")

    assert again.words == WORDS
    assert np.allclose(again.chances(text, MACHINE), network.chances(text, MACHINE), atol=0.02)


def test_a_network_of_another_format_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("jingui.ingest.linear.FOLDER", tmp_path)
    np.savez(tmp_path / "old.npz", about=np.frombuffer(b'{"format": 0}', np.uint8))

    with pytest.raises(ValueError, match="jingui train"):
        Network.load("old")


@given(st.text(max_size=500), st.floats(-100, 100))
def test_any_text_gets_chances(text, machine):
    chances = TRAINED.chances(reading("", text), np.full(len(TOPICS), machine, np.float32))

    assert ((chances > 0) & (chances < 1)).all()
