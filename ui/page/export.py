"""A conversation as a document: Markdown with a footnote a quote, and JSON that `pressmark verify` reads.

Both are made of the answers as `rag.serialise.answer_to_dict` gives them, so that a conversation kept elsewhere (in a
browser, in a file) can be exported without its records. Words of articles and of readers are data: Markdown shows them
as they are, and neither an image nor a tag in them does anything.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rag.conversation.reception import CHAT

FORMAT: Final = "pressmark conversation 1"
"""Says what a JSON export is, for programs."""
QUOTES_ONLY: Final = "extractive"

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>&~|$#@])")
_LINE_START: Final = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_MARKER: Final = re.compile(r"\[(\d+)\]")
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)

AnswerData = Mapping[str, Any]
"""An answer as JSON has it."""


def conversation_json(answers: Sequence[AnswerData], exported: str) -> str:
    """Return a conversation as JSON; `pressmark verify` checks the citations of every answer in it.

    Args:
        answers: oldest first, each as `ask --json` prints it.
        exported: ISO date of today.
    """
    data = {"format": FORMAT, "exported": exported, "answers": list(answers)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def conversation_markdown(answers: Sequence[AnswerData], exported: str) -> str:
    """Return a conversation as Markdown: a heading a question, and for each marker a footnote with quote and place.

    Footnotes are numbered through the whole document. A marker without a citation stays what it was, so that it is
    seen rather than lost.

    Args:
        answers: oldest first, each as `ask --json` prints it.
        exported: ISO date of today.
    """
    lines = ["# Questions to the articles", "", f"Exported on {escape(exported)}. {_modes(answers)}", ""]
    notes: list[str] = []
    for answer in answers:
        numbers = {
            citation["marker"]: len(notes) + place for place, citation in enumerate(answer["citations"], start=1)
        }
        notes += [_footnote(numbers[each["marker"]], each) for each in answer["citations"]]
        lines += [f"## {escape(_one_line(answer['question']))}", ""]
        if answer["standalone_question"].strip() != answer["question"].strip():
            lines += [f"*Understood as: {escape(_one_line(answer['standalone_question']))}*", ""]
        lines += [_prose(answer["answer"], numbers), ""]
    return "\n".join([*lines, *notes]).rstrip("\n") + "\n"


def escape(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> print(escape("1. ![x](http://a.example) <b>"))
    1\. !\[x\](http://a.example) \<b\>
    """
    plain = _MARKUP.sub(r"\\\1", text)
    return _LINE_START.sub(lambda found: f"{found[1]}{_backslashed(found[2])}", plain)


def _backslashed(start: str) -> str:
    """Return a list's or heading's sign that makes none; a number's sign is the point behind it."""
    return f"{start}\\" if start.isdecimal() else f"\\{start}"


def _prose(text: str, numbers: Mapping[int, int]) -> str:
    """Return an answer's text with footnotes for markers; of its markup, bold and paragraphs stay."""
    pieces, last = [], 0
    for found in _BOLD.finditer(text):
        pieces += [_marked(text[last : found.start()], numbers), f"**{_marked(found[1], numbers)}**"]
        last = found.end()
    return "".join([*pieces, _marked(text[last:], numbers)])


def _marked(text: str, numbers: Mapping[int, int]) -> str:
    pieces, last = [], 0
    for found in _MARKER.finditer(text):
        if int(found[1]) in numbers:
            # No space before the footnote's number, as in print.
            pieces += [escape(text[last : found.start()]).rstrip(" "), f"[^{numbers[int(found[1])]}]"]
            last = found.end()
    return "".join([*pieces, escape(text[last:])])


def _footnote(number: int, citation: Mapping[str, Any]) -> str:
    """Return `[^1]: “Quote.” Speaker. *Title*, Publisher, 2017-03-12, file.txt:7`, all on one line."""
    title = citation.get("title")
    speaker = citation.get("speaker")
    lines = (citation["line_start"], citation["line_end"])
    place = f"{citation['file']}:{lines[0]}" + (f"-{lines[1]}" if lines[1] != lines[0] else "")
    page = citation.get("page")
    parts = [
        f"*{escape(_one_line(title))}*" if title else "",
        *(escape(_one_line(citation[name])) for name in ("author", "publisher", "published") if citation.get(name)),
        escape(_one_line(place)) + (f" (page {page})" if page else ""),
    ]
    said = f" ({escape(_one_line(speaker))})" if speaker else ""
    return f"[^{number}]: “{escape(_one_line(citation['quote']))}”{said} {', '.join(filter(None, parts))}"


def _modes(answers: Sequence[AnswerData]) -> str:
    """Say who wrote the answers: nobody, when they are quotes."""
    written = sorted({answer["mode"] for answer in answers} - {QUOTES_ONLY, CHAT})
    if not written:
        return "The answers are quotes: every word stands in the article that its footnote names."
    return f"Answers were written by {escape(_one_line(', '.join(written)))}; the footnotes are quotes."


def _one_line(text: str) -> str:
    return " ".join(text.split())
