"""A SQLite without the WAL-reset race of 3.40, in the shape that Django expects."""

import sys

import pysqlite3

OLDEST = (3, 51, 3)  # the first release with the WAL-reset race mended: sqlite.org/wal.html#walresetbug
CATEGORIES = {"SQLITE_LIMIT_COLUMN": 2, "SQLITE_LIMIT_VARIABLE_NUMBER": 9}  # sqlite3.h
LIMITS = {2: 2_000, 9: 32_766}  # SQLite's own defaults since 3.32: sqlite.org/limits.html


class OldSQLite(RuntimeError):
    """The SQLite that pysqlite3 bundles is older than we trust with people's words."""


class Connection(pysqlite3.Connection):
    """pysqlite3's connection with the one method of the standard library's that Django calls and it lacks."""

    def getlimit(self, category: int) -> int:
        """The limit behind `category`: columns or variables, which is all that Django asks for."""
        return LIMITS[category]


def stand_in() -> None:
    """Make `import sqlite3` mean pysqlite3, before Django imports it. Raises OldSQLite."""
    if pysqlite3.sqlite_version_info < OLDEST:
        raise OldSQLite(f"SQLite {pysqlite3.sqlite_version} is too old: run `make install` again")
    for name, category in CATEGORIES.items():
        setattr(pysqlite3, name, category)
    sys.modules["sqlite3"] = pysqlite3
