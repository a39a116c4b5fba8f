"""Fetch every public page once, through the edge: all 200, no mojibake, no empty body."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping

import httpx
from lxml import html
from rich.console import Console

MOJIBAKE = re.compile("\ufffd|锟斤拷|烫烫烫|Ã[\x80-\xbf]|â€|ï¼")
FEWEST_CHARACTERS = 40


def every_page(environment: Mapping[str, str], paths: list[str], console: Console) -> list[str]:
    """Serve the home and ask for every path; what was wrong, in words."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "jingui", "serve"],
        env={**environment, "JINGUI_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            _wait(client)
            started = time.monotonic()
            answers = {path: client.get(path) for path in paths}
            seconds = time.monotonic() - started
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(10)
    statuses = Counter(answer.status_code for answer in answers.values())
    console.print(f"pages: {len(paths)} in {seconds:.1f} s, {dict(statuses)}")
    return [f"{path}: {words}" for path, answer in answers.items() if (words := _trouble(answer))]


def _trouble(answer: httpx.Response) -> str:
    if answer.status_code != 200:
        return f"answers {answer.status_code}"
    if found := MOJIBAKE.search(answer.text):
        return f"mojibake {found[0]!r}"
    if "html" in answer.headers["content-type"]:
        main = html.fromstring(answer.content).find(".//main")
        if main is None or len(main.text_content().strip()) < FEWEST_CHARACTERS:
            return "empty body"
    return ""


def _wait(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("the portal does not serve")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
