"""HyperLogLog: right within its error at every size, and a set in all that sets can do."""

from hashlib import blake2b

import pytest

from jingui.ads import reach


def registers(visitors, salt=b"a day"):
    """The registers after these visitors (numbers) came by."""
    ranks = {}
    for visitor in visitors:
        digest = blake2b(visitor.to_bytes(8, "big"), key=salt, digest_size=8).digest()
        register, rank = reach.register_and_rank(int.from_bytes(digest, "big"))
        ranks[register] = max(rank, ranks.get(register, 0))
    return reach.raised(reach.NOBODY, ranks)


@pytest.mark.parametrize("number", [1, 10, 100, 1_000, 5_000, 20_000, 40_000, 100_000])
@pytest.mark.parametrize("salt", [b"Monday", b"Tuesday", b"Wednesday"])
def test_an_estimate_is_right_within_three_standard_errors(number, salt):
    told = reach.estimate(registers(range(number), salt))

    assert told == pytest.approx(number, rel=3 * reach.STANDARD_ERROR)


def test_over_many_days_the_errors_are_as_large_as_said_and_cancel_out():
    errors = [reach.estimate(registers(range(3_000), bytes([day]))) / 3_000 - 1 for day in range(60)]

    spread = (sum(error**2 for error in errors) / len(errors)) ** 0.5
    assert spread < 1.3 * reach.STANDARD_ERROR
    assert abs(sum(errors) / len(errors)) < 3 * reach.STANDARD_ERROR / 60**0.5


def test_nobody_is_none():
    assert reach.estimate(reach.NOBODY) == 0


def test_registers_that_are_full_still_have_an_estimate():
    assert reach.estimate(bytes([reach.HIGHEST_RANK]) * reach.REGISTERS) == float("inf")
    assert 1e18 < reach.estimate(bytes([reach.HIGHEST_RANK - 1]) * reach.REGISTERS) < 1e20


def test_the_same_visitor_again_changes_nothing():
    assert registers([7, 7, 7]) == registers([7])


@pytest.mark.parametrize(
    ("number", "place"),
    [(0, (0, 52)), (1, (0, 51)), (2**64 - 1, (8191, 1)), (1 << 50, (0, 1)), (3 << 50, (1, 1))],
)
def test_the_first_bits_choose_the_register_and_the_zeros_after_them_the_rank(number, place):
    assert reach.register_and_rank(number) == place


def test_a_union_is_commutative_associative_and_idempotent_and_what_one_stream_would_be():
    a, b, c = (registers(range(n, n + 900)) for n in (0, 500, 5_000))

    assert reach.union(a, b) == reach.union(b, a)
    assert reach.union(a, reach.union(b, c)) == reach.union(reach.union(a, b), c) == reach.union(c, b, a)
    assert reach.union(a, a) == a == reach.union(a, reach.NOBODY)
    assert reach.union(a, b) == registers(range(1_400))


def test_no_register_is_lowered():
    assert reach.raised(reach.raised(reach.NOBODY, {3: 9}), {3: 2, 4: 1})[3:5] == bytes([9, 1])


@pytest.mark.parametrize("shared", [0, 500, 4_000, 10_000])
def test_two_places_overlap_by_those_who_were_at_both(shared):
    a, b = registers(range(10_000)), registers(range(10_000 - shared, 20_000 - shared))

    assert reach.overlap(a, b) == pytest.approx(shared, abs=3 * reach.overlap_error(a, b))
    assert reach.overlap(a, b) == reach.overlap(b, a)
