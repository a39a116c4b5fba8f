"""A forest says the sum of what its trees say."""

import pytest

from jingui.ingest.forest import MOST_LEAVES, Forest

# Below 3 the first column decides alone; from there on the second does.
TREE = [(0, 3.0, 1, 2), (-1, 0.5, 0, 0), (1, 7.0, 3, 4), (-1, -1.0, 0, 0), (-1, 2.0, 0, 0)]
STUMP = [(1, 1.0, 1, 2), (-1, 10.0, 0, 0), (-1, 20.0, 0, 0)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((3, 99), 0.5 + 20),  # what equals the threshold goes left
        ((3.1, 7), -1.0 + 20),
        ((3.1, 7.1), 2.0 + 20),
        ((0, 0), 0.5 + 10),
    ],
)
def test_each_tree_is_followed_to_its_leaf(row, said):
    assert Forest(("a", "b"), 100.0, [TREE, STUMP]).log_odds(row) == 100 + said


def test_even_odds_are_a_chance_of_one_half():
    assert Forest(("a", "b"), -10.5, [TREE, STUMP]).chance((0, 0)) == 0.5


def chain(leaves):
    """A tree that goes left again and again."""
    tree = []
    for number in range(leaves - 1):
        tree += [(0, float(-number), 2 * number + 2, 2 * number + 1), (-1, float(number), 0, 0)]
    return [*tree, (-1, -1.0, 0, 0)]


def test_the_largest_tree_is_followed_to_its_last_leaf():
    assert Forest(("a",), 0.0, [chain(MOST_LEAVES)]).log_odds([-1000]) == -1.0
    assert Forest(("a",), 0.0, [chain(MOST_LEAVES)]).log_odds([1]) == 0.0


@pytest.mark.parametrize("leaves", [1, MOST_LEAVES + 1])
def test_a_tree_that_cannot_be_read_is_refused(leaves):
    with pytest.raises(ValueError, match=f"a tree of {leaves} leaves"):
        Forest(("a",), 0.0, [chain(leaves)])
