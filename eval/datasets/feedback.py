"""Readers' verdicts on answers, kept as cases of a question set: `pressmark eval DIR/feedback.jsonl --library DIR`.

A thumbs-up says what is right, so its case is complete: the words that answered must be stated again, from the same
place. A thumbs-down says only that something is wrong: its case isn't scored until somebody edits it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from filelock import FileLock, Timeout

from index.errors import LibraryError, UsageError
from index.private_files import replace_file
from rag.records import Turn

FILE: Final = "feedback.jsonl"
"""The set's name in the library's folder."""
UP: Final = "thumbs-up"
DOWN: Final = "thumbs-down"
Verdict = Literal["thumbs-up", "thumbs-down"]
LONGEST_COMMENT: Final = 2000
"""Characters."""
MOST_BYTES: Final = 50_000_000
"""Beyond it no more is kept: a page open to everybody must not fill the disk."""
_WAIT: Final = 5.0
"""Seconds for another writer to be done; one write takes milliseconds."""
_TO_EDIT: Final = (
    "A reader found this answer wrong. Edit the case: set answerable, write the facts that a right answer states, and"
    " name their sources."
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's verdict on one answer."""

    verdict: Verdict
    answer: Mapping[str, Any]
    """As `ask --json` prints it."""
    history: Sequence[Turn] = ()
    """The conversation before the question."""
    comment: str = ""
    reader: str = ""
    """Tells readers apart, so that one who thinks again changes their own verdict only; it isn't stored."""


def keep_feedback(folder: Path, feedback: Feedback) -> Path:
    """Add a verdict to the set in a library's folder, or put it in the place of the same reader's earlier one.

    A case that somebody has edited since is left alone. Several processes may write at once.

    Returns:
        The path of the set.

    Raises:
        UsageError: the comment is too long.
        LibraryError: the set can't be written, or is full.
    """
    if len(feedback.comment) > LONGEST_COMMENT:
        raise UsageError(f"The comment has more than {LONGEST_COMMENT:,} characters: shorten it.")
    path = folder / FILE
    try:
        with FileLock(folder / f"{FILE}.lock", timeout=_WAIT, mode=0o600):
            lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
            _write(path, _with(lines, feedback))
    except Timeout as error:
        raise LibraryError(f"{path}: another program keeps it: try again.") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise LibraryError(f"{path}: the feedback can't be kept ({reason}); check the file and its folder.") from error
    return path


def case_of(feedback: Feedback) -> Row:
    """Return the verdict as a line of a set, in the format of `eval/sets`."""
    answer = feedback.answer
    right = feedback.verdict == UP
    said = "" if right else f"{_TO_EDIT} It said: {' '.join(answer['answer'].split())}"
    case = {
        "id": _identity(feedback),
        "question": answer["question"],
        "history": [{"role": turn.role, "content": turn.content} for turn in feedback.history],
        "answerable": bool(answer["answered"]) if right else None,
        "facts": _facts(answer) if right else [],
        "sources": [
            {"article": citation["file"], "words": [citation["quote"]]} for citation in answer["citations"] if right
        ],
        "type": feedback.verdict,
        "note": " ".join(part for part in (_comment(feedback.comment), said) if part),
    }
    # Half a surrogate pair, which a browser may send, has no place in UTF-8.
    row: Row = json.loads(json.dumps(case, ensure_ascii=False).encode("utf-8", "replace"))
    return row


def _comment(comment: str) -> str:
    words = " ".join(comment.split())
    return f"The reader: “{words}”." if words else ""


def _identity(feedback: Feedback) -> str:
    """Return an id of the reader's view of the question, whatever the verdict."""
    turns = [[turn.role, turn.content] for turn in feedback.history]
    about = json.dumps([feedback.reader, feedback.answer["question"], turns, feedback.answer["answer"]])
    return f"reader-{hashlib.sha256(about.encode()).hexdigest()[:12]}"


def _facts(answer: Mapping[str, Any]) -> list[list[str]]:
    """Return the words that a right answer must state: those in bold, or the best quote where none are."""
    quotes = {citation["marker"]: citation for citation in answer["citations"]}
    if not quotes:
        return []
    bold: dict[int, str] = {}
    for mark in answer.get("highlights", ()):
        cited = quotes.get(mark["marker"])
        if cited:
            words = cited["quote"][mark["start"] - cited["start"] : mark["end"] - cited["start"]].strip()
            if words:
                bold.setdefault(mark["marker"], words)
    first = next(iter(quotes.values()))
    # One fact with each source's words as an alternative: an answer that quotes one of the sources is right too.
    return [list(dict.fromkeys(bold.values())) or [" ".join(first["quote"].split())]]


def _with(lines: Sequence[str], feedback: Feedback) -> list[str]:
    """Return the lines of the set with this case in them, in the place of its earlier form unless that was edited."""
    case = case_of(feedback)
    kept = [line for line in lines if line.strip() and not _replaced(line, case["id"], feedback)]
    taken = {_id(line) for line in kept}
    number = 2
    while case["id"] in taken:
        case["id"] = f"{_identity(feedback)}-{number}"
        number += 1
    return [*kept, json.dumps(case, ensure_ascii=False)]


def _replaced(line: str, identity: str, feedback: Feedback) -> bool:
    """Return True if a line is the same reader's earlier verdict as it was written here."""
    if _id(line) != identity:
        return False
    row = json.loads(line)
    del row["note"]
    earlier = (
        case_of(Feedback(verdict, feedback.answer, feedback.history, "", feedback.reader)) for verdict in (UP, DOWN)
    )
    return any({key: value for key, value in case.items() if key != "note"} == row for case in earlier)


def _id(line: str) -> str | None:
    """Return the id of a line; None for one that a slip of an editor has made unreadable, which stays as it is."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row.get("id") if isinstance(row, dict) else None


def _write(path: Path, lines: Sequence[str]) -> None:
    """Put the set in place at once: a crash leaves the old one. Only the owner can read it: it tells what was asked."""
    data = "".join(f"{line}\n" for line in lines).encode()
    if len(data) > MOST_BYTES:
        raise LibraryError(f"{path} is full ({MOST_BYTES:,} bytes): move it elsewhere, and a new one is begun.")
    replace_file(path, data)
