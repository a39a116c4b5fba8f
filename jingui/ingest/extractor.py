"""Pages are read in a process of its own, with limits, that can be killed; here it is asked."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import jingui
from jingui.ingest.draft import Draft
from jingui.ingest.extracting import LENGTH, request_of, told

PAGE_SECONDS = 8.0
START_SECONDS = 60.0  # importing the readers on a busy machine
MEMORY_MIB = 1_536  # of address space; the libraries map some 600 of it
MOST_ANSWER_BYTES = 64 << 20


class ExtractionFailed(Exception):
    """The page could not be read; the message says why, for editors."""


class Extractor:
    """Reads pages elsewhere: `run` never raises and never hangs. Threads may share it and wait in turn.

    The process is started by the first page, again after it was killed, and ends with the `with` block,
    or when the asking process dies, however it dies.
    """

    def __init__(self, *, page_seconds: float = PAGE_SECONDS, memory_mib: int = MEMORY_MIB) -> None:
        self.page_seconds, self.memory_mib = page_seconds, memory_mib
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._turn:
            self._stop()

    def run(self, draft: Draft) -> Draft:
        """The draft decoded, extracted and sanitised, if it has a page; an unreadable one is a fault."""
        if draft.raw_body is None:
            return draft
        try:
            with self._turn:
                return told(draft, self._ask(draft))
        except ExtractionFailed as failure:
            said = f"页面无法读取：{failure}"
            return draft.but(
                raw_body=None, page="", headline=draft.raw_title, faults=(*draft.faults, said), because=said
            )

    def _ask(self, draft: Draft) -> dict[str, Any]:
        try:
            child = self._running()
            deadline = time.monotonic() + self.page_seconds
            for message in (request_of(draft), draft.raw_body or b""):
                _write(child, LENGTH.pack(len(message)) + message, deadline)
            answer = _read(child, deadline)
        except (ExtractionFailed, OSError) as failure:
            self._stop()
            if isinstance(failure, ExtractionFailed):
                raise
            raise ExtractionFailed("读取进程中途退出（内存或时间超限）") from failure
        if "error" in answer:
            raise ExtractionFailed(str(answer["error"]))
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started if need be."""
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._stop()
        root = str(Path(jingui.__file__).parents[1])
        self._child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jingui.ingest.extracting",
                str(int(self.page_seconds) + 1),
                str(self.memory_mib),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))),
            },
            start_new_session=True,  # Ctrl-C is for the asker, who ends this one in order
        )
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        _read(self._child, time.monotonic() + START_SECONDS)
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe.fileno(), pipe)


def _close(descriptor: int, pipe: Any) -> None:
    """Close without flushing: what was not written will not be read by anyone."""
    try:
        pipe.close()
    except BrokenPipeError:
        os.close(descriptor)


def _write(child: subprocess.Popen[bytes], message: bytes, deadline: float) -> None:
    assert child.stdin is not None
    descriptor, rest = child.stdin.fileno(), memoryview(message)
    while rest:
        _wait(deadline, writing=descriptor)
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            continue


def _read(child: subprocess.Popen[bytes], deadline: float) -> dict[str, Any]:
    assert child.stdout is not None
    descriptor = child.stdout.fileno()
    (length,) = LENGTH.unpack(_exactly(descriptor, LENGTH.size, deadline))
    if length > MOST_ANSWER_BYTES:
        raise ExtractionFailed("读取结果过大")
    answer: dict[str, Any] = json.loads(_exactly(descriptor, length, deadline))
    return answer


def _exactly(descriptor: int, length: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while length:
        _wait(deadline, reading=descriptor)
        part = os.read(descriptor, min(length, 1 << 20))
        if not part:
            raise ExtractionFailed("读取进程中途退出（内存或时间超限）")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(deadline: float, *, reading: int | None = None, writing: int | None = None) -> None:
    """Until the pipe is ready; ExtractionFailed when the time is up."""
    poll = select.poll()
    if reading is not None:
        poll.register(reading, select.POLLIN)
    if writing is not None:
        poll.register(writing, select.POLLOUT)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise ExtractionFailed("超过时限")
