"""The command `eval`."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.app import FAILED, Model, Strict, Write, command


@command("eval")
def evaluate(
    sets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SETS]...", help="Question sets: `seeds`, a .jsonl, a SQuAD .json or a BEIR folder."),
    ] = None,
    articles: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Ask these articles instead of those the set belongs to.")
    ] = None,
    library: Annotated[Path | None, typer.Option(metavar="DIR", help="Ask a library as it is.")] = None,
    compare: Annotated[
        Path | None, typer.Option(metavar="RUN", help="An earlier run: a .json of --report, or its folder.")
    ] = None,
    minimum: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="METRIC=VALUE", help="Fail when a figure is worse. May be given again."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write JSON, JUnit XML, Markdown and a page there.")
    ] = None,
    llm: Model = None,
    write: Write = None,
    strict: Strict = False,
    judge: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Let a model say how faithful and relevant the answers are.")
    ] = None,
    make: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Instead, write a question set from the articles in DIR.")
    ] = None,
) -> None:
    """Ask questions with known answers, and say whether the answers still match the articles.

    Without arguments: the packaged set over the sample articles. Exits 1 when a figure falls under its bar, or when
    more questions became wrong than chance explains.
    """
    from ui.opening import Writing
    from ui.tasks.evaluate import evaluate_sets, make_questions

    if make:
        make_questions(make)
    elif not evaluate_sets(
        sets or [], articles, library, compare, minimum or [], report, Writing(llm, strict, write), judge
    ):
        raise typer.Exit(FAILED)
