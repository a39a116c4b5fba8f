import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.http import BrokenAnswer, TooLarge
from jingui.http.unpacking import unpacked

LIMIT = 100_000
TEXT = "沪指早盘高开。".encode() * 400


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = {
    "": TEXT,
    "identity": TEXT,
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
}


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("encoding", PACKED)
def test_every_encoding_is_unpacked_in_any_pieces(encoding, size):
    packed = PACKED[encoding]
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]

    assert unpacked(chunks, encoding, limit=LIMIT) == TEXT


def test_deflate_without_its_header_is_read_too():
    assert unpacked([raw_deflate(TEXT)], "deflate", limit=LIMIT) == TEXT


def test_gzip_members_follow_one_another_and_padding_is_ignored():
    assert unpacked([gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 9], "gzip", limit=LIMIT) == b"ab"


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(b"\0" * 50_000_000)),
        ("deflate", zlib.compress(b"\0" * 50_000_000)),
        ("br", brotli.compress(b"\0" * 50_000_000)),
    ],
)
def test_a_bomb_is_too_large_whatever_packed_it(encoding, bomb):
    assert len(bomb) < LIMIT

    with pytest.raises(TooLarge, match="解压后"):
        unpacked([bomb], encoding, limit=LIMIT)


def test_the_limit_holds_on_the_wire_as_well():
    with pytest.raises(TooLarge):
        unpacked([b"x" * 60_000] * 2, "", limit=LIMIT)


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_broken_compression_is_named_so(encoding):
    with pytest.raises(BrokenAnswer, match="损坏"):
        unpacked([b"\x1f\x8b\x08 this is not packed at all"], encoding, limit=LIMIT)


def test_an_unknown_compression_is_named_so():
    with pytest.raises(BrokenAnswer, match="zstd"):
        unpacked([TEXT], "zstd", limit=LIMIT)


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate", "br"]))
def test_no_bytes_bring_it_down(material, encoding):
    with suppress(BrokenAnswer, TooLarge):
        assert len(unpacked([material], encoding, limit=LIMIT)) <= LIMIT
