import pytest

from rag.questions.analysis import analyse_question, folded_words, names
from rag.questions.kinds import Kind


def test_names_are_capitalised_words_that_do_not_only_open_a_sentence() -> None:
    assert names("What did Vladimir Putin say in Ankara?") == ["Vladimir", "Putin", "Ankara"]
    assert names("Erdoğan said so. Later he left: But Ali came") == ["Ali"]
    assert names("“Paris” is old") == []
    assert names("what did erdoğan say?") == []


def test_an_opening_word_is_a_name_when_its_own_letters_say_so() -> None:
    assert names("NATO grew. S-400 sells.") == ["NATO", "S-400"]


def test_query_words_leave_the_function_words_out() -> None:
    asked = analyse_question("When was the bridge of Selmar opened?", "en", ["en"])
    assert [word.word for word in asked.words] == ["bridge", "selmar", "opened"]
    assert asked.kind is Kind.WHEN
    assert asked.text == "When was the bridge of Selmar opened?"


def test_a_repeated_word_is_one_query_word() -> None:
    asked = analyse_question("bridges Bridges BRIDGES", "en", ["en"])
    assert [word.word for word in asked.words] == ["bridges"]


def test_query_words_are_stemmed_for_every_language_of_the_articles() -> None:
    (word,) = analyse_question("opened", "en", ["en", None]).words
    assert word.stems == {"open", "opened"}
    (word,) = analyse_question("evlerden", "tr", ["tr"]).words
    assert word.stems < {"ev", "evler", "evlerden"}
    assert "evlerden" not in word.stems


def test_turkish_function_words_are_left_out_of_a_turkish_question() -> None:
    asked = analyse_question("Bu fener ne zaman yapıldı ve kim için?", "tr", ["tr"])
    assert [word.word for word in asked.words] == ["fener", "yapildi"]


def test_a_question_of_function_words_only_keeps_them() -> None:
    assert [word.word for word in analyse_question("Who is it?", "en", ["en"]).words] == ["who", "is", "it"]


@pytest.mark.parametrize("text", ["???", "…", "🦊", " "])
def test_a_question_without_words_has_no_query_words(text: str) -> None:
    assert analyse_question(text, None, ["en"]).words == ()


def test_folded_words_are_the_same_whatever_their_spelling() -> None:
    assert folded_words("ERDOĞAN’s Işık") == folded_words("erdogan s isik")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("How many drones has Turkey sold to Ukraine?", {"drone"}),
        ("How many Turkish tourists visited the island in May?", {"tourist"}),
        ("How many examination boards exist in the country?", {"board"}),
        ("How many people were on board?", set()),
        ("How many were injured in May?", set()),
        ("How much did it cost?", set()),
    ],
)
def test_what_is_counted_is_the_plural_behind_how_many(text: str, counted: set[str]) -> None:
    assert analyse_question(text, "en", ["en"]).counted == counted
