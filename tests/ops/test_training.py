import numpy as np
import pytest

from jingui.ingest.linear import reading

pytest.importorskip("sklearn", reason="scikit-learn is installed for training only")

GOLD = [f"现货黄金第{n}日走高，金价与白银齐涨" for n in range(60)]
COPPER = [f"沪铜主力第{n}日走低，铜价与铝价齐跌" for n in range(60)]


def a_model(seed=1):
    from jingui.ops.training import Recipe, fit  # noqa: PLC0415  (needs scikit-learn, checked above)

    readings = [reading("", text) for pair in zip(GOLD, COPPER, strict=True) for text in pair]
    truth = np.array([[1, 0], [0, 1]] * len(GOLD))
    return fit(readings, truth, Recipe(labels=("gold", "copper"), kept_grams=50, seed=seed))


def test_it_learns_what_the_examples_show_and_names_the_words():
    model, text = a_model(), reading("", "现货黄金走高")

    judged = model.judge(text)

    assert judged.probabilities[0] > 0.9 > 0.1 > judged.probabilities[1]
    assert "黄金" in model.words(text, [0])[0]


def test_the_same_examples_and_seed_give_the_same_model():
    one, other = a_model(), a_model()

    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.thresholds, other.thresholds)
