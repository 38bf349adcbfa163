"""The command `worker` as it is typed; `ui.tasks.indexing.working` does its work."""

from typing import Annotated

import typer

from ui.commands.app import LibraryFolder, command


@command("worker")
def worker(
    library: LibraryFolder = None,
    once: Annotated[bool, typer.Option("--once", help="End when nothing is left on the queue.")] = False,
    lease: Annotated[
        float,
        typer.Option(
            min=2, max=3600, metavar="SECONDS", help="How long a worker may be silent before others take its work."
        ),
    ] = 30.0,
) -> None:
    """Index what `index --queue` put on the queue; any number of workers on any machines share it.

    The queue and the catalog stand in the Postgres database that PRESSMARK_CATALOG names. A worker that
    is killed loses nothing: its file goes to another. SIGTERM lets it finish the file it has.
    """
    from index.queue.opening import with_packages

    with with_packages():
        from ui.tasks.indexing.working import work
    work(library, once=once, lease=lease)
