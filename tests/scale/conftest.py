"""These tests need PostgreSQL and Redis or Valkey; `make test-scale` finds them."""

import os

import pytest


def pytest_collection_modifyitems(items):
    if os.environ.get("JINGUI_SERVICES") == "1":
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL and Redis: make test-scale")
    for item in items:
        if "services" in item.keywords:
            item.add_marker(skip)
