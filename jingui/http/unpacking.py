"""Compressed bodies, unpacked within a limit: a small bomb never becomes a large one in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

import brotli

from jingui.http.problems import BrokenAnswer, TooLarge

ACCEPTED = "gzip, deflate, br"
CHUNK_BYTES = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"


def unpacked(chunks: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """The body behind `chunks`, at most `limit` bytes packed and as many unpacked.

    Raises TooLarge and BrokenAnswer.
    """
    stream = _counted(chunks, limit)
    for name in reversed([name.strip().lower() for name in encoding.split(",") if name.strip()]):
        stream = _stage(name, stream)
    body = bytearray()
    try:
        for chunk in stream:
            body += chunk
            if len(body) > limit:
                raise TooLarge(f"解压后超过 {limit >> 20} MB")
    except (zlib.error, brotli.error):
        raise BrokenAnswer("压缩数据损坏") from None
    return bytes(body)


def _counted(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLarge(f"内容超过 {limit >> 20} MB")
        yield chunk


def _stage(name: str, stream: Iterator[bytes]) -> Iterator[bytes]:
    match name:
        case "identity":
            return stream
        case "gzip" | "x-gzip":
            return _inflated(stream, zlib.MAX_WBITS | 16)
        case "deflate":
            return _deflated(stream)
        case "br":
            return _unbrotlied(stream)
    raise BrokenAnswer(f"不认识的压缩方式 {name[:20]}")


def _deflated(stream: Iterator[bytes]) -> Iterator[bytes]:
    """`deflate` means zlib (RFC 9110), but some servers send it without the zlib header."""
    head = b""
    while len(head) < 2 and (chunk := next(stream, None)) is not None:
        head += chunk
    has_header = len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0
    yield from _inflated(chain([head], stream), zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _inflated(stream: Iterable[bytes], wbits: int) -> Iterator[bytes]:
    decompressor = zlib.decompressobj(wbits)
    for chunk in stream:
        while chunk:
            if decompressor.eof:
                if not chunk.startswith(GZIP_MAGIC):
                    return  # padding after the last member, which browsers ignore too
                decompressor = zlib.decompressobj(wbits)
            yield decompressor.decompress(chunk, CHUNK_BYTES)
            chunk = decompressor.unused_data if decompressor.eof else decompressor.unconsumed_tail


def _unbrotlied(stream: Iterator[bytes]) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    for chunk in stream:
        yield decompressor.process(chunk, output_buffer_limit=CHUNK_BYTES)
        while not decompressor.can_accept_more_data():
            yield decompressor.process(b"", output_buffer_limit=CHUNK_BYTES)
