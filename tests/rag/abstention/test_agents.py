"""Somebody who is asked for must be named, and a deed that is asked about must not be denied."""

import pytest

from rag.abstention.agents import denied_deed, unnamed
from tests.rag.builders import asked


@pytest.mark.parametrize(("question", "told", "word"), [
    ("Who is the chief executive of Gasnor?", "Gasnor gets the pipeline that it has long wanted.", "chief"),
    ("Who is the minister named in the report?", "The Foreign Ministry gave another number.", "minister"),
    ("What was the name of the pilot?", "Pilots who were training in the U.S. have to go home.", "pilot"),
    ("Who was the leader?", "A crowd entered the valley.", "leader"),
    ("Who was the leader?", "Oursel led them into the valley.", None),
    ("Who is the mayor of Orvik?", "The mayor of Orvik, Ada Quill, asked for patience.", None),
    ("What was the name of the pilot?", "The pilot, Jon Falk, was saved.", None),
    ("Who shot at the mayor?", "Nobody did.", None),
])  # fmt: skip
def test_an_office_needs_a_name_beside_it(question: str, told: str, word: str | None) -> None:
    assert unnamed(asked(question), [told]) == word


@pytest.mark.parametrize(("question", "told", "verb"), [
    ("Which drones did Germany deliver to Kyiv?", "Germany stops an ally from handing arms over.", "deliver"),
    ("Which drones did Germany deliver to Kyiv?", "Germany delivered none of its own, but Norway refused to.", None),
    ("Which drones did Norway deliver to Kyiv?", "Germany stops an ally from handing drones over.", None),
    ("Why did Germany refuse to deliver drones?", "Germany refused to deliver them for lack of money.", None),
])  # fmt: skip
def test_a_deed_that_is_denied_was_not_done(question: str, told: str, verb: str | None) -> None:
    assert denied_deed(asked(question), told) == verb
