"""The command `restore`: what was removed within a day is listed, and put back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from index.errors import LibraryError, UsageError
from index.ingestion.removal import KEPT, removed_files, restore_files
from index.library.library import Library
from ui.opening import read_settings
from ui.plain import safe_name
from ui.terminal.output import message, print_json


def list_removed(folder: Path | None, *, as_json: bool) -> None:
    """Print what can be put back, the last one removed first.

    Raises:
        LibraryError: there is no library.
    """
    settings = read_settings(folder)
    place = settings.library.expanduser().resolve()
    if not place.is_dir():
        raise LibraryError(f"There is no library at {settings.library}: make one with `pressmark index FOLDER`.")
    removed = removed_files(place)
    if as_json:
        print_json({"removed": [{**asdict(each), "until": each.at + KEPT} for each in removed]})
        return
    for each in removed:
        until = datetime.fromtimestamp(each.at + KEPT, UTC).astimezone()
        by = f", removed by {safe_name(each.by)}" if each.by else ""
        print(f"{safe_name(each.file)}{by}, can be put back until {until:%Y-%m-%d %H:%M}")
    if not removed:
        message("Nothing was removed within a day.")


def put_back(files: Sequence[str], folder: Path | None, *, as_json: bool) -> None:
    """Put removed articles back, and print their names.

    Raises:
        UsageError: no article of that name was removed within a day.
        LibraryError: another article has the name by now, or another process is writing.
    """
    library = Library(read_settings(folder))
    try:
        keys = {each.file: each.key for each in reversed(removed_files(library.folder))}
        for file in files:
            if file not in keys:
                raise UsageError(f"{file} wasn't removed within a day: `pressmark restore` lists what was.")
        restored = restore_files(library, [keys[file] for file in dict.fromkeys(files)])
    finally:
        library.close()
    if as_json:
        print_json({"restored": restored})
        return
    for name in restored:
        print(f"{safe_name(name)} is in the library again.")
