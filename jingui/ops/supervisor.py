"""The process tree of `jingui run`: children that are restarted when they die, and die with their parent."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click

log = logging.getLogger(__name__)
STOP_SECONDS = 3.0  # then what is left is killed
BACK_OFF_SECONDS = (0.5, 1, 2, 5, 10, 30)
STEADY_SECONDS = 60  # a child that lived so long starts without delay
PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
TICK_SECONDS = 0.2


@dataclass(slots=True)
class Child:
    """A part of the tree: what it does, and how it has been doing."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    born: float = 0.0
    deaths: int = 0
    next_start: float = 0.0


class Supervisor:
    """Starts the parts as forks of this process, so that everything loaded is shared."""

    def __init__(self, parts: Mapping[str, Callable[[], None]]):
        self.children = [Child(name, work) for name, work in parts.items()]
        self.stopping = False

    def run(self) -> None:
        """Keep every part running until SIGINT or SIGTERM; then stop them all within five seconds."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        while not self.stopping:
            for child in self.children:
                if not child.pid and time.monotonic() >= child.next_start:
                    start(child)
            self._reap()
            time.sleep(TICK_SECONDS)
        self._end()

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _reap(self) -> None:
        for child in self.children:
            if child.pid and (status := _ended(child.pid)) is not None:
                self._mourn(child, status)

    def _mourn(self, child: Child, status: int) -> None:
        lived = time.monotonic() - child.born
        child.deaths = 0 if lived > STEADY_SECONDS else child.deaths + 1
        wait = BACK_OFF_SECONDS[min(child.deaths, len(BACK_OFF_SECONDS) - 1)]
        child.pid, child.next_start = 0, time.monotonic() + wait
        if not self.stopping:
            log.error("%s ended (%s), starting it again in %s s", child.name, _in_words(status), wait)

    def _end(self) -> None:
        alive = [child for child in self.children if child.pid]
        for child in alive:
            _signal(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while alive and time.monotonic() < deadline:
            alive = [child for child in alive if _ended(child.pid) is None]
            time.sleep(0.02)
        for child in alive:
            _signal(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)


def aside(name: str, work: Callable[[], None]) -> int:
    """Do something in a child and wait for it: what it loads does not stay here. Its exit code."""
    child = Child(name, work)
    start(child, own_group=False)
    return os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])


def start(child: Child, *, own_group: bool = True) -> None:
    """Fork, in a group of its own: Ctrl-C reaches the parent only, which then ends the tree in order."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    child.pid, child.born = os.fork(), time.monotonic()
    if child.pid:
        return
    code = 1
    try:
        if own_group:
            os.setpgid(0, 0)
        die_with(parent)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        child.work()
        code = 0
    except click.ClickException as refusal:
        refusal.show()
        code = refusal.exit_code
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        log.exception("%s failed", child.name)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def die_with(parent: int) -> None:
    """Let the kernel end this process when its parent is gone (Linux only)."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it went before we asked
        os._exit(1)


def _ended(pid: int) -> int | None:
    """The wait status of a child that has ended."""
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0
    return status if done else None


def _signal(pid: int, number: int) -> None:
    """To the child and whatever it started."""
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass
    except PermissionError:
        os.kill(pid, number)


def _in_words(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit {os.WEXITSTATUS(status)}"
