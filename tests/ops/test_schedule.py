from datetime import datetime, timedelta
from datetime import time as clock_time

import pytest

from jingui.clock import BEIJING
from jingui.ops import schedule
from jingui.ops.models import Run
from jingui.ops.schedule import Job
from tests.factories import NOW

pytestmark = pytest.mark.django_db


class Done(list):
    """A job that writes down when it was done."""

    def every(self, seconds):
        return (Job("sweep", self.append, seconds),)


def test_a_job_is_done_when_it_is_due_and_not_before():
    done = Done()
    for seconds in (0, 30, 59, 60, 61):
        schedule.run_due(NOW + timedelta(seconds=seconds), done.every(60))

    assert done == [NOW, NOW + timedelta(seconds=60)]


def test_a_restart_does_not_repeat_what_was_done():
    first, second = Done(), Done()
    schedule.run_due(NOW, first.every(3600))
    schedule.run_due(NOW + timedelta(seconds=5), second.every(3600))

    assert (len(first), second) == (1, [])


def test_what_another_worker_has_taken_is_left_to_it():
    done = Done()
    Run.objects.create(name="sweep", next_at=NOW + timedelta(seconds=schedule.LEASE_SECONDS))

    assert schedule.run_due(NOW, done.every(60)) == []
    assert done == []


def test_what_a_dead_worker_had_taken_is_done_after_its_lease():
    done = Done()
    Run.objects.create(name="sweep", next_at=NOW)

    assert schedule.run_due(NOW + timedelta(seconds=1), done.every(60)) == ["sweep"]


def test_a_job_that_fails_is_written_down_and_the_others_go_on():
    done = Done()
    broken = Job("broken", lambda now: 1 / 0, 60)
    schedule.run_due(NOW, (broken, *done.every(60)))

    assert Run.objects.get(name="broken").error == "ZeroDivisionError: division by zero"
    assert len(done) == 1


@pytest.mark.parametrize(("hour", "day"), [(8, 15), (9, 16)])
def test_a_job_of_the_clock_waits_for_its_hour_in_beijing(hour, day):
    job = Job("morning", print, at=clock_time(8, 30))
    now = datetime(2026, 7, 15, hour, 0, tzinfo=BEIJING)

    assert job.next_after(now) == datetime(2026, 7, day, 8, 30, tzinfo=BEIJING)


def test_a_job_of_the_clock_is_not_done_at_the_first_start():
    done = Done()
    jobs = (Job("morning", done.append, at=clock_time(8, 30)),)
    start = datetime(2026, 7, 15, 8, 0, tzinfo=BEIJING)
    for minutes in (0, 29, 30, 31):
        schedule.run_due(start + timedelta(minutes=minutes), jobs)

    assert done == [start + timedelta(minutes=30)]


def test_every_job_has_a_name_of_its_own_and_a_rhythm():
    assert len({job.name for job in schedule.JOBS}) == len(schedule.JOBS)
    assert all(job.every_seconds or job.at for job in schedule.JOBS)


def test_every_job_can_be_done_on_an_empty_portal():
    for job in (*schedule.ALWAYS, *schedule.JOBS):
        assert schedule.attempt(job, NOW) == ""


def test_looking_whether_anything_is_due_costs_one_query(django_assert_num_queries):
    schedule.run_due(NOW)
    with django_assert_num_queries(1):
        schedule.run_due(NOW)
