"""The newsroom at its desk: one browser for each role."""

import pytest
from django.test import Client

from jingui.accounts.actions import create_demo_staff
from jingui.accounts.models import User


@pytest.fixture(autouse=True)
def _desk(db, plain_static):
    create_demo_staff()


def _at(role):
    browser = Client()
    browser.force_login(User.objects.get(username=role), backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def reporter():
    return _at("reporter")


@pytest.fixture
def editor():
    return _at("editor")


@pytest.fixture
def administrator():
    return _at("administrator")
