"""The commands `doctor`, `export`, `import` and `restore` as they are typed; `ui.tasks` does their work."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.app import AsJson, LibraryFolder, command


@command("doctor")
def doctor(
    library: LibraryFolder = None,
    repair: Annotated[bool, typer.Option("--repair", help="Make anew what can be made from what is sound.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check that a library is whole: texts, places, vectors, full text, vector index.

    Exits with 1 when something is wrong. --repair embeds and reads nothing again, but for a catalog
    that can't be read at all: it is set aside, and what was added or fetched is read again.
    """
    from ui.tasks.maintain import check_health

    check_health(library, repair=repair, as_json=as_json)


@command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where it goes, such as library.zip.")],
    library: LibraryFolder = None,
) -> None:
    """Write a library into one file, to keep it or to move it to another machine."""
    from ui.tasks.maintain import export as write

    write(file, library)


@command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote.")],
    library: LibraryFolder = None,
) -> None:
    """Make a library out of a file that `export` wrote; nothing is read or embedded again."""
    from ui.tasks.maintain import take_in

    take_in(file, library)


@command("restore")
def restore(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...", help="Removed articles, by their names; none: list them.")
    ] = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Put back what was removed on the page within a day, or list it.

    Nothing is read or embedded again. Of articles that were removed under one name the last one comes back.
    """
    from ui.tasks.restore import list_removed, put_back

    if files:
        put_back(files, library, as_json=as_json)
    else:
        list_removed(library, as_json=as_json)
