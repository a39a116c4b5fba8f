"""Every recurring job is one line here; a worker runs what is due."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from jingui import clock, http
from jingui.ads import actions as ads
from jingui.broadcast import actions as broadcast
from jingui.digests.actions import compile_edition
from jingui.digests.models import EditionKind
from jingui.heralds import actions as heralds
from jingui.ingest import actions as ingest
from jingui.ops.demo import edition
from jingui.ops.models import Run
from jingui.search import actions as search

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
LEASE_SECONDS = 600  # a job whose worker died is tried again after that
MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Job:
    """A job and how often it is done: every so many seconds, or at an hour of the day, Beijing time."""

    name: str
    work: Callable[[datetime], object]
    every_seconds: int = 0
    at: clock_time | None = None

    def next_after(self, now: datetime) -> datetime:
        if self.at is None:
            return now + timedelta(seconds=self.every_seconds)
        today = datetime.combine(clock.in_beijing(now).date(), self.at, clock.BEIJING)
        return today if today > now else today + timedelta(days=1)


# Done at every tick: each asks one cheap question first, and may be done by several workers at once.
ALWAYS = (
    Job("index what changed", lambda now: index_all()),
    Job("run tasks", lambda now: run_tasks()),
)
JOBS = (
    Job("publish what is scheduled", lambda now: call_command("publish_scheduled"), 30),
    Job("pre-market edition", lambda now: sum_up(EditionKind.PREMARKET, now), at=clock_time(8, 30)),
    Job("evening edition", lambda now: sum_up(EditionKind.EVENING, now), at=clock_time(18, 30)),
    Job("renew the demo edition", lambda now: edition.renew(now), HOUR),
    Job("tell search engines", lambda now: heralds.tell_due(now, post=http.post), 20),
    Job("sweep receipts", lambda now: heralds.sweep(now), DAY),
    Job("sweep notices", lambda now: broadcast.sweep(now), HOUR),
    Job("sweep fetches and clues", lambda now: ingest.sweep(now=now), HOUR),
    Job("forget yesterday's salt", lambda now: ads.forget_salts(today=clock.in_beijing(now).date()), HOUR),
    Job("prune tasks", lambda now: prune_tasks(), DAY),
    Job("clear sessions", lambda now: call_command("clearsessions"), at=clock_time(4, 10)),
)


def keep(stopping: threading.Event) -> threading.Thread:
    """Keep the schedule in a thread of its own until `stopping`."""
    thread = threading.Thread(target=_keep, args=(stopping,), name="schedule", daemon=True)
    thread.start()
    return thread


def _keep(stopping: threading.Event) -> None:
    while not stopping.wait(TICK_SECONDS):
        close_old_connections()
        for job in ALWAYS:
            attempt(job, clock.now())
        try:
            run_due(clock.now())
        except Exception:  # a database that is away for a while; the next tick tries again
            log.exception("the schedule could not be read")
    close_old_connections()


def run_due(now: datetime, jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Run every job that is due and that no other worker has taken; their names."""
    due = {job.name for job in jobs} - set(Run.objects.filter(next_at__gt=now).values_list("name", flat=True))
    return [job.name for job in jobs if job.name in due and _run(job, now)]


def _run(job: Job, now: datetime) -> bool:
    """Take the job under a lease, do it, and write down how it went."""
    Run.objects.get_or_create(name=job.name, defaults={"next_at": _first(job, now)})
    lease = now + timedelta(seconds=LEASE_SECONDS)
    if not Run.objects.filter(name=job.name, next_at__lte=now).update(next_at=lease, started_at=now):
        return False
    started = time.monotonic()
    error = attempt(job, now)
    seconds = time.monotonic() - started
    Run.objects.filter(name=job.name).update(next_at=job.next_after(now), seconds=seconds, error=error)
    return True


def _first(job: Job, now: datetime) -> datetime:
    """A job of the clock waits for its hour; any other is done at once."""
    return job.next_after(now) if job.at else now


def attempt(job: Job, now: datetime) -> str:
    """Do it; what went wrong, in words."""
    try:
        job.work(now)
    except Exception as error:  # whatever one job meets, the others go on
        log.exception("%s failed", job.name)
        return f"{type(error).__name__}: {error}"[:400]
    return ""


def sum_up(kind: EditionKind, now: datetime) -> None:
    """Compile today's edition of `kind`, Beijing time."""
    compile_edition(kind, clock.in_beijing(now).date(), now)


def index_all() -> None:
    """Take in everything that is pending."""
    while search.index_pending():
        pass


def run_tasks() -> None:
    """Run the tasks that wait, of every queue, in this thread."""
    if DBTaskResult.objects.ready().exists():
        TaskWorker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"schedule-{threading.get_ident()}",
            excluded_queue_names=[],
        ).run()


def prune_tasks() -> None:
    call_command("prune_db_task_results", verbosity=0, queue_name="*", min_age_days=7, failed_min_age_days=30)
