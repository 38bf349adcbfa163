"""What would answer is read from a question's words: a unit, a quantity by its name, the noun behind "which"."""

import pytest

from rag.questions.wanted import asked_identity, chosen_words, counted_noun, read_wanted


@pytest.mark.parametrize(("question", "fitting", "unfit"), [
    ("How far is it in miles?", "12 miles", "12 years"),
    ("How much did it cost?", "$12", "12 years"),
    ("What percentage voted?", "12 percent", "12 people"),
    ("How old is she?", "12 years", "twelve euros"),
    ("How tall is the tower?", "12 metres", "12 people"),
])  # fmt: skip
def test_a_number_needs_its_unit(question: str, fitting: str, unfit: str) -> None:
    unit = read_wanted(question).unit
    assert unit
    assert unit.search(fitting)
    assert not unit.search(unfit)


def test_most_numbers_need_no_unit() -> None:
    assert read_wanted("How many drones were sold?").unit is None


def test_a_date_answers_how_long_but_not_how_long_something_is() -> None:
    assert read_wanted("How long was it closed?").dated
    assert not read_wanted("How long is the bridge?").dated


@pytest.mark.parametrize(("question", "measure"), [
    ("What is the population of Orvik?", "population"), ("What was the death toll?", "toll"), ("Who won?", ""),
])  # fmt: skip
def test_a_quantity_is_asked_for_by_its_name(question: str, measure: str) -> None:
    assert read_wanted(question).measure == measure


def test_the_other_signs_are_read() -> None:
    assert read_wanted("How many people died?").people
    assert read_wanted("What is her profession?").description
    assert not read_wanted("What did she say?").description
    assert read_wanted("Which river runs there?").noun == "river"
    assert (read_wanted("When was he born?").life, read_wanted("When did he die?").life) == ("birth", "death")
    assert read_wanted("When did he leave?").life is None


@pytest.mark.parametrize(("question", "noun"), [
    ("How many Turkish drones were sold?", "drones"), ("How many people were there?", None), ("Who won?", None),
])  # fmt: skip
def test_what_is_counted_is_the_last_plural_behind_how_many(question: str, noun: str | None) -> None:
    assert counted_noun(question) == noun


def test_the_words_behind_which_end_with_the_verb() -> None:
    assert chosen_words("Which air base is it?") == {"air", "base"}
    assert chosen_words("Which is it?") == frozenset()


@pytest.mark.parametrize(("question", "language", "name"), [
    ("Who is Otto Lind?", "en", ("otto", "lind")), ("who was otto lind", "en", ("otto", "lind")),
    ("who is lind", "en", ("lind",)), ("Who is Lind?", "en", ("lind",)), ("Wer war Otto Lind?", "de", ("otto", "lind")),
    ("Otto Lind kimdir?", "tr", ("otto", "lind")), ("Кто такой Отто Линд?", "ru", ("отто", "линд")),
    ("Who is the mayor?", "en", ()), ("Who is he?", "en", ()), ("Who is mayor?", "en", ()),
    ("What is Gasnor?", "en", ("gasnor",)), ("What was South Stream?", "en", ("south", "stream")),
    ("What is the toll?", "en", ()), ("What is the toll of Velm?", "en", ()), ("What is Gasnor building?", "en", ()),
    ("Who is Lind's deputy at the mill of Selmar now?", "en", ()), ("Who opened the bridge?", "en", ()),
])  # fmt: skip
def test_whose_name_is_given_is_asked_who_they_are(question: str, language: str, name: tuple[str, ...]) -> None:
    assert asked_identity(question, language) == name
