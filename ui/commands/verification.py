"""The command `verify` as it is typed; `ui.tasks.verify` does its work."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.app import FAILED, AsJson, command


@command("verify")
def verify(
    answers: Annotated[
        str, typer.Argument(metavar="ANSWERS.json", help="What `ask --json` or `batch` wrote; - is stdin.")
    ],
    articles: Annotated[
        Path, typer.Option("--articles", metavar="DIR", help="The folder of the articles.  [default: this folder]")
    ] = Path(),
    as_json: AsJson = False,
) -> None:
    """Check that the citations of saved answers still stand in the articles.

    Each is the same, moved, changed or gone; it needs no library. Exits with 1 when one is changed or gone.
    """
    from ui.tasks.verify import verify_file

    if not verify_file(answers, articles, as_json=as_json):
        raise typer.Exit(FAILED)
