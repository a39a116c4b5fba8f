"""Connections to checked addresses only, under one deadline for everything that happens on them."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from jingui.http.addresses import Guard, Resolver, resolve
from jingui.http.problems import SourceUnreachable, TooSlow

CONNECT_SECONDS = 8.0


class Deadline:
    """A moment on the wall clock's monotonic sister by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, at most `at_most`. Raises TooSlow when none are."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TooSlow(f"{self.seconds:.0f} 秒内没有收完")
        return left if at_most is None else min(left, at_most)


class Dialler(httpcore.NetworkBackend):
    """Resolves, checks every address, and connects to a checked address: the name is not asked again."""

    def __init__(self, *, guard: Guard, resolver: Resolver, deadline: Deadline) -> None:
        self.guard, self.resolver, self.deadline = guard, resolver, deadline
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, resolver=self.resolver, timeout=self.deadline.left(CONNECT_SECONDS))
        for address in addresses:
            self.guard.check(address, port)
        for address in addresses[:4]:
            try:
                stream = self.plain.connect_tcp(address, port, timeout=self.deadline.left(CONNECT_SECONDS))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return Timed(stream, self.deadline)
        raise SourceUnreachable(f"连不上 {host}:{port}")


class Timed(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout=self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout=self.deadline.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout))
        return Timed(inner, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
