"""A name that the evidence has in no form is a stranger to it."""

import pytest

from rag.abstention.unknown_names import missing_names
from tests.rag.builders import asked


@pytest.mark.parametrize(("question", "told", "missing"), [
    ("What did Obama say about the agreement?", "Trump spoke about the agreement.", ["Obama"]),
    ("Which differences do Ankara and Moscow have over Georgia?", "Turkey and Russia differ over Syria.", ["Georgia"]),
    ("What did the Turkish president say?", "Ankara is silent.", []),
    ("What is the United States sending to Kiev?", "The U.S. is sending Kyiv arms.", []),
    ("Did the talks on the F-35 end?", "The talks on the S-400 ended.", ["F-35"]),
    ("Did the talks on the S-400 end?", "The talks on S-400s ended.", []),
    ("What platform was Sentanta Sports on?", "Setanta Sports launched in March.", []),
    ("Who sits in the SP?", "Members sit in the Scottish Parliament.", []),
    ("Who won at Superbowl 50?", "The Super Bowl was won by Denver.", []),
    ("How many vote in Scotland?", "The Scottish vote was close.", []),
    ("What does Graham Twigg propose?", "Twigg suggested anthrax.", []),
    ("What happened in March on a Friday?", "Nothing.", []),
])  # fmt: skip
def test_names_are_found_in_any_form(question: str, told: str, missing: list[str]) -> None:
    assert missing_names(asked(question).premises.names, [told]) == missing


def test_one_text_of_several_is_enough() -> None:
    assert missing_names(asked("What did Obama say?").premises.names, ["Nobody spoke.", "Then Obama did."]) == []
    assert missing_names(asked("What did Obama say?").premises.names, []) == ["Obama"]
