"""Who asks, behind web servers and without."""

import pytest
from django.test import RequestFactory

from jingui.api.limits import address


@pytest.mark.parametrize(
    ("trusted", "told", "expected"),
    [
        (0, "9.9.9.9", "127.0.0.1"),  # anybody can write that
        (1, "9.9.9.9, 203.0.113.7", "203.0.113.7"),
        (2, "9.9.9.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),  # fewer servers than there should be
        (1, None, "127.0.0.1"),
        (1, " ", "127.0.0.1"),
    ],
)
def test_only_a_server_that_we_trust_says_who_asks(settings, trusted, told, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    headers = {} if told is None else {"X-Forwarded-For": told}

    assert address(RequestFactory().get("/", headers=headers)) == expected
