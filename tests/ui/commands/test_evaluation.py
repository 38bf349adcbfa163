"""What `eval` and `make-set` are given, as it is typed."""

import pytest

from tests.ui.evaluating import Evaluate
from ui.commands import evaluation  # noqa: F401  # puts the command on the app
from ui.commands.app import FAILED, WRONG_USE


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["nothing"], FAILED, "There is no question set 'nothing'"),
        (["mine.jsonl", "--min", "rigth=1"], WRONG_USE, "there is no metric 'rigth'"),
        (["mine.jsonl", "--articles", ".", "--library", "."], WRONG_USE, "not both"),
        (["mine.jsonl", "--compare", "nothing.json"], FAILED, "nothing.json: can't be read"),
    ],
)
def test_what_can_not_be_used_is_one_sentence(evaluate: Evaluate, options: list[str], code: int, message: str) -> None:
    done = evaluate(*options)
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.output
