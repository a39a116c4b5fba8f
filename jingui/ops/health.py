"""How the house is doing, as facts that an operator can read."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max

from jingui import clock
from jingui.ingest.models import Feed, Item
from jingui.ops import preflight
from jingui.ops.models import Run
from jingui.ops.refusals import CannotStart
from jingui.search.models import Pending

OLDEST_PYTHON = (3, 12)
BEHIND = 500  # changes that may wait for the index
LATE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and what was found."""

    name: str
    well: bool
    found: str


def findings() -> list[Finding]:
    """Everything that is looked at, in the order in which it would stop a start."""
    first = [_finding(name, look) for name, look in BEFORE_TABLES]
    if not all(finding.well for finding in first):
        return first
    return first + [_finding(name, look) for name, look in WITH_TABLES]


def _finding(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except CannotStart as refusal:
        return Finding(name, False, refusal.message)


def python() -> str:
    if sys.version_info < OLDEST_PYTHON:
        raise CannotStart(f"Python {platform.python_version()} is too old: install 3.12 or newer.")
    return platform.python_version()


def port() -> str:
    """Free, or taken by ourselves."""
    try:
        return preflight.check_port(settings.HOST, settings.PORT)
    except CannotStart:
        if preflight.is_served(settings.HOST, settings.PORT):
            return f"{settings.HOST}:{settings.PORT} is served by Jingui"
        raise


def migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise CannotStart(f"{len(waiting)} migrations wait: run `jingui prepare`.")
    return "every table is up to date"


def feeds() -> str:
    failing = list(Feed.objects.active().filter(failures__gt=2).values_list("url", "last_error")[:5])
    if failing:
        raise CannotStart("; ".join(f"{url}: {error}" for url, error in failing))
    return f"{Feed.objects.active().count()} active, {Feed.objects.filter(paused=True).count()} paused"


def queue() -> str:
    now = clock.now()
    waiting = Item.objects.waiting(now).count()
    late = Item.objects.waiting(now - timedelta(minutes=LATE_MINUTES)).count()
    if late:
        raise CannotStart(
            f"{late} items wait for more than {LATE_MINUTES} minutes: is `jingui work` running?"
        )
    newest = Item.objects.aggregate(at=Max("judged_at"))["at"]
    said = f", newest verdict {clock.in_beijing(newest):%m-%d %H:%M}" if newest else ""
    return f"{waiting} waiting, {Item.objects.held().count()} held for the desk{said}"


def index() -> str:
    pending = Pending.objects.count()
    if pending > BEHIND:
        raise CannotStart(f"{pending} changes wait to be indexed: is `jingui work` running?")
    return f"{pending} changes pending"


def schedule() -> str:
    failed = list(Run.objects.exclude(error="").values_list("name", "error"))
    if failed:
        raise CannotStart("; ".join(f"{name}: {error}" for name, error in failed))
    latest = Run.objects.aggregate(at=Max("started_at"))["at"]
    return f"last job {clock.in_beijing(latest):%m-%d %H:%M}" if latest else "has not run yet"


BEFORE_TABLES = (
    ("Python", python),
    ("home", preflight.check_home),
    ("SQLite", preflight.check_sqlite),
    ("database", preflight.check_database),
    ("tables", migrations),
)
WITH_TABLES = (
    ("port", port),
    ("sources", feeds),
    ("items", queue),
    ("search index", index),
    ("schedule", schedule),
)
