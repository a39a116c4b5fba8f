"""What a text looks like, in numbers: an exact digest and a MinHash signature with its band keys.

MinHash and banding after Broder (1997) and Leskovec, Rajaraman and Ullman, *Mining of Massive
Datasets*, chapter 3; the hashing is rensa's R-MinHash, the banding and the digest are BLAKE2b,
so that numbers kept in a database mean the same on every machine and Python.
"""

import re
import struct
import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from jingui.text.characters import PLAIN

SEED = 20260701
SHINGLE_CHARACTERS = 3
MOST_CHARACTERS = 40_000  # of the bare text; a longer one is known by its head
# What NFKC would change, or may: all but plain letters and signs that part words whatever their width.
TO_NORMALISE = re.compile(f"[^{PLAIN}\u3000\u2026，：；！？（）｜～]")
# These stand between words, and NFKC would make three full stops of one of them.
SIGNS = re.compile(r"[\s，。、；：！？“”‘’（）《》【】—…·]+")
LETTER, DIGIT, NARROW, POINT, PERCENT, SIGN = 1, 2, 4, 8, 16, 32  # kinds of characters, each a bit
KINDS = (
    (LETTER, r"[^\W\d_]+"), (DIGIT, r"\d+"), (NARROW, "[0-9a-z]+"),
    (POINT, r"\."), (PERCENT, "%"), (SIGN, "[+-]"),
)  # fmt: skip
TELLING = re.compile(r"[^\W\d_]+|(?:[+-](?<![0-9a-z].))?\d+(?:\.\d+)*%?")
LONG_CHARACTERS = 150  # from here on a table of characters is faster than the expression
BASIC_PLANE = 0x10000

type Codes = NDArray[np.uint32]


def bare(text: str) -> str:
    """The text without case, width, spaces and punctuation; what makes a number (1.5%, -3) stays."""
    if TO_NORMALISE.search(text):
        text = unicodedata.normalize("NFKC", SIGNS.sub(" ", text))
    folded = text.casefold()
    if len(folded) >= LONG_CHARACTERS:
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
        if int(codes.max()) < BASIC_PLANE:
            return _telling(codes).tobytes().decode("utf-32-le", "surrogatepass")
    return "".join(TELLING.findall(folded))


def _telling(codes: Codes) -> Codes:
    """What `TELLING` finds, by a table: letters, digits, and a number's signs where they stand in one."""
    kinds = np.zeros(len(codes) + 2, np.uint8)
    kinds[1:-1] = _kinds().take(codes)
    before, here, after = kinds[:-2], kinds[1:-1], kinds[2:]
    follows, leads = before & DIGIT != 0, after & DIGIT != 0
    stays = here & (LETTER | DIGIT) != 0
    stays |= (here == POINT) & follows & leads
    stays |= (here == PERCENT) & follows
    stays |= (here == SIGN) & leads & (before & NARROW == 0)
    return codes.compress(stays)


@cache
def _kinds() -> NDArray[np.uint8]:
    """Of each character of the basic plane, its kind."""
    kinds = np.zeros(BASIC_PLANE, np.uint8)
    plane = "".join(map(chr, range(BASIC_PLANE)))
    for kind, class_ in KINDS:
        found = "".join(re.findall(class_, plane))
        kinds[np.frombuffer(found.encode("utf-32-le", "surrogatepass"), np.uint32)] |= kind
    return kinds


def digest(text: str) -> int:
    """The exact fingerprint: a signed 64-bit number, equal for texts whose bare text is equal."""
    key = blake2b(bare(text).encode("utf-8", "replace"), digest_size=8, salt=_salt(0))
    return int.from_bytes(key.digest(), "little", signed=True)


def minhash(text: str, permutations: int = 128) -> tuple[int, ...]:
    """The MinHash signature over three-character shingles: `permutations` unsigned 32-bit numbers.

    A text with nothing to compare has the empty signature.
    """
    return signature(bare(text[: 2 * MOST_CHARACTERS])[:MOST_CHARACTERS], permutations)


def signature(bare_text: str, permutations: int = 128) -> tuple[int, ...]:
    """As `minhash`, of a text that is bare already."""
    shingles = _shingles(bare_text)
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
    keys = b"".join(
        blake2b(packed[band * step : (band + 1) * step], digest_size=8, salt=_salt(band)).digest()
        for band in range(bands if rows else 0)
    )
    return struct.unpack(f"<{len(keys) // 8}q", keys)


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated Jaccard likeness of two signatures of the same length, 0..1."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def _shingles(text: str) -> list[str]:
    """Every three characters; one that comes twice changes no minimum."""
    if len(text) <= SHINGLE_CHARACTERS:
        return [text] if text else []
    characters = text.encode("utf-32-le", "surrogatepass")
    count = len(text) - SHINGLE_CHARACTERS + 1
    runs: NDArray[np.str_] = np.ndarray((count,), f"<U{SHINGLE_CHARACTERS}", characters, strides=(4,))
    return runs.tolist()


@cache
def _salt(band: int) -> bytes:
    return band.to_bytes(2, "little")
