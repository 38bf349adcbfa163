"""Twenty drafts as a writer would hand them in: what is wrong in them is found, and nothing else fails them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.sets import SAMPLE
from rag.drafts.check import check_draft
from rag.drafts.records import FAILING
from rag.engine import Pressmark
from tests.conftest import WordEmbedding
from tests.rag.builders import opened_over

DRAFTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("written.toml").read_text("utf-8"))["draft"]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    texts = {path.name: path.read_text("utf-8") for path in SAMPLE.iterdir() if path.suffix in {".md", ".txt"}}
    with opened_over(tmp_path_factory.mktemp("samples"), texts, WordEmbedding()) as opened:
        yield opened


def test_a_third_of_the_twenty_drafts_is_clean() -> None:
    assert len(DRAFTS) == 20
    assert sum(not draft["wrong"] for draft in DRAFTS) >= 7
    assert all(200 <= len(draft["text"].split()) <= 600 for draft in DRAFTS)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: str(draft["name"]))
def test_what_is_wrong_in_a_draft_is_found_and_nothing_else_fails_it(samples: Pressmark, draft: dict[str, Any]) -> None:
    found = check_draft(samples.library, draft["text"]).findings
    left = {id(finding): finding for finding in found if finding.verdict in FAILING}
    for words, verdicts in draft["wrong"]:
        start = draft["text"].index(words)
        here = [each for each in found if each.start < start + len(words) and start < each.end]
        assert {each.verdict for each in here} & set(verdicts), (words, here)
        for each in here:
            left.pop(id(each), None)
    assert [(each.verdict, each.text, each.note) for each in left.values()] == []
