"""Tests of a sentence taken apart."""

from rag.language.parsing import read


def test_words_are_folded_and_lose_their_possessive_ending() -> None:
    assert [token.word for token in read("Turkey's S-400s, U.S. Öl").tokens] == ["turkey", "s-400", "us", "ol"]


def test_each_token_tells_its_kind() -> None:
    assert [token.kind for token in read("S-400 cost 2,500 U.S. dollars").tokens] == [
        "mark", "word", "figure", "letters", "word",
    ]  # fmt: skip


def test_a_comma_and_a_word_such_as_because_begin_a_clause() -> None:
    reading = read("He left, and she stayed because it rained.")
    assert [token.word for token in reading.clause(0)] == ["he", "left"]
    assert reading.tokens[-1].clause == 2


def test_only_words_that_carry_meaning_give_stems() -> None:
    assert read("The bridges were opened").stems == {"bridg", "open"}


def test_one_sentence_is_read_once() -> None:
    assert read("It rained.") is read("It rained.")
