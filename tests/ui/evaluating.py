"""A set of one question for the command `eval`."""

from collections.abc import Callable

from typer.testing import Result

from ui.commands import evaluation  # noqa: F401  # puts the command on the app

ARTICLE = "Mills of the valley\n\nThe old mill in Alderholt burned down in 1901. It was rebuilt with brick.\n"
QUESTION = {
    "id": "q1", "question": "When did the old mill in Alderholt burn down?", "answerable": True, "facts": [["1901"]],
    "sources": [{"article": "mill.txt", "words": "burned down in 1901"}],
}  # fmt: skip
Evaluate = Callable[..., Result]
