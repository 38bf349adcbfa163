"""Numbers, dates and names of a claim belong to the same things as in its source."""

import pytest

from rag.generation.checks.binding import describes, has_pointer, misplaced_day, misplaced_name, misplaced_number
from rag.language.names import capitals, names
from rag.language.parsing import read

YEARS = "The mayor had led the board for nine years, and the bridge took three years to build."
DATES = "A fire destroyed the town hall of Dorn on 3 May 1902; Anna Weiss rebuilt the mill on 4 June 1905."
BORN = "Anna Weiss founded the mill, and Karl Horn sold the ferry to Selmar."


def misplaced(claim: str, *sources: str) -> str | None:
    readings = [read(each) for each in sources]
    known = capitals([read(claim), *readings])
    known |= {part for each in readings for name in names(each, known) for part in name.parts}
    return misplaced_name(read(claim), readings, known)


@pytest.mark.parametrize(("claim", "number"), [
    ("The bridge took nine years to build.", "nine"),
    ("The bridge took three years to build.", None),
    ("The mayor had led the board for nine years.", None),
])  # fmt: skip
def test_a_number_that_counts_something_else_is_found(claim: str, number: str | None) -> None:
    assert misplaced_number(read(claim), [read(YEARS)]) == number


@pytest.mark.parametrize(("claim", "day"), [
    ("A fire destroyed the town hall of Dorn on 4 June 1905.", "4 June 1905"),
    ("A fire destroyed the town hall of Dorn on 3 May 1902.", None),
    ("Anna Weiss rebuilt the mill on 4 June 1905.", None),
])  # fmt: skip
def test_a_date_of_another_event_is_found(claim: str, day: str | None) -> None:
    assert misplaced_day(read(claim), [read(DATES)], None) == day


@pytest.mark.parametrize(("claim", "name"), [
    ("Karl Horn founded the mill.", "Karl Horn"),
    ("Anna Weiss founded the mill.", None),
    ("Karl Horn sold the ferry to Selmar.", None),
])  # fmt: skip
def test_a_name_that_did_something_else_is_found(claim: str, name: str | None) -> None:
    assert misplaced(claim, BORN) == name


def test_two_names_that_change_places_around_a_verb_are_found() -> None:
    source = "On Monday Norway defeated Denmark in the final."
    assert misplaced("Denmark defeated Norway in the final.", source) == "Denmark"
    assert misplaced("Norway defeated Denmark in the final.", source) is None
    assert misplaced("Denmark was defeated by Norway in the final.", source) is None


def test_a_noun_that_another_nation_stands_before_is_found() -> None:
    source = "On Monday the Russian ambassador was killed in Ankara."
    assert misplaced("The Turkish ambassador was killed.", source) == "Turkish"
    assert misplaced("The Russian ambassador was killed.", source) is None
    assert misplaced("The ambassador of Russia was killed.", source) is None


def test_a_sentence_that_points_back_or_describes_is_known() -> None:
    assert has_pointer(read("Then he opened the bridge."))
    assert not has_pointer(read("Lind opened the bridge."))
    assert describes(read("The two presidents met."))
    assert not describes(read("The president Otto Lind met her."))
