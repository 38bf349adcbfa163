"""Which sentences an answer quotes."""

from rag.answers.selection import SENTENCES, WORDS, choose
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import rank_evidence
from tests.rag.builders import candidate, covered_by, passage, search

MARGINS = (0.16, 0.11)
QUESTION = "When was the Selmar bridge opened?"


def found(*texts: tuple[str, ...]) -> Search:
    """Return a search that found an article for each tuple of sentences."""
    candidates = []
    for number, sentences in enumerate(texts, start=1):
        shares = [covered_by(QUESTION, text) for text in sentences]
        of = passage(*sentences, file=f"{number}.txt", number=number)
        candidates.append(candidate(of, [0.9] * len(sentences), shares, covered=max(shares)))
    return search(QUESTION, *candidates)


def test_a_plain_question_is_answered_from_the_best_sentences_alone() -> None:
    one = found(("The selmar bridge was opened on 12 May 1931.", "The selmar bridge is long.", "It is red."))
    chosen = choose(one, rank_evidence(one), 2, MARGINS)
    assert len(chosen.evidence) == 2
    assert chosen.answers == ()


def test_where_sources_differ_the_sentence_of_each_is_quoted() -> None:
    two = found(("The selmar bridge was opened on 12 May 1931.",), ("The selmar bridge was opened in June 1932.",))
    chosen = choose(two, rank_evidence(two), 1, MARGINS)
    assert {each.evidence for each in chosen.answers} <= set(chosen.evidence)
    assert len(chosen.answers) == 2


def test_an_answer_of_many_sources_stays_within_its_bounds() -> None:
    padding = " ".join(["and so on"] * 12)
    many = found(*((f"The selmar bridge was opened in {year} {padding}.",) for year in range(1931, 1945)))
    chosen = choose(many, rank_evidence(many), 3, MARGINS)
    assert len(chosen.answers) == 4
    assert len(chosen.evidence) <= SENTENCES
    assert sum(len(each.sentence.text.split()) for each in chosen.evidence) <= WORDS + 60
