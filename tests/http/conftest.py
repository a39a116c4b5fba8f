import pytest

from jingui.http import Client
from tests.loopback import serving


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def client():
    """A client that may dial loopback, in a hurry."""
    return Client(allow=("127.0.0.0/8",), delay_seconds=0, total_seconds=1.0)
