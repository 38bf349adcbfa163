"""When somebody was born and what they died of is told by sentences that speak of it."""

from dataclasses import replace

import pytest

from rag.retrieval.asked.life import of_asked_life
from rag.retrieval.ranking import NO_ANSWER
from tests.rag.builders import asked, evidence, passage


def may_answer(question: str, sentence: str, language: str = "en") -> bool:
    made = passage(sentence)
    made = replace(made, article=replace(made.article, language=language))
    (found,) = of_asked_life([replace(evidence(made, 0), log_odds=1.0)], asked(question))
    return found.log_odds != NO_ANSWER


@pytest.mark.parametrize(
    ("question", "sentence", "may"),
    [
        ("When was the painter Otto Lind born?", "Otto Lind painted the bridge in 1911.", False),
        ("When was the painter Otto Lind born?", "Otto Lind was born in Velm in 1881.", True),
        ("When was the painter Otto Lind born?", "Otto Lind (3 May 1881 – 1956) was a painter.", True),
        ("What is Otto Lind's date of birth?", "Otto Lind opened the bridge on 3 May 1931.", False),
        ("Who came to Otto Lind's 80th birthday?", "The mayor of Velm brought a cake.", True),
        ("When was the law on children born abroad passed?", "It was passed in May 1931.", True),
        ("Where was Otto Lind born?", "Otto Lind comes from Velm.", True),
        ("When was the bridge opened?", "Otto Lind opened the bridge on 3 May 1931.", True),
        ("What did Otto Lind die of?", "Otto Lind died in February at the age of ninety.", False),
        ("What illness did Otto Lind die from?", "Otto Lind, who has died aged 92, painted bridges.", False),
        ("What did Otto Lind die of?", "Otto Lind died on Friday after a fall from the bridge.", True),
        ("What did Otto Lind die of?", "He had been ill with cancer for a year.", True),
        ("How did Otto Lind die?", "A tram killed Otto Lind.", True),
        ("What was the cause of Otto Lind's death?", "Otto Lind died in February.", False),
        ("What is the leading cause of infant death?", "The most common is sepsis.", True),
        ("Which disease kills most children?", "The deadliest is malaria.", True),
        ("When did Otto Lind die?", "Otto Lind died in February.", True),
    ],
)
def test_a_sentence_that_tells_nothing_of_it_is_no_answer(question: str, sentence: str, may: bool) -> None:
    assert may_answer(question, sentence) is may


def test_what_stands_in_another_language_is_left_to_the_reader() -> None:
    assert may_answer("When was Otto Lind born?", "Otto Lind malte die Brücke 1911.", "de")
