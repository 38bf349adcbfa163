"""How far indexing is, in words."""

from index.ingestion.sync import Step
from ui.tasks.indexing.progress import pace


def test_the_pace_is_told_when_it_is_known() -> None:
    assert pace(Step("embedding", 0, 10, 0, 1000, 0), 5) == ""
    assert pace(Step("embedding", 0, 10, 0, 1000, 250), 2) == ": 125 sentences/s"
    assert pace(Step("embedding", 2, 10, 100, 1000, 500), 4) == ": 125 sentences/s, 36 s left"
    assert pace(Step("embedding", 2, 10, 10, 100_000, 500), 4) == ": 125 sentences/s, 11.1 h left"
    assert pace(Step("embedding", 10, 10, 1000, 1000, 900), 9) == ": 100 sentences/s"
