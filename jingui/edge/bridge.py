"""The way to Django: its WSGI handler in threads, with the request's body read before a thread is taken."""

from __future__ import annotations

import asyncio
import tempfile
from typing import Any

from a2wsgi import WSGIMiddleware

from jingui.edge.answers import refuse
from jingui.edge.wsgi import application as django

THREADS = 10
CHUNKS_AHEAD = 1024  # an answer leaves its thread even while its reader is slow
BODY_BYTES = 20 * 1024 * 1024
BODY_IN_MEMORY_BYTES = 256 * 1024
BODY_SECONDS = 60.0
CHUNK_BYTES = 64 * 1024
NOT_FORWARDED = {b"accept-language", b"x-forwarded-host", b"x-original-url", b"x-rewrite-url", b"forwarded"}

wsgi = WSGIMiddleware(django, workers=THREADS, send_queue_size=CHUNKS_AHEAD)


class BodyTooLarge(Exception):
    """The request's body is larger than anything we take."""


async def to_django(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Let Django answer. The language is chosen by address, never by what a browser prefers."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _read(scope, receive)
    except BodyTooLarge:
        return await refuse(send, 413)
    except TimeoutError:
        return await refuse(send, 408)
    headers = [(name, value) for name, value in scope["headers"] if name not in NOT_FORWARDED]
    try:
        await wsgi({**scope, "headers": headers}, _replay(body), send)
    finally:
        body.close()


async def _read(scope: dict[str, Any], receive: Any) -> Any:
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if not length.isdigit() or int(length) > BODY_BYTES:
        raise BodyTooLarge
    body, size, more = tempfile.SpooledTemporaryFile(max_size=BODY_IN_MEMORY_BYTES), 0, _has_body(scope)  # noqa: SIM115
    while more:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_BYTES:
            body.close()
            raise BodyTooLarge
        body.write(chunk)
        more = message["type"] == "http.request" and message.get("more_body", False)
    body.seek(0)
    return body


def _has_body(scope: dict[str, Any]) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def _replay(body: Any) -> Any:
    async def receive() -> dict[str, Any]:
        chunk = body.read(CHUNK_BYTES)
        return {"type": "http.request", "body": chunk, "more_body": len(chunk) == CHUNK_BYTES}

    return receive
