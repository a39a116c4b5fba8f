"""What must be so before a start: each check says what it found, or raises CannotStart with one line."""

import json
import os
import shutil
import socket
from pathlib import Path
from urllib.request import urlopen

import pysqlite3
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from jingui import sqlite
from jingui.ops.refusals import CannotStart, about_disk

FREE_MIB = 200  # below this a night of news may not fit


def check_home():
    """JINGUI_HOME can be written and has room."""
    home = Path(settings.HOME)
    probe = home / f".probe-{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"\0" * 4096)
        probe.unlink()
    except OSError as error:
        probe.unlink(missing_ok=True)
        raise CannotStart(about_disk(error)) from error
    free = shutil.disk_usage(home).free // 2**20
    if free < FREE_MIB:
        raise CannotStart(
            f"The disk is full ({free} MiB left at {home}): free some space, or point JINGUI_HOME elsewhere."
        )
    return f"{home}, {free:,} MiB free"


def check_sqlite():
    """The SQLite that is used is one that we trust."""
    if connection.vendor != "sqlite":
        return f"not used ({connection.display_name})"
    if pysqlite3.sqlite_version_info < sqlite.OLDEST:
        raise CannotStart(f"SQLite {pysqlite3.sqlite_version} is too old: run `make install` again.")
    return pysqlite3.sqlite_version


def check_port(host, port):
    """Nobody listens there yet. (Granian shares ports between processes, so it would not notice.)"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            raise CannotStart(
                f"Cannot listen at {host}:{port} ({getattr(error, 'strerror', None) or error}): "
                "stop what listens there, or set JINGUI_PORT to another port."
            ) from error
    return f"{host}:{port} is free"


def is_served(host, port):
    """Whether it is a Jingui that listens there."""
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/healthz"
    try:
        with urlopen(address, timeout=2) as answer:
            return json.load(answer).get("status") == "up"
    except (OSError, ValueError):
        return False


def check_database():
    """The database answers, and no newer Jingui has changed it."""
    applied = applied_migrations()
    unknown = sorted(applied - known_migrations())
    if unknown:
        app, name = unknown[-1]
        raise CannotStart(
            f"The database is from a newer version of Jingui (it knows {app}.{name}, this version does not): "
            "install the newer version, or restore a backup made by this one."
        )
    return f"{connection.display_name}, {len(applied)} migrations applied"


def applied_migrations():
    """What was done to the database: {(app, name)} of the apps that are installed; empty for a new one."""
    return set(MigrationRecorder(connection).applied_migrations())


def known_migrations():
    """What this version may have done: its migrations and those they replace."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    known.update(old for migration in loader.disk_migrations.values() for old in migration.replaces)
    return known
