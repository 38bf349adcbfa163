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
from tests.rag.builders import opened_over


def drafts_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["draft"]
    return found


DRAFTS, RESTATED = drafts_of("written.toml"), drafts_of("restated.toml")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    texts = {path.name: path.read_text("utf-8") for path in SAMPLE.iterdir() if path.suffix in {".md", ".txt"}}
    with opened_over(tmp_path_factory.mktemp("samples"), texts) as opened:  # meanings are compared, too
        yield opened


def test_a_third_of_the_twenty_drafts_is_clean() -> None:
    assert len(DRAFTS) == 20
    assert sum(not draft["wrong"] for draft in DRAFTS) >= 7
    assert all(200 <= len(draft["text"].split()) <= 600 for draft in DRAFTS)


@pytest.mark.parametrize("draft", [*DRAFTS, *RESTATED], ids=lambda draft: str(draft["name"]))
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


@pytest.mark.parametrize("draft", RESTATED, ids=lambda draft: str(draft["name"]))
def test_facts_in_other_words_and_rounded_figures_are_borne_out(samples: Pressmark, draft: dict[str, Any]) -> None:
    found = check_draft(samples.library, draft["text"]).findings
    wrong = [draft["text"].index(words) for words, _ in draft["wrong"]]
    unsaid = [
        each
        for each in found
        if each.verdict in {"not-in-articles", "not-found"} and not any(each.start <= at < each.end for at in wrong)
    ]
    assert len(unsaid) <= draft["unsaid"], [each.text for each in unsaid]


@pytest.mark.parametrize(
    "statement",
    [
        "Putin gave Erdogan a painting in Istanbul.",
        "Peskov apologised to Çavuşoğlu for the drones.",
        "Trump telephoned Putin before the White House made its decision.",
        "Nazarbayev congratulated Erdoğan on the pipeline.",
        "Gülen returned to Turkey after the coup.",
        "The White House offered Turkey Patriot missiles at half the price.",
        "Binali Yıldırım resigned after the night of July 15.",
        "Vučić left the ceremony in Istanbul early.",
    ],
)
def test_known_names_alone_bear_nothing_out(samples: Pressmark, statement: str) -> None:
    (found,) = check_draft(samples.library, statement).findings
    assert found.verdict == "not-in-articles"


@pytest.mark.parametrize(
    "statement",
    [
        "Turkey joined the F-35 programme in 2012 and planned to buy 100 jets.",
        "TurkStream was opened on January 18, 2020.",
        "The Organization of Turkic States was founded in 2006.",
        "Yıldırım said that 1,440 people had been killed and 161 wounded.",
        "The state of emergency lasted for two months.",
        "Istanbul hosted the World Energy Congress in 2013.",
        "Erdoğan backed the annexation of Crimea.",
        "General Ümit Dündar put the number of dead plotters at 161.",
        "Turkey makes about 90 parts for the F-35, according to the Pentagon.",
    ],
)
def test_a_short_statement_with_another_value_is_contradicted(samples: Pressmark, statement: str) -> None:
    (found,) = check_draft(samples.library, statement).findings
    assert found.verdict == "contradicted"
