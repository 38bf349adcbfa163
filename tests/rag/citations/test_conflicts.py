"""Sources that differ are shown as differing, through the door that users take."""

import pytest

from rag.engine import Pressmark
from rag.serialise import answer_to_dict
from tests.rag.conftest import Fill

TOLLS = {
    "late.txt": "---\ntitle: Five years on\npublisher: The Courier\ndate: 2021-07-16\n---\n\n"
    "The Dalby flood of 2016 killed 251 people, the government says.\n",
    "early.txt": "---\ntitle: After the flood\npublisher: Harbour Post\ndate: 2016-07-17\n---\n\n"
    "The Dalby flood killed at least 265 people, officials said.\n",
    "other.txt": "---\ntitle: A fire\n---\n\nA fire in Selmar killed 12 horses.\n",
}
QUESTION = "How many people did the Dalby flood kill?"


@pytest.fixture
def tolls(fill: Fill, answering: None) -> Pressmark:
    return fill(TOLLS)


def test_the_answer_says_what_each_source_gives_the_oldest_first(tolls: Pressmark) -> None:
    answer = tolls.ask(QUESTION)
    note = (
        "The sources differ: 265 people (officials, Harbour Post, 2016-07-17) [1]; "
        "251 people (the government, The Courier, 2021-07-16) [2]."
    )
    assert answer.answer.startswith(f"{note}\n\n")
    assert answer.notes == (note,)
    assert [(each.value, each.markers) for each in answer.differences[0].values] == [
        ("265 people", (1,)),
        ("251 people", (2,)),
    ]


def test_each_value_stands_in_the_quote_of_its_marker(tolls: Pressmark) -> None:
    answer = tolls.ask(QUESTION)
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    assert all(each.value in quotes[marker] for each in answer.differences[0].values for marker in each.markers)
    assert all(tolls.article_text(each.file)[each.start : each.end] == each.quote for each in answer.citations)


def test_json_carries_the_differences(tolls: Pressmark) -> None:
    assert answer_to_dict(tolls.ask(QUESTION))["differences"] == [
        {
            "values": [
                {"value": "265 people", "markers": [1], "speaker": "officials"},
                {"value": "251 people", "markers": [2], "speaker": "the government"},
            ],
            "kind": "conflict",
        }
    ]


def test_a_newer_value_comes_before_what_it_replaces(fill: Fill, answering: None) -> None:
    newer = TOLLS["late.txt"].replace("killed 251 people", "killed 251 people in the end")
    answer = fill(TOLLS | {"late.txt": newer}).ask(QUESTION)
    assert [each.file for each in answer.citations] == ["late.txt", "early.txt"]
    (difference,) = answer.differences
    assert difference.kind == "update"
    assert [(each.value, each.markers) for each in difference.values] == [("251 people", (1,)), ("265 people", (2,))]
    newest, older = "the government, The Courier, 2021-07-16", "officials, Harbour Post, 2016-07-17"
    note = f"The newest: 251 people ({newest}) [1]. Before it: 265 people ({older}) [2]."
    assert answer.answer.startswith(f"{note}\n\n")


def test_sources_that_agree_are_not_said_to_differ(fill: Fill, answering: None) -> None:
    same = {"late.txt": TOLLS["late.txt"], "third.txt": "The Dalby flood killed about 250 people in one night.\n"}
    answer = fill(same).ask(QUESTION)
    assert answer.differences == ()
    assert "differ" not in answer.answer


def test_a_claim_is_shown_with_its_denial(fill: Fill, answering: None) -> None:
    claim = "A second batch of boats is on its way to Dalby, the agency announced."
    text = f"{claim} Its harbour is old. Sources in Dalby denied this.\n"
    answer = fill({"boats.txt": text}).ask("Is a second batch of boats on its way to Dalby?")
    assert answer.notes == ("What [1] says, [2] denies.",)
    assert [value.markers for value in answer.differences[0].values] == [(1,), (2,)]


def test_near_copies_are_one_origin(fill: Fill, answering: None) -> None:
    story = " ".join(f"Sentence number {number} tells of the harbour and its boats." for number in range(30))
    copy = f"The Dalby bridge was opened in 1931 by the mayor. {story}\n"
    answer = fill({"b.txt": f"---\ndate: 2016-07-17\n---\n\n{copy}", "a.txt": copy, "c.txt": "Bees like honey.\n"}).ask(
        "Who opened the Dalby bridge?"
    )
    assert [origin.files for origin in answer.origins] == [("b.txt", "a.txt")]
    assert answer.answer.endswith("1 origin, 2 articles: b.txt, a.txt.")


@pytest.mark.parametrize(
    ("agency", "day", "origins"),
    [("Northline", 18, [("a.txt", "b.txt")]), ("Northline", 29, []), ("Sudpress", 18, [])],
)
def test_reports_of_one_agency_from_the_same_days_are_one_origin(
    agency: str, day: int, origins: list[tuple[str, ...]], fill: Fill, answering: None
) -> None:
    rain = "Rain fell for days before the river rose over its banks and took the houses below the old bridge away."
    wire = f"Dalby counts its dead\n\n{{0}}\n\nDALBY, {{1}} July 2016 ({{2}}) - {rain}\n\n{{3}}\n"
    articles = {
        "a.txt": wire.format(
            "The Courier", 17, "Northline", "The Dalby flood killed at least 265 people, officials said."
        ),
        "b.txt": wire.format(
            "Harbour Post", day, agency, "The Dalby flood of 2016 killed 251 people, the government says."
        ),
    }
    answer = fill(articles).ask(QUESTION)
    assert {citation.file for citation in answer.citations} == {"a.txt", "b.txt"}
    assert [origin.files for origin in answer.origins] == origins
    assert answer.answer.endswith("1 origin, 2 articles: a.txt, b.txt.") == bool(origins)


def test_marks_in_a_value_do_not_pass_for_markers(fill: Fill, answering: None) -> None:
    articles = {
        "a.txt": "The Dalby bridge was opened by Otto Lind [7].\n",
        "b.txt": "---\npublisher: Post [9]\n---\n\nThe Dalby bridge was opened by Ada Reiter.\n",
    }
    answer = fill(articles).ask("Who opened the Dalby bridge?")
    assert "[7]" not in answer.answer
    assert "[9]" not in answer.answer
    assert len(answer.differences) == 1
