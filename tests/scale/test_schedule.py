"""Many workers share one schedule: a job that is due is done once."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from jingui.ops import schedule
from jingui.ops.models import Run
from jingui.ops.schedule import Job

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 7, 15, tzinfo=UTC)


def test_a_job_is_done_by_one_of_many_workers():
    done, start = [], threading.Barrier(6)
    Run.objects.create(name="sweep", next_at=NOW)

    def worker():
        start.wait()
        schedule.run_due(NOW, (Job("sweep", done.append, 60),))
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == [NOW]
