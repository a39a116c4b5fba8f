"""A fresh index for every test that asks for one."""

from itertools import count

import pytest

numbers = count(1)


@pytest.fixture
def site_index(settings, tmp_path):
    """The site's own index, embedded, empty and whole."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/search-{next(numbers)}"
    from jingui.search import engines  # noqa: PLC0415  (conftest may load before Django's settings)

    index = engines.current()
    with index.writing():
        index.rebuild([])
    return index
