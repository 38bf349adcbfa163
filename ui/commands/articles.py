"""The commands `read`, `articles` and `edit` as they are typed; `ui.tasks.articles` does their work."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.app import AsJson, LibraryFolder, command


@command("read")
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of any kind, or folders.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object an article, each on a line.")] = False,
) -> None:
    """Show what Pressmark sees in a file: title, author, date and how they are known, and which text is the article.

    No library is needed or changed. Lines that begin with "-" are page furniture, which is never quoted.
    """
    from ui.tasks.articles.reading import show_files

    show_files(files, as_json=as_json)


@command("articles")
def articles(
    library: LibraryFolder = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values, for a spreadsheet.")] = False,
) -> None:
    """List the articles of a library with title, author, agency, publisher and date."""
    from ui.tasks.articles.cards import list_cards

    list_cards(library, as_json=as_json, as_csv=as_csv)


@command("edit")
def edit(  # one option a field
    file: Annotated[str, typer.Argument(metavar="FILE", help="The article, as `articles` names it.")],
    title: Annotated[str | None, typer.Option(help="The title; empty for none.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it, with commas between; empty for nobody.")] = None,
    agency: Annotated[str | None, typer.Option(help="The news agency whose report it is; empty for none.")] = None,
    publisher: Annotated[str | None, typer.Option(help="The paper, station or site; empty for none.")] = None,
    published: Annotated[str | None, typer.Option(help="Its date, as 2019-05-01; empty for none.")] = None,
    updated: Annotated[str | None, typer.Option(help="When it was last changed, as 2019-05-02.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, as en.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    reset: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Forget the correction of a field. May be given again.")
    ] = None,
    library: LibraryFolder = None,
) -> None:
    """Correct what a library knows of an article. It stays so when the file is read again, and goes into `export`."""
    from ui.tasks.articles.cards import edit_card

    values = {
        "title": title,
        "author": author,
        "agency": agency,
        "publisher": publisher,
        "published": published,
        "updated": updated,
        "language": language,
        "url": url,
    }
    edit_card(file, values, reset or [], library)
