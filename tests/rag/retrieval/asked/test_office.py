"""Who holds an office is told by the words beside a name, and another country's office answers nothing."""

from dataclasses import replace

import pytest

from rag.retrieval.asked.office import of_asked_office
from rag.retrieval.ranking import NO_ANSWER, Evidence
from tests.rag.builders import asked, evidence, passage

TALKS = "French President Ada Quill met Norwegian leader Per Holm."
SPOKE = "Norway’s president, Bo Tarn, spoke to the Norwegian press."


def ordered(question: str, *sentences: str) -> list[Evidence]:
    story = passage(*sentences)
    ranked = [
        replace(evidence(story, position, 1.0 - position / 10), log_odds=1.0, answer=story.sentences[position].span)
        for position in range(len(sentences))
    ]
    return of_asked_office(ranked, asked(question))


def named(each: Evidence) -> str | None:
    return each.answer.of(each.candidate.passage.text) if each.answer else None


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Who is the president of Norway?", "Bo Tarn"),
        ("Who is Norway's president?", "Bo Tarn"),
        ("Who is the current French president?", "Ada Quill"),
        ("Who is the mayor of Velm?", "Lea Bru"),
        ("Who is Quill's spokeswoman?", "Kai Holm"),
        ("Who is the French leader?", "Ada Quill"),
    ],
)
def test_who_holds_an_office_goes_first(question: str, holder: str) -> None:
    found = ordered(
        question,
        "The president of all three was late.",
        TALKS,
        SPOKE,
        "Lea Bru, the mayor of Velm, listened.",
        "Quill's spokesman, Kai Holm, said nothing.",
    )
    assert named(found[0]) == holder


def test_who_held_it_once_or_is_a_deputy_does_not_hold_it() -> None:
    once = ("The former mayor of Velm, Otto Lind, left.", "Deputy mayor Mia Falk of Velm stayed.")
    found = ordered("Who is the mayor of Velm?", "Velm has a mayor.", *once)
    assert [each.position for each in found] == [0, 1, 2]


def test_an_office_of_another_country_answers_nothing() -> None:
    met = "French President Ada Quill met Per Holm."
    found = ordered("Who is the president of Norway?", met, "The French president spoke.", "The president is Bo Tarn.")
    assert [each.position for each in found] == [2, 0, 1]
    assert [each.log_odds for each in found][1:] == [NO_ANSWER, NO_ANSWER]


def test_whoever_meets_a_countrys_counterpart_is_not_of_it() -> None:
    met = "President Ada Quill told her Norwegian counterpart about the ferry."
    found = ordered("Who is the president of Norway?", met, "President Bo Tarn spoke in Oslo of the Norwegian ferry.")
    assert [each.position for each in found] == [1, 0]
    assert found[1].log_odds == NO_ANSWER


def test_whoever_has_another_office_too_may_hold_it() -> None:
    both = "The chairman, the retired judge Otto Lind, spoke of the looted bell."
    other = "The treasurer, Lea Bru, spoke of the looted bell."
    found = ordered("Who was the chairman of the commission on the looted bell?", other, both)
    assert [(each.position, each.log_odds) for each in found] == [(1, 1.0), (0, NO_ANSWER)]


@pytest.mark.parametrize(
    "text", ["Norway under President Bo Tarn buys jets.", "Under President Bo Tarn, Norway buys jets."]
)
def test_whose_president_somebody_is_may_be_said_by_whom_a_country_is_under(text: str) -> None:
    assert named(ordered("Who is the president of Norway?", TALKS, text)[0]) == "Bo Tarn"
    later = "President Tarn spoke of Norwegian jets to the French."
    found = ordered("Who is the president of France?", later, text)
    assert [each.log_odds for each in found] == [NO_ANSWER, NO_ANSWER]


def test_what_articles_in_another_language_say_is_left_to_the_reader() -> None:
    story = passage("Norwegens Präsident ist Bo Tarn.")
    german = replace(story, article=replace(story.article, language="de"))
    ranked = [replace(evidence(german, 0), log_odds=1.0, answer=german.sentences[0].span)]
    assert of_asked_office(ranked, asked("Who is the president of Norway?")) == ranked


def test_a_country_in_a_title_is_no_country() -> None:
    directed = "Norway Nights is a film directed by Ada Quill."
    found = ordered("Who is the director of the film “Norway Nights”?", directed)
    assert [each.log_odds for each in found] == [1.0]


def test_any_other_question_is_left_as_it_is() -> None:
    assert [each.position for each in ordered("Whom did Ada Quill meet?", SPOKE, TALKS)] == [0, 1]
