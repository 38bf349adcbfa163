"""The command `check` as it is typed; `ui.tasks.drafts` does its work."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ui.commands.app import FAILED, AsJson, LibraryFolder, command


@command("check")
def check(
    draft: Annotated[
        str,
        typer.Argument(metavar="DRAFT", help="Text, Markdown, a web page, a Word or OpenDocument text; - is stdin."),
    ],
    library: LibraryFolder = None,
    as_json: AsJson = False,
    form: Annotated[
        Literal["text", "json", "github", "sarif"],
        typer.Option("--format", help="For people, or for programs: docs/check.md says what each holds."),
    ] = "text",
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write a page: the draft beside the articles.")
    ] = None,
    annotated: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="FILE.docx", help="Write the same Word document with a comment a finding."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="VERDICT",
            help="Exit with 1 at these: altered, spliced, misattributed, paraphrased, not-found, contradicted, "
            "outdated, differing, not-in-articles; none.  [default: what is altered, spliced, misattributed or "
            "contradicted]",
        ),
    ] = None,
) -> None:
    """Check a draft: does every quotation stand in the articles, word for word, and do they say what it states?

    Each finding comes with the exact place. Exits with 1 when something is plainly wrong.
    """
    from ui.tasks.drafts.check import Wanted, check_file

    if not check_file(draft, library, Wanted("json" if as_json else form, fail_on or [], report, annotated)):
        raise typer.Exit(FAILED)
