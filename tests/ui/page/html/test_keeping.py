"""Verdicts, exports, and what the script is told to do."""

import re

from tests.ui.page.html.reading import Reading
from ui.page.html.keeping import exports_html, file_html, said_html, votes_html
from ui.page.texts import ENGLISH, Texts

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


def test_both_verdicts_are_named_and_none_is_given_yet() -> None:
    made = votes_html(ENGLISH)
    assert re.findall(r'data-keep="([\w-]+)" aria-pressed="(\w+)"', made) == [
        ("thumbs-up", "false"), ("thumbs-down", "false")
    ]  # fmt: skip
    for label in ("This answer is right", "This answer is wrong"):
        assert f'aria-label="{label}"' in made
    assert "Diese Antwort ist richtig" in votes_html(Texts("de"))


def test_both_forms_of_an_export_can_be_chosen() -> None:
    made = exports_html(ENGLISH)
    assert re.findall(r'data-keep="(\w+)"', made) == ["markdown", "json"]
    assert Reading(made).text == "ExportMarkdown with footnotesJSON, for pressmark verify"


def test_the_script_is_told_the_same_thing_twice_as_two_things() -> None:
    first, second = (said_html("x1", EVIL, fine=False) for _ in range(2))
    assert first != second
    assert 'data-fine="0"' in first
    assert not {"script", "img"} & set(Reading(first).tags)


def test_a_file_is_handed_over_whole() -> None:
    made = file_html("talk.md", "text/markdown", f"# {EVIL}\r\n")
    assert 'data-name="talk.md" data-kind="text/markdown"' in made
    assert "&#13;\n" in made
    assert Reading(made).tags == ["i"]
