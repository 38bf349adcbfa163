"""Tests of the gazetteer: places by their names, and countries by every word that stands for them."""

import pytest

from rag.language.places import country_of, is_place, is_region, names_country


@pytest.mark.parametrize("name", ["Türkiye", "Turkey", "U.S.", "Bogotá", "Ankara", "Saudi Arabia", "Myanmar"])
def test_countries_and_big_cities_are_places(name: str) -> None:
    assert is_place(name)


@pytest.mark.parametrize("name", ["Mikheyev", "United Nations", "The", ""])
def test_people_and_bodies_are_no_places(name: str) -> None:
    assert not is_place(name)


def test_a_sea_is_a_place_without_a_country() -> None:
    assert is_place("Black Sea")
    assert is_region("Black Sea")
    assert not is_region("Turkey")


@pytest.mark.parametrize(("word", "country"), [("ankara", "turkey"), ("kremlin", "russia"), ("french", "france")])
def test_a_capital_and_a_people_stand_for_their_country(word: str, country: str) -> None:
    assert names_country(word)
    assert country_of(word) == country


def test_another_word_stands_for_itself() -> None:
    assert not names_country("table")
    assert country_of("table") == "table"
