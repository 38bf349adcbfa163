"""Who changed the library, and what, is a line of the log."""

import logging

import pytest

from index.ingestion.removal import removed_files
from rag import Pressmark
from tests.ui.page.events import SECRET, events, logged_in, trigger, uploaded
from ui.page.serving import Served


def test_every_change_is_logged_with_who_made_it(
    two: Served, changeable: Pressmark, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with logged_in(two.address, "ed", SECRET) as client:
        known = events(client)
        trigger(client, known["remove"], [None, ""], file="ferry.md")
        (removed,) = removed_files(changeable.library.folder)
        trigger(client, known["restore"], [None, ""], key=removed.key)
        trigger(client, known["upload"], [uploaded(client), ["lamp.txt"], None, ""])
        trigger(client, known["remove"], [None, ""], file="news/bees\n.txt")
    told = [record.getMessage() for record in caplog.records if record.name.startswith("ui.page")]
    for line in ("ed removed: ferry.md", "ed put back: ferry.md", "ed adds: lamp.txt", "ed added: lamp.txt"):
        assert line in told
    assert not any("\n" in line for line in told)
