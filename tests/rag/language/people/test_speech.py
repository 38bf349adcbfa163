"""Tests of the list of verbs of speech."""

import re

import pytest

from rag.language.people.speech import ASKED_WHAT_WAS_SAID, SAYS, SAYS_THAT, SPEAKS


@pytest.mark.parametrize("form", ["said", "writes", "argued", "denies", "stated"])
def test_a_form_that_tells_what_is_said_is_in_every_pattern_of_speakers(form: str) -> None:
    assert re.fullmatch(SAYS, form)
    assert re.fullmatch(SPEAKS, form)


@pytest.mark.parametrize("noun", ["states", "reports", "notes", "claims"])
def test_a_form_that_is_a_noun_too_needs_more_behind_it(noun: str) -> None:
    assert not re.fullmatch(SAYS, noun)
    assert re.fullmatch(SAYS_THAT, noun)


def test_to_ask_is_to_speak_but_tells_nothing() -> None:
    assert re.fullmatch(SPEAKS, "asked")
    assert not re.fullmatch(SAYS, "asked")


def test_a_question_has_the_bare_form() -> None:
    assert re.search(rf"did \w+ {ASKED_WHAT_WAS_SAID}\b", "what did Peskov predict about gas")


def test_no_other_verb_is_one_of_speech() -> None:
    assert not re.fullmatch(SPEAKS, "opened")
