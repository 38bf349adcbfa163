"""The command `batch`: a file of questions into a file of answers."""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from index.errors import PressmarkError, UsageError
from rag import Answer, Filters, Pressmark, Timings, Turn
from rag.generation.models import RECORDED
from rag.records import Checks, Usage
from rag.serialise import answer_to_dict
from ui.opening import Writing, opened, read_settings
from ui.terminal.output import message, progress_bar, to_json
from ui.wording import check_words, checks_of_all, counted, usage_of_all, usage_words

STREAM = "-"
"""Stands for stdin as the questions, for stdout as the answers."""

Id = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of the questions."""

    id: Id
    question: str
    history: tuple[Turn, ...] = ()


def answer_file(questions: str, output: str, library: Path | None, filters: Filters, writing: Writing) -> None:
    """Answer a file of questions in order.

    The answers are written beside the output and moved there when all are done: a run that is stopped leaves what
    stood there before. A question that can't be asked gets a line that says why, and the run goes on.

    Raises:
        UsageError: a line is no question; nothing has been written then.
        PressmarkError: a file can't be read or written, or the library can't be used.
    """
    if output != STREAM and questions != STREAM and Path(output).resolve() == Path(questions).resolve():
        raise UsageError(f"{output}: the answers would replace the questions; name another file.")
    asked = read_questions(questions)
    started = time.perf_counter()
    with (
        opened(read_settings(library), filters, writing) as pressmark,
        _answers(output) as stream,
        progress_bar("questions", rate=True) as bar,
    ):
        answered, checks, usages = 0, list[Checks](), list[Usage]()
        for each in bar.track(asked, description="answering"):
            answer = answer_line(pressmark, each, filters)
            stream.write(f"{to_json({'id': each.id} | answer_to_dict(answer))}\n".encode())
            if output == STREAM:
                stream.flush()  # whoever reads the pipe needn't wait for the last answer
            answered += answer.answered
            checks += [replace(answer.checks, details=())] if answer.checks else []
            usages += [answer.usage] if answer.usage else []
    seconds = time.perf_counter() - started
    message(f"{counted(len(asked), 'question')}, {answered} answered, {len(asked) - answered} not, in {seconds:.1f} s.")
    if checks:
        message(f"Checked: {check_words(checks_of_all(checks))}.")
    if usages:
        message(f"Model: {usage_words(usage_of_all(usages))}.")


def read_questions(name: str) -> list[BatchQuestion]:
    """Return the questions of a JSON lines file; blank lines are skipped.

    Raises:
        UsageError: a line is no question; the sentence names the file and the line.
        PressmarkError: the file can't be read.
    """
    shown = "standard input" if name == STREAM else name
    try:
        data = sys.stdin.buffer.read() if name == STREAM else Path(name).read_bytes()
    except OSError as error:
        raise PressmarkError(f"{name}: the questions can't be read ({error.strerror}); check the path.") from error
    lines = enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1)
    return [_parse(line, f"{shown}:{number}") for number, line in lines if line.strip()]


def answer_line(pressmark: Pressmark, asked: BatchQuestion, filters: Filters) -> Answer:
    """Answer one question of a batch; one that can't be asked gets an answer that says why.

    With recorded answers of a model no times are told: a run gives the same bytes whenever it is made.
    """
    try:
        answer = pressmark.ask(asked.question, asked.history, filters)
    except UsageError as error:
        return Answer(asked.question, asked.question, str(error), False, 0.0, (), (), _NOTHING)
    recorded = (pressmark.settings.llm or "").partition(":")[0] == RECORDED
    return replace(answer, timings=_NOTHING) if recorded else answer


_NOTHING: Final = Timings(0.0, 0.0, 0.0)


def _parse(line: bytes, where: str) -> BatchQuestion:
    try:
        value = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise UsageError(f"{where}: not a line of JSON in UTF-8 ({error}).") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where}: not a JSON object but {_kind(value)}.")
    question, made_id = value.get("question"), value.get("id")
    if not isinstance(question, str):
        raise UsageError(f'{where}: "question" must be a string, not {_kind(question)}.')
    if not isinstance(made_id, Id):
        raise UsageError(f'{where}: "id" must be a string or a number, not {_kind(made_id)}.')
    return BatchQuestion(made_id, question, _turns(value.get("history"), where))


def _turns(value: object, where: str) -> tuple[Turn, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UsageError(f'{where}: "history" must be an array, not {_kind(value)}.')
    return tuple(_turn(each, f'{where}: "history", message {number}') for number, each in enumerate(value, start=1))


def _turn(value: object, where: str) -> Turn:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: must be an object, not {_kind(value)}.")
    role, content = value.get("role"), value.get("content")
    if role not in ("user", "assistant"):
        raise UsageError(f'{where}: "role" must be "user" or "assistant".')
    if not isinstance(content, str):
        raise UsageError(f'{where}: "content" must be a string, not {_kind(content)}.')
    return Turn(str(role), content)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _kind(value: object) -> str:
    """Return what JSON calls a value."""
    names: Sequence[tuple[type, str]] = (
        (dict, "an object"), (list, "an array"), (str, "a string"), (bool, "a truth value"), (int, "a number"),
        (float, "a number"),
    )  # fmt: skip
    return next((name for kind, name in names if isinstance(value, kind)), "null or missing")


@contextmanager
def _answers(output: str) -> Iterator[BinaryIO]:
    """Give the stream for the answers; a file gets them when the block ends well, and all at once."""
    if output == STREAM:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output).resolve()  # a link stays a link
    special = target.exists() and not target.is_file()  # such as /dev/null: written to, not replaced
    part = target if special else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        stream = part.open("wb")
    except OSError as error:
        raise PressmarkError(f"{output}: the answers can't be written ({error.strerror}); check the path.") from error
    try:
        with stream:
            yield stream
            stream.flush()
            if not special:
                os.fsync(stream.fileno())
        if not special:
            part.replace(target)
    finally:
        if not special:
            part.unlink(missing_ok=True)
