from rag.answers.repeated import without_told
from rag.questions.analysis import analyse_question
from rag.questions.followups.coreference import Exchange
from rag.retrieval.ranking import Evidence
from tests.rag.builders import candidate, passage

PUMPS = candidate(passage("The Otter was built in 2009 and is half as loud.", "The Badger was built in 1957 in Velm."))
RANKED = [Evidence(PUMPS, 0, 1.0, None), Evidence(PUMPS, 1, 0.9, None)]
FIRST = analyse_question("When was the first pump built?", "en", ["en"])
ASKED = "When was the second pump built?"


def test_what_was_told_is_left_out_where_another_thing_is_asked_for() -> None:
    for answer, bold in (
        ("The Otter was built in 2009 and is half as loud.", ()),
        ("It was the Otter, in 2009.", ()),
        ("The second one is of 2009. It is greased on Mondays.", ("2009",)),
    ):
        left = without_told(RANKED, Exchange(ASKED, answer, bold), FIRST)
        assert [each.position for each in left] == [1]


def test_all_stays_where_nothing_else_is_found_or_the_same_is_asked_for() -> None:
    told = Exchange(ASKED, "The Otter was built in 2009 and is half as loud.", ())
    assert without_told(RANKED[:1], told, FIRST) == RANKED[:1]
    assert without_told(RANKED, None, FIRST) == RANKED
