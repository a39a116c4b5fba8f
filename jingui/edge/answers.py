"""Short answers that the edge gives by itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

WORDS = {
    400: "请求无法识别。",
    405: "不支持这种请求方法。",
    408: "请求超时。",
    413: "提交的内容过大。",
    414: "网址过长。",
    431: "请求头过大。",
    500: "服务器出错了，请稍后再试。",
    503: "服务繁忙，请稍后再试。",
}


async def refuse(send: Any, status: int, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """A plain line in the reader's language, never kept by anyone."""
    body = f"{status} {WORDS.get(status, HTTPStatus(status).phrase)}\n".encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", b"%d" % len(body)),
                (b"cache-control", b"no-store"),
                (b"x-content-type-options", b"nosniff"),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
