"""The commands `doctor`, `export` and `import`: a library's health, and its moves."""

from dataclasses import asdict
from pathlib import Path
from shlex import quote

from index.errors import DamagedCatalogError, PressmarkError
from index.ingestion.removal import ADDED
from index.library.doctor import Examination, Fault, examine, mend
from index.library.library import Library
from index.library.rescue import folders_named, set_catalog_aside
from index.library.transfer import export_library, import_library
from rag.settings import Settings
from ui.opening import opened, read_settings
from ui.plain import safe_line, safe_name
from ui.tasks.articles.servers import servers_of
from ui.tasks.indexing.fetching import FETCHED
from ui.tasks.indexing.progress import index_with_progress, summary
from ui.tasks.indexing.queue_state import queue_state, show_queue
from ui.terminal.output import message, print_json, status
from ui.wording import counted


def check_health(folder: Path | None, *, repair: bool, as_json: bool) -> None:
    """Examine a library, mend what can be mended when asked to, and print what is wrong.

    Raises:
        PressmarkError: something is wrong and stays so, or the library can't be opened.
    """
    settings = read_settings(folder)
    try:
        _examine(settings, repair=repair, as_json=as_json)
    except DamagedCatalogError as error:
        if not repair or settings.catalog is not None:
            raise
        _begin_anew(settings, str(error))


def _begin_anew(settings: Settings, why: str) -> None:
    """Set a damaged catalog aside, and read again what stands only in the library's folder.

    Raises:
        PressmarkError: always, since the user's own folders have to be indexed again.
    """
    library = settings.library.expanduser().resolve()
    aside = set_catalog_aside(library)
    message(f"{why} It was set aside in {aside}.")
    own = [library / name for name in (ADDED, FETCHED) if (library / name).is_dir()]
    if own:
        print(safe_name(summary(index_with_progress(own, settings, "reading again"), settings)))
    named = [name for name in folders_named(aside) if Path(name) not in own]
    raise PressmarkError(f"Now index your folders again: `pressmark index {' '.join(map(quote, named)) or 'FOLDER'}`.")


def _examine(settings: Settings, *, repair: bool, as_json: bool) -> None:
    library = Library(settings)
    try:
        with status("checking"), library.writer():  # what another process is writing is in order when it is done
            found = examine(library)
        mended: tuple[Fault, ...] = ()
        if repair and any(fault.derived for fault in found.faults):
            with status("mending"), library.writer():
                mend(library)
            with status("checking again"):
                after = examine(library)
            mended, found = tuple(fault for fault in found.faults if fault not in after.faults), after
        put_back, servers, queue = library.put_back, servers_of(library), queue_state(library, settings)
    finally:
        library.close()
    if as_json:
        faults, cured = ([asdict(fault) for fault in group] for group in (found.faults, mended))
        told = {"counts": asdict(found.counts), "faults": faults, "mended": cured, "put_back": put_back}
        print_json({**told, "queue": asdict(queue) if queue else None, **asdict(servers)})
    else:
        for name, place in servers.rows(library.folder):
            print(f"{name:<8} {safe_line(place)}")
        _show(found, mended, put_back)
        if queue:
            show_queue(queue)
    if found.faults:
        raise PressmarkError(_remedy(found.faults))


def _show(found: Examination, mended: tuple[Fault, ...], put_back: bool) -> None:
    if put_back:
        print("mended   vector index: it had lost vectors, which were put back from the catalog.")
    for word, faults in (("mended", mended), ("wrong", found.faults)):
        for fault in faults:
            print(f"{word:<8} {fault.part}: {safe_line(fault.what)}")
    counts = ", ".join(counted(number, unit.removesuffix("s")) for unit, number in asdict(found.counts).items())
    print(f"Checked {counts}: {'nothing is wrong' if not found.faults else counted(len(found.faults), 'fault')}.")


def _remedy(faults: tuple[Fault, ...]) -> str:
    if all(fault.derived for fault in faults):
        return "All of it can be made anew: run `pressmark doctor --repair`."
    return (
        "The catalog itself is damaged: index the articles into a new library, or import one that was exported; keep "
        "this library's folder, for articles that were added by the page stand only there."
    )


def export(target: Path, folder: Path | None) -> None:
    """Write a library into one file.

    Raises:
        LibraryError: there is none, or the file can't be written.
    """
    settings = read_settings(folder)
    with status("packing"):
        export_library(settings.library.expanduser().resolve(), target, settings.catalog)
    print(f"{safe_name(str(target))}: {target.stat().st_size / 1e6:,.1f} MB, the whole of {settings.library}.")


def take_in(source: Path, folder: Path | None) -> None:
    """Make a library out of one file, and open it once, which makes its vector index.

    Raises:
        LibraryError: the file is no library, or there is one already where it should go.
    """
    settings = read_settings(folder)
    with status("unpacking"):
        import_library(source, settings.library.expanduser().resolve(), settings.catalog)
    try:
        with opened(settings) as pressmark:
            count = pressmark.article_count()
    except PressmarkError as error:
        message(f"The library was unpacked to {settings.library}, but these settings can't use it.")
        raise error
    print(f"{safe_name(str(settings.library))}: {counted(count, 'article')} from {safe_name(str(source))}.")
