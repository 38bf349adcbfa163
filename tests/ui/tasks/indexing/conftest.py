"""A web site on this machine, for each test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.ui.tasks.indexing.builders import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served
