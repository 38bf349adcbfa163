"""Somebody who is asked for must be named."""

import pytest

from rag.abstention.offices import unnamed
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
