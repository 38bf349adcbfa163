"""Text for a terminal: nothing in it is obeyed, nothing is lost."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from ui.terminal.output import styled, to_json, write

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@given(ANY_TEXT)
def test_json_loses_nothing_and_is_utf8(text: str) -> None:
    made = to_json({"text": text})
    assert json.loads(made) == {"text": text}
    assert not OBEYED.search(made)
    assert "\n" not in made
    made.encode()


def test_json_has_no_numbers_that_are_none() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        to_json(float("nan"))


@pytest.mark.parametrize(
    ("text", "plain", "bold"),
    [
        ("built in **1931** [1]", "built in 1931 [1]", ["1931"]),
        ("**a** and **b c**", "a and b c", ["a", "b c"]),
        ("2 ** 3 and **", "2 ** 3 and **", []),
        ("a **lone one", "a **lone one", []),
        ("**\x1b[2J**", "␛[2J", ["␛[2J"]),
        ("[bold]no[/bold] :bee: **[red]x**", "[bold]no[/bold] :bee: [red]x", ["[red]x"]),
    ],
)
def test_what_stands_between_stars_is_bold_and_markup_is_text(text: str, plain: str, bold: list[str]) -> None:
    made = styled(text)
    assert made.plain == plain
    assert [plain[span.start : span.end] for span in made.spans] == bold


def console(*, terminal: bool) -> Console:
    return Console(
        force_terminal=terminal, width=30, record=True, quiet=False, color_system=None, highlight=False, markup=False
    )


def test_a_terminal_gets_wrapped_lines_and_a_pipe_whole_paragraphs(capsys: pytest.CaptureFixture[str]) -> None:
    words = "one two three four five six seven\n\neight"
    write(console(terminal=False), words, indent=2)
    assert capsys.readouterr().out == "  one two three four five six seven\n\n  eight\n"
    write(console(terminal=True), Text(words), indent=2)
    assert capsys.readouterr().out == "  one two three four five six\n  seven\n\n  eight\n"
