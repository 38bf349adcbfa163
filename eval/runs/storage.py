"""Runs on disk: JSON that is the same for the same scores, with the timings apart."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.records import FORMAT, Case, Run
from index.errors import PressmarkError


class RunError(PressmarkError):
    """A stored run that can't be read."""


@cache
def _runs() -> TypeAdapter[Run]:
    return TypeAdapter(Run)


@cache
def _cases() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def case_to_json(case: Case) -> Any:  # noqa: ANN401  # JSON is anything
    """Return a question with its gold as data that JSON can hold."""
    return _cases().dump_python(case, mode="json")


def run_to_json(run: Run) -> str:
    """Return a run as JSON; all that differs between two runs of the same stands under `timings`."""
    data = _runs().dump_python(run, mode="json")
    questions = {outcome["case"]["id"]: outcome.pop("latency_ms") for outcome in data["outcomes"]}
    timings = {"latency": data.pop("latency"), "questions_ms": questions}
    return json.dumps({"format": FORMAT, **data, "timings": timings}, ensure_ascii=False, indent=1) + "\n"


def run_from_json(text: str, name: str = "the run") -> Run:
    """Read what `run_to_json` wrote.

    Args:
        text: the JSON.
        name: what to call it in an error.

    Raises:
        RunError: it is no run, or one of another version.
    """
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise RunError(
                f"{name}: not a run of this version of Pressmark; make it again with `pressmark eval --report`."
            )
        timings = data.pop("timings")
        for outcome in data["outcomes"]:
            outcome["latency_ms"] = timings["questions_ms"].get(outcome["case"]["id"])
        return _runs().validate_python({**data, "latency": timings["latency"]})
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{name}: not a run that `pressmark eval --report` wrote ({type(error).__name__}).") from error


def save_run(run: Run, path: Path) -> None:
    """Write a run as JSON."""
    path.write_text(run_to_json(run), encoding="utf-8")


def load_run(path: Path) -> Run:
    """Read a stored run.

    Raises:
        RunError: it can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"{path}: can't be read ({getattr(error, 'strerror', None) or 'not UTF-8'}).") from error
    return run_from_json(text, str(path))
