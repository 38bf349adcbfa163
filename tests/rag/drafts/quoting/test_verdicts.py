"""What the articles say to a quotation, through `check_draft`."""

import pytest

from rag.drafts.records import Checked, Finding
from tests.rag.drafts.conftest import Check

WALL = "We have not found a cheaper way to repair the oldest wall on this coast"


def only(checked: Checked) -> Finding:
    (finding,) = [each for each in checked.findings if each.kind == "quotation"]
    return finding


@pytest.mark.parametrize(
    "draft",
    [
        f"“{WALL},” Halloran said.",
        f'"{WALL.upper()}", Ruth Halloran said.',
        "Halloran said: “[W]e have not found a cheaper way … to repair the oldest wall on this coast.”",
        "“We have not found,” said Halloran, “a cheaper way to repair the oldest wall on this coast.”",
        "“The mayor [Ruth Halloran] will” is not quoted here, but “the fishermen will be paid for every day” is.",
        "> We have not found a cheaper way to repair the oldest wall on this coast, the fishermen will be paid.",
        "„The bees were calmer than the singers during the whole of the last sea\u00adson“, Ada Brandt said.",
    ],
)
def test_what_typography_brackets_and_ellipses_allow_is_exact(check: Check, draft: str) -> None:
    found = [finding for finding in check(draft).findings if finding.kind == "quotation"]
    assert found[-1].verdict == "exact"
    assert found[-1].note == ""


@pytest.mark.parametrize(
    ("draft", "kind", "ours", "theirs"),
    [
        ("We have found a cheaper way to repair the oldest wall on this coast", "negation", "", "not"),
        ("We have not found a cheaper way to repair the wall on this coast", "left-out", "", "oldest"),
        ("We have not found a cheaper way to repair the oldest wall on this whole coast", "added", "whole", ""),
        ("We have not found a quicker way to repair the oldest wall on this coast", "word", "quicker", "cheaper"),
        ("cost the town 3.7 million crowns since the flood", "number", "3.7", "3.2"),
        ("Jonas Waldmann, who speaks for the fishermen, called the plan a disgrace", "name", "Waldmann", "Weidmann"),
    ],
)
def test_altered_words_are_named(check: Check, draft: str, kind: str, ours: str, theirs: str) -> None:
    finding = only(check(f"It was put so: “{draft}.”"))
    assert finding.verdict == "altered"
    assert [(change.kind, change.draft, change.source) for change in finding.changes] == [(kind, ours, theirs)]
    assert (ours or theirs) in finding.note


def test_parts_of_different_places_are_spliced(check: Check) -> None:
    finding = only(check("“We have not found a cheaper way than the singers during the whole of the last season.”"))
    assert finding.verdict == "spliced"
    assert {place.file for place in finding.places} == {"harbour.md", "hives.md"}


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The wall was built in 1887 and has cost the town 3.2 million crowns since the flood", "Ruth Halloran"),
        ("In the summer of 2020 the hives gave 300 kilograms of honey", "Ada Brandt"),
    ],
)
def test_words_that_the_article_says_itself_are_nobodys(check: Check, words: str, speaker: str) -> None:
    found = only(check(f"“{words},” {speaker} said."))
    assert (found.verdict, found.note) == (
        "misattributed", f"The words are the article's own: it names {speaker}, but doesn't have them say this.",
    )  # fmt: skip
    assert only(check(f"The paper put it this way: “{words}.”")).verdict == "exact"


def test_what_is_told_without_marks_may_be_the_speakers(check: Check) -> None:
    words = "The harbour wall of Port Amery will be closed for 14 months"
    assert only(check(f"“{words},” Halloran said.")).verdict == "exact"


def test_words_of_somebody_else_are_misattributed(check: Check) -> None:
    finding = only(check(f"“{WALL},” Jonas Weidmann said."))
    assert (finding.verdict, finding.speaker, finding.places[0].speaker) == (
        "misattributed", "Jonas Weidmann", "Halloran",
    )  # fmt: skip
    assert only(check("“Nobody asked the crews,” Angela Merkel said.")).verdict == "misattributed"


def test_the_paper_may_be_named_for_what_it_prints(check: Check) -> None:
    assert only(check(f"“{WALL},” The Quay reported.")).verdict == "exact"


def test_the_same_sense_in_other_words_is_a_paraphrase(check: Check) -> None:
    finding = only(check("“The opera house in Kessel keeps a dozen hives of bees up on the roof.”"))
    assert finding.verdict == "paraphrased"
    assert finding.places[0].file == "hives.md"


def test_invented_words_are_not_found(check: Check) -> None:
    assert only(check("“We shall fight the taxes on imported cheese until winter.”")).verdict == "not-found"
