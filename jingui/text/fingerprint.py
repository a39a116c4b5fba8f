"""What a text looks like, in numbers: an exact digest and a MinHash signature with its band keys.

MinHash and banding after Broder (1997) and Leskovec, Rajaraman and Ullman, *Mining of Massive
Datasets*, chapter 3; the hashing is rensa's R-MinHash, the banding and the digest are BLAKE2b,
so that numbers kept in a database mean the same on every machine and Python.
"""

import re
import struct
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

from rensa import RMinHash

SEED = 20260701
SHINGLE_CHARACTERS = 3
MOST_CHARACTERS = 40_000  # of the bare text; a longer one is known by its head
# What NFKC would change, or may: all but plain letters and signs that part words whatever their width.
TO_NORMALISE = re.compile("[^\x00-~\u00b7\u2012-\u2023\u2026\u3000-\u301b\u4e00-\u9fff，：；！？（）｜～]")
# These stand between words, and NFKC would make three full stops of one of them.
SIGNS = re.compile(r"[\s，。、；：！？“”‘’（）《》【】—…·]+")
TELLING = re.compile(r"[^\W\d_]+|(?:[+-](?<![0-9a-z].))?\d+(?:\.\d+)*%?")


def bare(text: str) -> str:
    """The text without case, width, spaces and punctuation; what makes a number (1.5%, -3) stays."""
    if TO_NORMALISE.search(text):
        text = unicodedata.normalize("NFKC", SIGNS.sub(" ", text))
    return "".join(TELLING.findall(text.casefold()))


def digest(text: str) -> int:
    """The exact fingerprint: a signed 64-bit number, equal for texts whose bare text is equal."""
    return _signed(bare(text).encode("utf-8", "replace"))


def minhash(text: str, permutations: int = 128) -> tuple[int, ...]:
    """The MinHash signature over three-character shingles: `permutations` unsigned 32-bit numbers.

    A text with nothing to compare has the empty signature.
    """
    shingles = _shingles(bare(text[: 2 * MOST_CHARACTERS])[:MOST_CHARACTERS])
    if not shingles:
        return ()
    sketch = RMinHash(permutations, SEED)
    sketch.update(shingles)
    return tuple(sketch.digest())


def bands(signature: Sequence[int], *, bands: int = 32) -> tuple[int, ...]:
    """The LSH keys of a signature, signed 64-bit: two texts that share one are worth comparing.

    With 128 permutations and 32 bands, texts meet with probability 1 - (1 - likeness⁴)³²:
    .87 at likeness .5, .99 at .6, .25 at .3.
    """
    rows = len(signature) // bands
    packed = struct.pack(f"<{len(signature)}I", *signature)
    step = rows * 4
    return tuple(
        _signed(packed[band * step : (band + 1) * step], salt=band) for band in range(bands if rows else 0)
    )


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated Jaccard likeness of two signatures of the same length, 0..1."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def _shingles(text: str) -> set[str]:
    if len(text) <= SHINGLE_CHARACTERS:
        return {text} if text else set()
    return set(map("".join, zip(*(text[start:] for start in range(SHINGLE_CHARACTERS)), strict=False)))


def _signed(material: bytes, *, salt: int = 0) -> int:
    key = blake2b(material, digest_size=8, salt=salt.to_bytes(2, "little"))
    return int.from_bytes(key.digest(), "little", signed=True)
