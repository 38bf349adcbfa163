"""Tests of the finder of names: words, whole names, and names in a sentence taken apart."""

import pytest

from rag.language.names import abbreviates, capitals, groups, initials, name_spans, name_words, names
from rag.language.parsing import read


def test_names_are_capitalised_words_that_do_not_only_open_a_sentence() -> None:
    assert name_words("What did Vladimir Putin say in Ankara?") == ["Vladimir", "Putin", "Ankara"]
    assert name_words("Erdoğan said so. Later he left: But Ali came") == ["Ali"]
    assert name_words("“Paris” is old") == []
    assert name_words("what did erdoğan say?") == []


def test_an_opening_word_is_a_name_when_its_own_letters_say_so() -> None:
    assert name_words("NATO grew. S-400 sells.") == ["NATO", "S-400"]


@pytest.mark.parametrize(("sentence", "found"), [
    ("In May the Bank of England met Dr. Jane Q. Doe.", ["Bank of England", "Dr. Jane Q. Doe"]),
    ("However, Everybody came on Monday.", []),
    ("Nobody told Vladimir Putin.", ["Vladimir Putin"]),
])  # fmt: skip
def test_whole_names_are_found_without_what_only_opens_a_sentence(sentence: str, found: list[str]) -> None:
    assert [span.of(sentence) for span in name_spans(sentence)] == found


def test_names_of_a_sentence_stand_for_their_country_and_end_at_another_sort() -> None:
    found = names(read("The Turkish Foreign Ministry met Recep Tayyip Erdoğan in July."))
    assert "turkey" in {part for name in found for part in name.parts}
    assert found[-1].key == "erdogan"


def test_a_first_word_is_a_name_when_it_speaks_or_is_known() -> None:
    assert [name.words for name in names(read("Peskov said no."))] == ["Peskov"]
    assert names(read("Nuts fell down.")) == ()
    assert [name.words for name in names(read("Peskov fell."), frozenset({"peskov"}))] == ["Peskov"]


def test_two_names_that_share_a_word_may_be_one() -> None:
    (one,), (other,) = names(read("It was Putin.")), names(read("It was Vladimir Putin."))
    assert one.same(other)


def test_initials_stand_for_the_words_of_a_name() -> None:
    assert "ots" in initials(read("He joined the Organization of Turkic States."))
    claim, source = read("He joined the OTS."), read("He joined the Organization of Turkic States.")
    (name,) = names(claim)
    assert abbreviates(name, claim, source)


def test_capitals_are_the_names_inside_sentences() -> None:
    assert "putin" in capitals([read("Then Putin left.")])
    assert "then" not in capitals([read("Then Putin left.")])


def test_a_description_goes_with_the_name_beside_it() -> None:
    reading = read("General Dündar, the chief of staff, put it plainly.")
    found = names(reading)
    words = {reading.tokens[place].word for place in groups(reading, found)[0]}
    assert "staff" in words
