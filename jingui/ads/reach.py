"""How many different visitors, without knowing any of them: HyperLogLog over numbers that are hashes.

The registers after Flajolet, Fusy, Gandouet and Meunier, *HyperLogLog: the analysis of a near-optimal
cardinality estimation algorithm* (AofA 2007), with hashes of 64 bits as in HyperLogLog++ (Heule, Nunkesser
and Hall, EDBT 2013), so that large numbers need no correction. Small numbers need no table of biases and no
switch to linear counting: the estimator is Ertl's (*New cardinality estimation algorithms for HyperLogLog
sketches*, arXiv:1702.01284, algorithm 6), which is unbiased from 0 on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import inf, log, sqrt

PRECISION = 13
REGISTERS = 1 << PRECISION  # one byte each
REST_BITS = 64 - PRECISION
HIGHEST_RANK = REST_BITS + 1
STANDARD_ERROR = 1.04 / sqrt(REGISTERS)  # of an estimate, as a share of it: 1.15 %
ALPHA = 1 / (2 * log(2))
NOBODY = bytes(REGISTERS)


def register_and_rank(number: int) -> tuple[int, int]:
    """What a visitor's 64-bit number is remembered as: a register, and how high it is raised (1..52)."""
    register, rest = number >> REST_BITS, number & ((1 << REST_BITS) - 1)
    return register, REST_BITS - rest.bit_length() + 1


def raised(registers: bytes, ranks: Mapping[int, int]) -> bytes:
    """The registers after visitors came by: {register: rank}. None is ever lowered."""
    after = bytearray(registers)
    for register, rank in ranks.items():
        after[register] = max(after[register], rank)
    return bytes(after)


def union(*visits: bytes) -> bytes:
    """The registers of everybody who is in any of these."""
    return bytes(map(max, NOBODY, *visits))


def estimate(registers: bytes) -> float:
    """About how many different visitors there were."""
    counts = Counter(registers)
    z = REGISTERS * _tau(1 - counts[HIGHEST_RANK] / REGISTERS)
    for rank in range(REST_BITS, 0, -1):
        z = 0.5 * (z + counts[rank])
    z += REGISTERS * _sigma(counts[0] / REGISTERS)
    return ALPHA * REGISTERS**2 / z if z else inf


def overlap(a: bytes, b: bytes) -> float:
    """About how many visitors are in both: A + B - union, and at least none.

    Its error is that of three estimates together (see `overlap_error`), however small the overlap is.
    """
    return max(0.0, estimate(a) + estimate(b) - estimate(union(a, b)))


def overlap_error(a: bytes, b: bytes) -> float:
    """The standard error of `overlap`, in visitors, at worst: the three estimates seen as independent."""
    return STANDARD_ERROR * sqrt(sum(estimate(some) ** 2 for some in (a, b, union(a, b))))


def _sigma(x: float) -> float:
    """Ertl's sum for the registers that nobody touched."""
    if x == 1:
        return inf
    y, z, before = 1.0, x, -1.0
    while z != before:
        x, before = x * x, z
        z, y = z + x * y, y + y
    return z


def _tau(x: float) -> float:
    """Ertl's sum for the registers that cannot be raised further."""
    if x in (0, 1):
        return 0.0
    y, z, before = 1.0, 1 - x, -1.0
    while z != before:
        x, before, y = sqrt(x), z, y / 2
        z -= (1 - x) ** 2 * y
    return z / 3
