"""The process that reads pages for `extractor.Extractor`: it may hang, swell or die without harm.

It speaks JSON over its standard input and output, each message after its length in four bytes; a page
follows its request as raw bytes. JSON and not pickle, because what has read a hostile page is not trusted.
"""

import json
import os
import resource
import struct
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO

from jingui.ingest.draft import Draft, Figure, SourceFacts, World
from jingui.ingest.extraction.template import (
    seen_as_json,
    seen_from_json,
    template_as_json,
    template_from_json,
)
from jingui.ingest.steps.decode import decode
from jingui.ingest.steps.extract import extract
from jingui.ingest.steps.sanitise import sanitise

LENGTH = struct.Struct("<I")
ASKED = ("id", "url", "raw_title", "content_type", "raw_published", "raw_byline", "doubts", "trail")
TOLD = ("headline", "body", "byline", "dateline", "origin", "doubts", "faults", "trail")
PARENT_POLL_SECONDS = 1.0


def request_of(draft: Draft) -> bytes:
    """A draft as a question; the page goes beside it."""
    asked: dict[str, Any] = {name: getattr(draft, name) for name in ASKED}
    asked["fetched_at"] = draft.fetched_at.isoformat()
    asked["selectors"] = dict(draft.source.selectors)
    asked["templates"] = [template_as_json(template) for template in draft.source.templates]
    return json.dumps(asked).encode()


def draft_of(request: bytes, page: bytes) -> Draft:
    asked = json.loads(request)
    templates = [template_from_json(template) for template in asked.pop("templates")]
    source = SourceFacts(selectors=asked.pop("selectors"), templates=templates)
    asked["fetched_at"] = datetime.fromisoformat(asked["fetched_at"])
    for name in ("doubts", "trail"):
        asked[name] = tuple(asked[name])
    return Draft(**asked, source=source, raw_body=page)


def answer_of(draft: Draft) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(draft, name) for name in TOLD}
    told["published_at"] = draft.published_at.isoformat() if draft.published_at else None
    told["figures"] = [[figure.url, figure.caption] for figure in draft.figures]
    told["seen"] = seen_as_json(draft.seen) if draft.seen else None
    return told


def told(draft: Draft, answer: Mapping[str, Any]) -> Draft:
    """The draft with what was found; its page has been read and is not carried on."""
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()
    }
    found["figures"] = tuple(Figure(url, caption) for url, caption in answer["figures"])
    found["seen"] = seen_from_json(answer["seen"]) if answer["seen"] else None
    found["published_at"] = datetime.fromisoformat(answer["published_at"]) if answer["published_at"] else None
    return replace(draft, raw_body=None, page="", **found)


def main(seconds: int, memory_mib: int) -> None:
    """Answer until the input ends; a page has `seconds` of CPU, the process `memory_mib` of memory."""
    reading, writing = sys.stdin.buffer, _own_output()
    resource.setrlimit(resource.RLIMIT_AS, (memory_mib << 20, memory_mib << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_die_with, args=(os.getppid(),), daemon=True).start()
    _send(writing, {"ready": True})
    while (request := _receive(reading)) is not None:
        page = _receive(reading)
        if page is None:
            return
        _limit_cpu(seconds)
        _send(writing, _answer(request, page))


def _answer(request: bytes, page: bytes) -> dict[str, Any]:
    """What the three steps find. Any error of theirs is told: this process is where they are caught."""
    try:
        draft = draft_of(request, page)
        for step in (decode, extract, sanitise):
            draft = step(draft, _nobody())
        return answer_of(draft)
    except MemoryError:
        return {"error": "内存超限", "leaving": True}
    except Exception as error:  #  an answer in any case, or the asker would wait for nothing
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def _nobody() -> World:
    """These steps ask nothing of the newsroom."""
    return None  # type: ignore[return-value]


def _limit_cpu(seconds: int) -> None:
    """`seconds` more of CPU from now on; then the kernel ends this process."""
    used = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, hard))


def _die_with(parent: int) -> None:
    """Leave when the asker is gone, also in the middle of a page (PDEATHSIG follows a thread of it)."""
    while os.getppid() == parent:
        time.sleep(PARENT_POLL_SECONDS)
    os._exit(0)


def _own_output() -> BinaryIO:
    """The answers' pipe, moved aside: what a library prints goes nowhere."""
    own = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return os.fdopen(own, "wb")


def _send(writing: BinaryIO, answer: Mapping[str, Any]) -> None:
    message = json.dumps(answer).encode()
    writing.write(LENGTH.pack(len(message)) + message)
    writing.flush()
    if answer.get("leaving"):
        os._exit(1)


def _receive(reading: BinaryIO) -> bytes | None:
    head = reading.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = reading.read(length)
    return message if len(message) == length else None


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
