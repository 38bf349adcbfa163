import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.experiments.drafts import speed
from eval.experiments.drafts.__main__ import score
from eval.experiments.drafts.planting import ALTERED, TRUE, plant, pool_of
from rag.engine import Pressmark
from tests.conftest import WordEmbedding
from tests.rag.builders import opened_over
from tests.rag.drafts.conftest import TEXTS


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(Path(tmp_path_factory.mktemp("planted")), TEXTS, WordEmbedding()) as opened:
        yield opened


@pytest.mark.parametrize("kind", ["true", "true-typography", "figure", "negation", "invented"])
def test_what_is_planted_is_found_and_what_is_true_left_in_peace(desk: Pressmark, kind: str) -> None:
    planted = plant(pool_of(desk, random.Random(1)), kind, 5, random.Random(1))
    assert planted
    scored = score(desk, kind, planted)
    assert (kind in TRUE, kind in ALTERED) == (scored.found == 0, scored.found == 1)
    assert scored.named == 1


def test_the_speed_of_a_check_is_told_a_row_a_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speed.main(["--passages", "20", "--words", "120", "--folder", str(tmp_path)])
    head, _, row = capsys.readouterr().out.splitlines()
    told = dict(zip(head.split(" | "), row.split(" | "), strict=True))
    made_and_added = "| 6"
    assert (told["| articles"], int(told["words"]) >= 120, int(told["findings"]) > 3) == (made_and_added, True, True)
    assert 0 < float(told["first, s"]) <= float(told["all, s"])
