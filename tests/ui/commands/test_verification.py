"""`verify`, as it is typed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import ui.commands.verification  # noqa: F401  # puts the command on the app
from ui.commands.app import app


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["verify", *map(str, arguments)], input=stdin)


@pytest.mark.parametrize("content", ["no answers here", "{}"])
def test_a_file_that_is_no_answers_is_wrong_use(tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text(content)
    done = run(wrong)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert str(wrong) in done.stderr


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    done = run(tmp_path / "none.json")
    assert (done.exit_code, "can't be read" in done.stderr) == (2, True)
