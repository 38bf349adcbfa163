"""What the parts of the page share."""

import gradio as gr
import pytest

from ui.page.parts.shared import private, sent, shown_html


def event(data: object) -> gr.EventData:
    return gr.EventData(None, data)


@pytest.mark.parametrize(("data", "name", "kind", "value"), [
    ({"file": "a.txt"}, "file", str, "a.txt"), ({"file": 3}, "file", str, None), ({}, "file", str, None),
    ({"position": 3}, "position", int, 3), ({"position": True}, "position", int, None), (["file"], "file", str, None),
    (None, "file", str, None),
])  # fmt: skip
def test_only_what_is_of_the_right_kind_is_taken_from_the_script(
    data: object, name: str, kind: type, value: object
) -> None:
    assert sent(event(data), name, kind) == value


def test_an_event_of_the_page_is_nobodys_endpoint() -> None:
    assert private(queue=False) == {"api_visibility": "private", "show_progress": "hidden", "queue": False}


def test_the_script_hears_of_what_changes_by_its_name() -> None:
    assert "changed('reader')" in str(shown_html("", "reader").js_on_load)
