"""Run the pipeline without a database: JSON Lines in, JSON Lines out, in order, as they come."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any, BinaryIO

import click

from jingui import clock
from jingui.ingest.extractor import Extractor
from jingui.ingest.judging import Malformed, draft_of, identity, pair_record, record_of
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import WINDOW_HOURS, Newsroom
from jingui.ingest.pipeline import run
from jingui.ingest.templates import Templates
from jingui.ingest.topics import TopicModel

MOST_LINE_BYTES = 80 * 1024 * 1024  # ten million characters, each escaped

logger = logging.getLogger(__name__)

type Answer = Callable[[Any], dict[str, Any]]


@click.command()
@click.option("--pairs", is_flag=True, help="Read pairs {id, a, b} and say how alike they are.")
@click.option("--window", "window_hours", default=WINDOW_HOURS, show_default=True, help="Hours remembered.")
@click.option("--now", "at", type=click.DateTime(), help="Judge as of this Beijing time, not each item's.")
def judge(pairs, window_hours, at):
    """Judge items: JSON Lines on standard input, one verdict a line on standard output."""
    now = at.replace(tzinfo=clock.BEIJING) if at else clock.now()
    with ExitStack() as stack:
        answer = pair_judge() if pairs else item_judge(stack, now, at is not None, window_hours)
        for line in lines(sys.stdin.buffer):
            sys.stdout.buffer.write(answered(line, answer))
            sys.stdout.buffer.flush()


def pair_judge() -> Answer:
    names = SecurityNames()
    return lambda record: pair_record(record, names)


def item_judge(stack: ExitStack, now: datetime, as_of_now: bool, window_hours: float) -> Answer:
    """Judges items against a newsroom in memory that remembers each of them; pages are read elsewhere."""
    newsroom = Newsroom(names=SecurityNames(), topics=TopicModel(), window_hours=window_hours)
    extractor, templates = stack.enter_context(Extractor()), Templates()

    def answer(record: Any) -> dict[str, Any]:
        draft = templates.given_to(draft_of(record, now=now, as_of_now=as_of_now))
        draft = run(extractor.run(draft), newsroom)
        newsroom.remember(draft)
        templates.learn(draft)
        return {**record_of(draft), "id": record["id"]}  # a number stays a number

    return answer


def answered(line: bytes | None, answer: Answer) -> bytes:
    """The answer to one line, or what is wrong with it; always one line."""
    record: Any = None
    try:
        record = _read(line)
        said = answer(record)
    except (Malformed, RecursionError) as problem:
        said = {"id": _named(record), "error": str(problem)}
    except Exception as problem:  # a line that breaks the pipeline must not end the stream
        logger.exception("the item %s cannot be judged", _named(record))
        said = {"id": _named(record), "error": f"{type(problem).__name__}: {problem}"}
    return _line(said)


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream, blank ones left out; None for one that is too long to be read."""
    while line := stream.readline(MOST_LINE_BYTES):
        if len(line) == MOST_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(MOST_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield None
        elif line.strip():
            yield line


def _read(line: bytes | None) -> Any:
    if line is None:
        raise Malformed(f"line longer than {MOST_LINE_BYTES} bytes")
    try:
        return json.loads(line)
    except UnicodeDecodeError as problem:
        raise Malformed(f"not UTF-8: {problem.reason} at byte {problem.start}") from None
    except json.JSONDecodeError as problem:
        raise Malformed(f"not JSON: {problem.msg} at character {problem.pos}") from None
    except ValueError as problem:  # a number of thousands of digits
        raise Malformed(f"not JSON: {problem}") from None


def _named(record: object) -> str | int | None:
    """The id to answer to, as it came; None when there is none."""
    try:
        return identity(record) and record["id"]  # type: ignore[index]
    except Malformed:
        return None


def _line(said: dict[str, Any]) -> bytes:
    """One line of JSON; escaped to ASCII only where a lone surrogate leaves no other way."""
    try:
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(said).encode() + b"\n"
