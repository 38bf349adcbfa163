"""Tests of how much a claim shares with its source."""

from rag.language.parsing import read
from rag.language.similarity import alike, covered, marks, synonyms_of, total, weight


def test_a_country_and_its_people_mean_the_same() -> None:
    one, other = read("Turkey").tokens[0], read("Turkish").tokens[0]
    assert alike(one, other)


def test_synonyms_are_alike_and_other_words_are_not() -> None:
    begin, start, sea = (read(word).tokens[0] for word in ("begin", "start", "sea"))
    assert alike(begin, start)
    assert not alike(begin, sea)


def test_a_name_weighs_more_than_a_word() -> None:
    name, word = read("Putin smiled").tokens
    assert weight(name) > weight(word)


def test_a_claim_that_is_its_source_is_covered_whole() -> None:
    claim = read("Putin opened the bridge.")
    assert sum(covered(claim, marks(claim)).values()) == total(claim)


def test_figures_are_left_to_the_reader_of_numbers() -> None:
    assert "1931" not in covered(read("It opened in 1931."), marks(read("It opened in 1931.")))


def test_a_word_means_itself_and_its_synonyms() -> None:
    assert "kill" in synonyms_of("die")
    assert synonyms_of("kill") == synonyms_of("die")
    assert synonyms_of("lantern") == {"lantern"}


def test_what_only_a_summary_changes_for_one_another_is_no_search_term() -> None:
    gas, energy = read("gas energy").tokens
    assert alike(gas, energy)
    assert energy.stem not in synonyms_of(gas.stem)
