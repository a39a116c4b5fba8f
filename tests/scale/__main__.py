"""`make test-scale`: the suite on PostgreSQL and Redis or Valkey, with the tests that need them."""

import os
import sys

import psycopg
import pytest
import redis

DATABASE_URL = "postgres://postgres@127.0.0.1:5432/jingui"
CACHE_URL = "redis://127.0.0.1:6379/9"
SECONDS = 3


def missing(database, cache):
    """What cannot be reached, in words; empty when both can."""
    server, _, _ = database.rpartition("/")
    try:
        psycopg.connect(f"{server}/postgres", connect_timeout=SECONDS).close()
    except psycopg.OperationalError as error:
        return f"no PostgreSQL at {database}: {str(error).strip().splitlines()[0]}"
    try:
        redis.Redis.from_url(cache, socket_connect_timeout=SECONDS).ping()
    except redis.RedisError as error:
        return f"no Redis or Valkey at {cache}: {error}"
    return ""


def main():
    database = os.environ.setdefault("DATABASE_URL", DATABASE_URL)
    cache = os.environ.setdefault("CACHE_URL", CACHE_URL)
    if reason := missing(database, cache):
        print(f"skipped: {reason}")
        return int(os.environ.get("JINGUI_REQUIRE_SERVICES") == "1")
    os.environ["JINGUI_SERVICES"] = "1"
    code = pytest.main(
        [
            "-n",
            os.environ.get("TEST_WORKERS", "2"),
            "--dist",
            "loadgroup",
            "-m",
            "not browser and not embedded",
            *sys.argv[1:],
        ]
    )
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


if __name__ == "__main__":
    sys.exit(main())
