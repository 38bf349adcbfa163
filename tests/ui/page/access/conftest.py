"""A page that asks for a name and a password."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Pressmark
from tests.ui.page.door import unused_port
from tests.ui.page.events import SECRET
from ui.page.access import users
from ui.page.serving import Door, Served, serve_page


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of two users, ines and jonas."""
    monkeypatch.setattr(users, "COST", (2**12, 8, 1))
    path = tmp_path / "users"
    users.add_user(path, "ines", SECRET)
    users.add_user(path, "jonas", SECRET)
    return path


@pytest.fixture
def locked(pressmark: Pressmark, known: Path) -> Iterator[Served]:
    served = serve_page(pressmark, Door(port=unused_port(), users=users.read_users(known)))
    yield served
    served.close()
