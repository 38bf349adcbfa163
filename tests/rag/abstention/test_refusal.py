"""A refusal says what was searched, what has no support and where the nearest words stand."""

import re

import pytest

from rag.abstention.presuppositions import Premise, Unmet
from rag.abstention.refusal import refusal_text, refuse
from rag.abstention.verdict import Verdict
from rag.engine import Pressmark
from rag.messages.texts import REFUSAL, say
from tests.rag.builders import ARTICLES, candidate, passage, search
from tests.rag.conftest import Fill

STORY = passage("The bridge was opened in 1931.", "It cost a lot.", file="a.txt")
BEES = passage("Bees live here.", file="bees.txt", title="Bees", number=2)

UNSURE = Verdict(0.1)


def test_it_names_how_many_were_searched_and_the_nearest_places() -> None:
    text = refusal_text(
        refuse(search("Who?", candidate(STORY), candidate(BEES), candidate(STORY)), UNSURE, 12, 0), "en"
    )
    assert text.startswith(REFUSAL)
    assert "Searched 12 articles." in text
    assert "a.txt:1; Bees (bees.txt:1)" in text
    assert text.count("a.txt") == 1


def test_it_says_how_many_files_could_not_be_read() -> None:
    assert "could not" not in refusal_text(refuse(search("Who?", candidate(STORY)), UNSURE, 12, 0), "en")
    assert "12 articles; 2 files could not be read." in refusal_text(refuse(search("Who?"), UNSURE, 12, 2), "en")


def test_it_names_a_few_places_only() -> None:
    every = [candidate(passage("Rain.", file=f"{number}.txt", number=number)) for number in range(10)]
    refusal = refuse(search("Who?", *every), UNSURE, 10, 0)
    assert [each.file for each in refusal.nearest] == ["0.txt", "1.txt", "2.txt"]
    assert len(re.findall(r"\d\.txt", refusal_text(refusal, "en"))) == 3


def test_with_nothing_near_it_says_how_many_were_searched() -> None:
    assert refusal_text(refuse(search("!"), UNSURE, 1, 0), "en") == f"{REFUSAL} Searched 1 article."


def test_it_names_the_words_without_support_as_the_question_writes_them() -> None:
    asked = search("When was Gaudí's BRIDGE opened?", candidate(STORY))
    refusal = refuse(asked, UNSURE, 1, 0)
    assert refusal.unsupported == ("Gaudí",)
    assert "“Gaudí”" in refusal_text(refusal, "en")


def test_the_words_of_another_language_say_nothing() -> None:
    assert refuse(search("Köprü kaç yılında açıldı?", candidate(STORY), foreign=True), UNSURE, 1, 0).unsupported == ()


@pytest.mark.parametrize(("question", "language"), [
    ("Who is the president of Peru?", "en"),
    ("Peru'nun başkenti neresidir ve kim yönetir?", "tr"),
    ("Кто президент Перу и когда он был избран?", "ru"),
    ("Wer ist der Präsident von Peru?", "de"),
    ("Qui est le président du Pérou ?", "fr"),
    ("¿Quién es el presidente del Perú?", "es"),
    ("من هو رئيس بيرو؟", "ar"),
])  # fmt: skip
def test_a_refusal_is_in_the_language_of_the_question(real: Pressmark, question: str, language: str) -> None:
    answer = real.ask(question)
    assert not answer.answered
    assert answer.language == language
    assert answer.answer.startswith(say("refusal", language))
    assert say("searched", language, count=len(ARTICLES)) in answer.answer
    assert answer.refusal
    assert answer.refusal.searched == len(ARTICLES)
    for nearest in answer.refusal.nearest:
        assert real.article_text(nearest.file)[nearest.start : nearest.end] == nearest.text
        assert f"{nearest.file}:{nearest.line_start}" in answer.answer


def test_an_answer_has_no_refusal(real: Pressmark) -> None:
    assert real.ask("When was the harbour bridge of Selmar opened?").refusal is None


def test_a_file_that_could_not_be_read_is_owned_up_to(fill: Fill) -> None:
    pressmark = fill({"a.txt": "Rain fell on the mill of Orvik.", "b.txt": "\0\0\0\1\2\3 nothing to read \0\0"})
    answer = pressmark.ask("Who is the president of Peru?")
    assert answer.refusal
    assert (answer.refusal.searched, answer.refusal.unreadable) == (1, 1)
    assert "1 file could not be read" in answer.answer


def test_verbs_that_every_article_says_otherwise_are_not_named() -> None:
    asked = search("Who got the order for Gaudí's bridge?", candidate(STORY))
    assert refuse(asked, UNSURE, 1, 0).unsupported == ("order", "Gaudí")


def test_a_word_is_not_named_that_stands_near_in_another_word_for_it() -> None:
    asked = search("Why did the town buy the bridge?", candidate(passage("The town is to purchase the old bridge.")))
    assert refuse(asked, Verdict(0.1, (Unmet(Premise.DEED, "buy"),)), 1, 0).unsupported == ()


def test_what_everybody_counts_is_not_named() -> None:
    asked = search("How many people voted?", candidate(passage("The vote was held in spring.")))
    assert refuse(asked, UNSURE, 1, 0).unsupported == ()


def test_words_that_only_ask_are_not_named() -> None:
    when, deed = Unmet(Premise.VALUE, "when"), Unmet(Premise.DEED, "leave")
    asked = search("When was the bridge opened?", candidate(STORY))
    assert refuse(asked, Verdict(0.1, (deed, when)), 12, 0).unsupported == ("leave",)
    assert refuse(asked, Verdict(0.1, (when,)), 12, 0).unsupported == ()
    for question in ("How old is the bridge?", "What reason was given for the bridge?"):
        assert not {"old", "reason"} & set(refuse(search(question, candidate(STORY)), UNSURE, 12, 0).unsupported)
