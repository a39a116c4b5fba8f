"""Granian around the edge, and how it stops: at once, however many listen."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

STOP_SECONDS = 3.0  # after that the process ends itself
GRACE_SECONDS = 1  # for answers on their way
HEADER_READ_MILLISECONDS = 10_000
REQUEST_HEAD_BYTES = 64 * 1024
BACKLOG = 1024
IMAGE_SECONDS = 7 * 24 * 3600  # a picture's address names its content


def serve(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    asyncio.run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    edge = import_string(settings.ASGI_APPLICATION)
    server = _server(edge, host, port)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, edge, server)
    await server.serve()


def _server(edge: Any, host: str, port: int) -> Server:
    images = Path(settings.MEDIA_ROOT) / "images"
    images.mkdir(parents=True, exist_ok=True)
    server = Server(
        edge,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        backlog=BACKLOG,
        backpressure=65_536,  # open streams count; the edge has its own limit
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADER_READ_MILLISECONDS, max_buffer_size=REQUEST_HEAD_BYTES
        ),
        log_level=LogLevels.error,
        static_path_route=[f"{settings.MEDIA_URL}images"],
        static_path_mount=[images],
        static_path_expires=IMAGE_SECONDS,
    )
    server.workers_kill_timeout = GRACE_SECONDS  # the embedded server's constructor does not take it
    return server


def _stop(edge: Any, server: Server) -> None:
    """End the process should anything hold it up; say goodbye to the listeners, and stop."""
    deadline = threading.Timer(STOP_SECONDS, os._exit, args=(0,))
    deadline.daemon = True
    deadline.start()
    edge.close()
    server.stop()
