"""What the articles say to a statement, through `check_draft`."""

import pytest

from rag.drafts.records import Finding
from tests.rag.drafts.conftest import Check


def claims(check: Check, text: str) -> list[Finding]:
    return [finding for finding in check(text).findings if finding.kind == "claim"]


@pytest.mark.parametrize(
    "statement",
    [
        "The harbour wall of Port Amery will be closed for 14 months.",
        "The wall was built in 1887.",
        "In 2020 the hives on the opera house of Kessel gave about 295 kilograms of honey.",
        "The hives gave more than 280 kilograms of honey in the summer of 2020.",
        "According to The Quay, the wall has cost the town 3.2 million crowns since the flood.",
    ],
)
def test_what_an_article_says_is_borne_out(check: Check, statement: str) -> None:
    (claim,) = claims(check, statement)
    assert (claim.verdict, claim.note) == ("borne-out", "")


@pytest.mark.parametrize(
    ("statement", "ours", "theirs"),
    [
        ("The harbour wall of Port Amery will be closed for 18 months.", "18", "14"),
        ("The wall was built in 1878.", "1878", "1887"),
        ("The mayor, Ruth Hannigan, said that the harbour wall of Port Amery will be closed.", "Ruth Hannigan", ""),
    ],
)
def test_another_value_contradicts(check: Check, statement: str, ours: str, theirs: str) -> None:
    (claim,) = claims(check, statement)
    assert claim.verdict == "contradicted"
    assert next((change.draft, change.source) for change in claim.changes) == (ours, theirs or "Ruth Halloran")


def test_what_no_article_says_is_named_as_such(check: Check) -> None:
    (claim,) = claims(check, "The capital of Peru had 3 million visitors in 2011.")
    assert claim.verdict == "not-in-articles"


def test_what_only_another_paper_says_is_misattributed(check: Check) -> None:
    (claim,) = claims(check, "According to The Roof Post, the wall was built in 1887.")
    assert claim.verdict == "misattributed"


def test_what_a_later_article_corrects_is_outdated(check: Check) -> None:
    (claim,) = claims(check, "The ferry to the island carried 41,000 passengers in 2018.")
    assert (claim.verdict, claim.places[0].file) == ("outdated", "correction.md")
    assert "14,000" in claim.note
    (claim,) = claims(check, "The ferry to the island carried 14,000 passengers in 2018.")
    assert claim.verdict in {"borne-out", "differing"}


def test_two_papers_must_be_two(check: Check) -> None:
    (claim,) = claims(check, "According to two papers, the wall was built in 1887.")
    assert claim.verdict == "contradicted"
    assert "has 1" in claim.note


def test_opinions_and_questions_are_left_alone(check: Check) -> None:
    found = check("I think that we should leave it at that. Is it true? So much for now.")
    assert (found.findings, found.left_alone) == ((), 3)
