"""Questions that one sentence can't answer."""

from rag.answers.breadth import denial_of, spread_evidence
from rag.questions.scope import Breadth
from rag.retrieval.ranking import rank_evidence
from tests.rag.builders import candidate, evidence, passage, search


def test_each_source_is_heard_before_one_is_heard_twice() -> None:
    first = candidate(
        passage("The bridge is quite safe now.", "It has held for long years now.", file="a.txt"), [0.9, 0.88]
    )
    second = candidate(passage("Engineers doubt that it can last.", file="b.txt", number=2), [0.86])
    found = search("Is the bridge safe?", first, second)
    chosen = spread_evidence(found, rank_evidence(found), Breadth.VIEWS)
    assert [each.sentence.text for each in chosen[:2]] == [
        "The bridge is quite safe now.",
        "Engineers doubt that it can last.",
    ]


def test_the_second_part_of_a_question_is_answered_before_the_first_is_again() -> None:
    question = "What did Lind say of the bridge, and what of honey?"
    texts = ("Lind praised the bridge much.", "Lind opened the bridge then.", "Lind liked his honey too.")
    one = passage(*texts)
    found = search(question, candidate(one, [0.9, 0.89, 0.86], [0.5, 0.5, 0.25]))
    chosen = spread_evidence(found, rank_evidence(found), Breadth.PARTS)
    assert [each.sentence.text for each in chosen[:2]] == [texts[0], texts[2]]


def test_what_scores_far_below_the_best_is_left_out() -> None:
    one = candidate(passage("The bridge is safe.", "Bees like it in summer.", file="a.txt"), [0.9, 0.1])
    found = search("Is the bridge safe?", one)
    assert len(spread_evidence(found, rank_evidence(found), Breadth.VIEWS)) == 1


def test_a_view_holds_half_of_what_the_best_sentence_holds_of_the_question() -> None:
    texts = ("Lind apologised for the bridge.", "Lind opened a mill.", "Nobody apologised for it, said Lind.")
    one = candidate(passage(*texts), [0.9, 0.89, 0.88], [1.0, 0.3, 0.6])
    found = search("Did Lind apologise for the bridge?", one)
    chosen = spread_evidence(found, rank_evidence(found), Breadth.VIEWS)
    assert {each.sentence.text for each in chosen} == {texts[0], texts[2]}


def test_nothing_found_gives_nothing() -> None:
    assert spread_evidence(search("Is it?"), [], Breadth.VIEWS) == []


def test_a_denial_shortly_behind_a_claim_is_found() -> None:
    one = passage("A second batch is coming.", "So he told reporters.", "The ministry denied this.", "It rained.")
    claim, denial = evidence(one, 0), evidence(one, 2)
    assert denial_of(claim, [claim, evidence(one, 3), denial]) is denial
    assert denial_of(denial, [claim, denial]) is None


def test_denying_something_else_is_no_denial_of_the_claim() -> None:
    one = passage("A second batch is coming.", "He denied having slept.")
    assert denial_of(evidence(one, 0), [evidence(one, 0), evidence(one, 1)]) is None
