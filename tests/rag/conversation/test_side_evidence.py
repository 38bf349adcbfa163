from index.records import Span
from rag.conversation.comparing import read_comparison
from rag.conversation.side_evidence import find_for
from rag.retrieval.ranking import Evidence
from tests.rag.builders import candidate, passage

EARLY = candidate(passage("Friday 5 May", "The lake covers 11,000 acres.", file="a.txt", headings=[0]))
LATE = candidate(
    passage("Tuesday 9 May", "Half of it is new, and the lake covers 26,500 acres.", file="b.txt", headings=[0])
)
RANKED = [Evidence(each, 1, 1.0, None) for each in (EARLY, LATE)]


def test_a_side_that_is_a_day_is_told_by_the_paper_of_that_day() -> None:
    comparison = read_comparison("By how much did the lake grow from 5 May to 9 May?")
    assert comparison is not None
    found = [find_for(side, comparison, RANKED) for side in comparison.sides]
    assert [each and each.values[0].text for each in found] == ["11,000 acres", "26,500 acres"]


def test_the_value_that_the_reader_names_comes_first() -> None:
    told = candidate(passage("In Velm 300 boats in all land 40 tonnes of crab."))
    comparison = read_comparison("Which lands more crab, Velm or Harrow?")
    assert comparison is not None
    start = told.passage.sentences[0].text.index("40")
    named = Evidence(told, 0, 1.0, None, log_odds=1.0, answer=Span(start, start + len("40 tonnes")))
    found = find_for(comparison.sides[0], comparison, [named])
    assert found is not None
    assert [each.text for each in found.values] == ["40 tonnes", "300 boats"]
